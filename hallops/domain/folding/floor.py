"""What events about help calls, notice slips and alerts do. None of them touches a ticket or a window."""

from hallops.domain.alerting import Acknowledgement, AlertAcknowledged
from hallops.domain.hall_day import HallDay
from hallops.domain.help import Help, HelpAnswered, HelpAsked, HelpEnded
from hallops.domain.notice import Notice, NoticeGiven


def help_asked(day: HallDay, event: HelpAsked) -> None:
    day.helps[event.help] = Help(event.help, event.place, event.about, event.at, event.by)


def help_answered(day: HallDay, event: HelpAnswered) -> None:
    found = day.helps[event.help]
    found.answered, found.answered_by = event.at, event.by


def help_ended(day: HallDay, event: HelpEnded) -> None:
    found = day.helps[event.help]
    found.ended, found.ended_by = event.at, event.by


def notice_given(day: HallDay, event: NoticeGiven) -> None:
    ticket = day.tickets[event.ticket]
    day.notices[ticket.id] = Notice(ticket.id, event.window, event.at, event.by, event.item, event.needs)


def alert_acknowledged(day: HallDay, event: AlertAcknowledged) -> None:
    day.acknowledged[event.alert] = Acknowledgement(event.at, event.by, event.value)
