"""Decisions about a ticket away from a window: at the guide desk, at the printer, by the visitor."""

from hallops.domain.commands import (
    Cancel,
    Leave,
    PrintTicket,
    Rate,
    Reinsert,
    Requeue,
    SetNeeds,
    SetPriority,
)
from hallops.domain.deciding.guards import find_call, find_ticket, require_open, require_reason, require_state
from hallops.domain.deciding.issue import priority_for, require_language
from hallops.domain.events import (
    Event,
    NeedsChanged,
    PriorityChanged,
    Rated,
    TicketCancelled,
    TicketLeft,
    TicketPrinted,
    TicketReinserted,
    TicketRequeued,
)
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Moment, Refusal, Term
from hallops.domain.ticket import Hold, State, Ticket

GRADES = range(1, 6)
GIVING_UP = (State.WAITING, State.HELD, State.MISSED)


def print_ticket(day: HallDay, command: PrintTicket, now: int) -> list[Event]:
    require_open(day, command)
    ticket = find_ticket(day, command.ticket)
    if ticket.printed and not command.reprint:
        raise Refusal("already_printed", ("PrintTicket",), ticket=ticket.id, copies=ticket.printed)
    return [TicketPrinted(now, command.by, ticket.id, ticket.printed + 1)]


def set_priority(day: HallDay, command: SetPriority, now: int) -> list[Event]:
    require_open(day, command)
    ticket = find_ticket(day, command.ticket)
    require_state(ticket, command, State.WAITING, State.HELD, State.MISSED)
    priority = priority_for(day, command.priority, proof_seen=command.proof_seen)
    if priority == ticket.priority:
        raise Refusal("class_same", ticket=ticket.id, priority=priority)
    return [PriorityChanged(now, command.by, ticket.id, priority)]


def set_needs(day: HallDay, command: SetNeeds, now: int) -> list[Event]:
    require_open(day, command)
    require_language(command.language)
    ticket = find_ticket(day, command.ticket)
    require_state(ticket, command, State.WAITING, State.HELD, State.MISSED)
    return [NeedsChanged(now, command.by, ticket.id, command.accessible, command.language)]


def reinsert(day: HallDay, command: Reinsert, now: int) -> list[Event]:
    require_open(day, command)
    ticket = find_ticket(day, command.ticket)
    require_state(ticket, command, State.MISSED)
    rules = day.hall.rules
    release_calls = day.calls_of[ticket.service] + rules.reinsert_after_calls
    return [TicketReinserted(now, command.by, ticket.id, release_calls, now + rules.reinsert_after)]


def requeue(day: HallDay, command: Requeue, now: int) -> list[Event]:
    """Let a held ticket wait again; kept papers lie at a window, so only when nobody sits there any more."""
    require_open(day, command)
    ticket = find_ticket(day, command.ticket)
    require_state(ticket, command, State.HELD)
    if ticket.hold is Hold.KEPT and ticket.window is not None and day.desk_at(ticket.window):
        raise held_elsewhere(ticket)
    return [TicketRequeued(now, command.by, ticket.id)]


def held_elsewhere(ticket: Ticket) -> Refusal:
    return Refusal("held_elsewhere", ("Resume",), ticket=ticket.id, window=ticket.window or 0, hold=Term(Hold.KEPT))


def leave(day: HallDay, command: Leave, now: int) -> list[Event]:
    require_open(day, command)
    ticket = find_ticket(day, command.ticket)
    require_state(ticket, command, *GIVING_UP)
    return [TicketLeft(now, command.by, ticket.id)]


def cancel(day: HallDay, command: Cancel, now: int) -> list[Event]:
    require_open(day, command)
    require_reason(day, Reason.CANCEL, command.reason)
    ticket = find_ticket(day, command.ticket)
    require_state(ticket, command, *GIVING_UP)
    return [TicketCancelled(now, command.by, ticket.id, command.reason)]


def rate(day: HallDay, command: Rate, now: int) -> list[Event]:
    """One rating a call, after its service; a late one of yesterday's day too, within the limit."""
    call = find_call(day, command.call)
    if command.grade not in GRADES:
        raise Refusal("unknown_grade", grade=command.grade)
    for reason in command.reasons:
        require_reason(day, Reason.RATING, reason)
    if call.grade is not None:
        raise Refusal("rated_already", call=call.number, ticket=call.ticket)
    if call.started is None or call.ended is None or call.outcome not in {State.DONE, State.TRANSFERRED}:
        raise Refusal("not_rateable", call=call.number, ticket=call.ticket, state=Term(_standing(day, call.ticket)))
    if now > call.ended + day.hall.rules.rating_within:
        raise Refusal("rating_late", ticket=call.ticket, ended=Moment(call.ended))
    return [Rated(now, command.by, call.number, command.grade, command.channel, command.reasons)]


def _standing(day: HallDay, ticket: str) -> State:
    return day.tickets[ticket].state
