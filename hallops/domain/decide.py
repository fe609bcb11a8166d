"""decide(day, command, now): what a command leads to, without doing it.

Pure: no clock, no chance, no I/O, and the day is only read. A command is refused with a Refusal that explains itself,
or answered with the events that `apply` folds.
"""

from collections.abc import Callable
from typing import Any

from hallops.domain import commands as c
from hallops.domain import personal_commands as p
from hallops.domain.alerting import AcknowledgeAlert
from hallops.domain.commands import Command
from hallops.domain.deciding import call, confirm, day, floor, issue, place, serve, ticket
from hallops.domain.deciding import help as help_calls
from hallops.domain.events import Event
from hallops.domain.hall_day import HallDay
from hallops.domain.help import AnswerHelp, AskHelp, EndHelp
from hallops.domain.notice import GiveNotice

DECISIONS: dict[type[Command], Callable[[HallDay, Any, int], list[Event]]] = {
    c.KeepTime: day.keep_time,
    c.ChangeHall: day.change_hall,
    c.SkipNumbers: day.skip_numbers,
    c.Issue: issue.issue,
    c.PrintTicket: ticket.print_ticket,
    c.SetPriority: ticket.set_priority,
    c.SetNeeds: ticket.set_needs,
    c.Reinsert: ticket.reinsert,
    c.Requeue: ticket.requeue,
    c.Leave: ticket.leave,
    c.Cancel: ticket.cancel,
    c.Rate: ticket.rate,
    c.SignIn: place.sign_in,
    c.SignOut: place.sign_out,
    c.Pause: place.pause,
    c.Continue: place.resume_place,
    c.CallNext: call.call_next,
    c.CallTicket: call.call_ticket,
    c.Recall: call.recall,
    c.Start: serve.start,
    c.Finish: serve.finish,
    c.Miss: serve.miss,
    c.HoldTicket: serve.hold,
    c.Resume: serve.resume,
    c.Transfer: serve.transfer,
    p.AskConfirm: confirm.ask_confirm,
    p.WithdrawConfirm: confirm.withdraw,
    p.Confirm: confirm.confirm,
    p.DeclineConfirm: confirm.decline,
    p.PurgePersonal: confirm.purge,
    c.Undo: serve.undo,
    GiveNotice: floor.give_notice,
    AskHelp: help_calls.ask_help,
    AnswerHelp: help_calls.answer_help,
    EndHelp: help_calls.end_help,
    AcknowledgeAlert: floor.acknowledge,
}


def decide(hall_day: HallDay, command: Command, now: int) -> list[Event]:
    """Events that the command leads to; `now` in ms since 1970 UTC, taken as no earlier than the day's last event.

    Raises:
        Refusal: the command is not carried out.
    """
    return DECISIONS[type(command)](hall_day, command, max(now, hall_day.now))
