"""What events about confirmations do to the day."""

from hallops.domain.confirmation import Confirmation, Verdict
from hallops.domain.hall_day import HallDay
from hallops.domain.personal_events import ConfirmAsked, ConfirmDeclined, Confirmed, ConfirmWithdrawn, PersonalPurged


def asked(day: HallDay, event: ConfirmAsked) -> None:
    day.confirmations[event.confirmation] = Confirmation(event.confirmation, event.ticket, event.window, event.at)
    day.touch(day.tickets[event.ticket])  # somebody has acted on it: an undo of what was before lapses


def signed(day: HallDay, event: Confirmed) -> None:
    day.confirmations[event.confirmation].hash = event.hash
    _end(day, event, Verdict.SIGNED)


def declined(day: HallDay, event: ConfirmDeclined) -> None:
    _end(day, event, Verdict.DECLINED)


def withdrawn(day: HallDay, event: ConfirmWithdrawn) -> None:
    _end(day, event, Verdict.WITHDRAWN)


def purged(_day: HallDay, _event: PersonalPurged) -> None:
    """Nothing of the day changes: what was deleted lay beside the log."""


def _end(day: HallDay, event: Confirmed | ConfirmDeclined | ConfirmWithdrawn, verdict: Verdict) -> None:
    found = day.confirmations[event.confirmation]
    found.verdict, found.ended = verdict, event.at
