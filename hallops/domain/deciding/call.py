"""Decisions to summon a visitor: by the rule, out of turn, again."""

from hallops.domain.choosing import Choice, can_take, choice_of, choose_ticket
from hallops.domain.commands import CallNext, CallTicket, Finish, Recall
from hallops.domain.deciding.guards import (
    asked,
    current_call,
    find_current,
    find_desk,
    find_free_window,
    find_ticket,
    require_open,
    require_reason,
    require_state,
)
from hallops.domain.deciding.serve import finish
from hallops.domain.desk import Desk
from hallops.domain.events import Event, TicketCalled, TicketRecalled, WindowAsked
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Moment, Refusal
from hallops.domain.ticket import State


def call_next(day: HallDay, command: CallNext, now: int) -> list[Event]:
    require_open(day, command)
    if command.finish is not None:
        return _finish_and_call(day, command, command.finish, now)
    desk = find_free_window(day, command, command.window)
    choice = choose_ticket(day, day.hall.windows[command.window], now)
    if choice is not None:
        return [called(day, desk, choice, command.by, now)]
    if desk.asking:
        raise Refusal("window_asked", ("Pause", "SignOut"), window=command.window)
    if day.hall.rules.automatic_call:
        return [WindowAsked(now, command.by, desk.place)]
    raise Refusal("nobody_waits", ("Pause", "SignOut"), window=command.window, asked=asked(command))


def _finish_and_call(day: HallDay, command: CallNext, ticket: str, now: int) -> list[Event]:
    """One press: the visitor goes, the next one is called; where nobody waits the visitor goes all the same."""
    ended = finish(day, Finish(command.by, command.window, ticket), now)
    desk = find_desk(day, str(command.window))
    choice = choose_ticket(day, day.hall.windows[command.window], now)
    if choice is not None:
        return [*ended, called(day, desk, choice, command.by, now, after=ticket)]
    asks = day.hall.rules.automatic_call
    return [*ended, WindowAsked(now, command.by, desk.place)] if asks else ended


def call_ticket(day: HallDay, command: CallTicket, now: int) -> list[Event]:
    """Call a chosen ticket, for a reason that is kept with the call."""
    require_open(day, command)
    require_reason(day, Reason.CALL, command.reason)
    desk = find_free_window(day, command, command.window)
    ticket = find_ticket(day, command.ticket)
    require_state(ticket, command, State.WAITING)
    window = day.hall.windows[command.window]
    waiting = day.waiting_for(ticket.id)
    if ticket.service not in window.rank:
        raise Refusal("window_cannot", window=command.window, ticket=ticket.id, service=ticket.service)
    if waiting is None or not can_take(window, waiting):
        raise Refusal("window_not_accessible", window=command.window, ticket=ticket.id)
    return [called(day, desk, choice_of(day, window, waiting, now), command.by, now, reason=command.reason)]


def called(
    day: HallDay,
    desk: Desk,
    choice: Choice,
    by: str,
    now: int,
    *,
    reason: str | None = None,
    after: str | None = None,
) -> TicketCalled:
    """The event of a call from a window."""
    return TicketCalled(
        now,
        by,
        choice.ticket,
        desk.window or 0,
        staff=desk.staff,
        call=day.last_call + 1,
        score=choice.score,
        passed_over=choice.passed_over,
        rule=day.version,
        reason=reason,
        starts=day.hall.rules.start_on_call,
        after=after,
    )


def recall(day: HallDay, command: Recall, now: int) -> list[Event]:
    """Call again, not too often and not too soon."""
    require_open(day, command)
    ticket = find_current(day, command, State.CALLED)
    call, rules = current_call(day, ticket), day.hall.rules
    if call.recalls >= rules.recall_limit:
        raise Refusal("recall_limit", ("Start", "Miss"), ticket=ticket.id, recalls=call.recalls)
    again = (call.recalled or call.at) + rules.recall_gap
    if now < again:
        raise Refusal("recall_soon", ("Start",), ticket=ticket.id, again=Moment(again), gap=rules.recall_gap // 1000)
    return [TicketRecalled(now, command.by, ticket.id, command.window)]
