"""What events about a ticket away from a window do to the day."""

from hallops.domain.events import (
    NeedsChanged,
    NoShow,
    PriorityChanged,
    Rated,
    TicketCancelled,
    TicketExpired,
    TicketIssued,
    TicketLeft,
    TicketPrinted,
    TicketReinserted,
    TicketRequeued,
)
from hallops.domain.folding.windows import free_window
from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import State, Ticket


def issued(day: HallDay, event: TicketIssued) -> None:
    day.series[event.prefix] = event.number
    for code in (event.service, *event.also):
        day.issued_of[code] += 1
    if event.token is not None:
        day.visit_of[event.token] = event.ticket
    if event.person is not None:
        day.issued_to[event.person] += 1
    day.add_ticket(
        Ticket(
            id=event.ticket,
            visit=event.visit,
            service=event.service,
            prefix=event.prefix,
            number=event.number,
            leg=1,
            seq=event.seq,
            priority=event.priority,
            issued=event.at,
            joined=event.joined,
            channel=event.channel,
            language=event.language,
            accessible=event.accessible,
            booking=event.booking,
            booked=event.booked,
            person=event.person,
            quoted_low=event.quoted_low,
            quoted_high=event.quoted_high,
            quoted_by=event.quoted_by,
            also=event.also,
            token=event.token,
            item=event.item,
        )
    )


def printed(day: HallDay, event: TicketPrinted) -> None:
    ticket = day.tickets[event.ticket]
    ticket.printed = event.copy
    day.touch(ticket)


def priority_changed(day: HallDay, event: PriorityChanged) -> None:
    ticket = day.tickets[event.ticket]
    _rejoin(day, ticket, priority=event.priority, accessible=ticket.accessible)


def needs_changed(day: HallDay, event: NeedsChanged) -> None:
    ticket = day.tickets[event.ticket]
    ticket.language = event.language
    _rejoin(day, ticket, priority=ticket.priority, accessible=event.accessible)


def _rejoin(day: HallDay, ticket: Ticket, *, priority: str, accessible: bool) -> None:
    """A waiting ticket may stand elsewhere after its class or need has changed."""
    waits = ticket.state is State.WAITING
    if waits:
        day.leave_line(ticket)
    ticket.priority, ticket.accessible = priority, accessible
    if waits:
        day.join_line(ticket)
    day.touch(ticket)


def reinserted(day: HallDay, event: TicketReinserted) -> None:
    ticket = day.tickets[event.ticket]
    ticket.release_calls, ticket.release_at = event.release_calls, event.release_at
    day.move(ticket, State.WAITING)


def requeued(day: HallDay, event: TicketRequeued) -> None:
    ticket = day.tickets[event.ticket]
    ticket.hold = None
    day.move(ticket, State.WAITING)


def left(day: HallDay, event: TicketLeft) -> None:
    _end(day, event.ticket, State.LEFT, event.at)


def cancelled(day: HallDay, event: TicketCancelled) -> None:
    day.tickets[event.ticket].reason = event.reason
    _end(day, event.ticket, State.CANCELLED, event.at)


def expired(day: HallDay, event: TicketExpired) -> None:
    _end(day, event.ticket, State.EXPIRED, event.at)


def no_show(day: HallDay, event: NoShow) -> None:
    """Also ends an absent ticket that nobody re-inserted; only a ticket that was called frees its window."""
    ticket = day.tickets[event.ticket]
    if ticket.state is State.CALLED:
        ticket.misses += 1
        free_window(day, ticket, State.NO_SHOW, event.at)
    ticket.flagged = event.forced
    _end(day, event.ticket, State.NO_SHOW, event.at)


def _end(day: HallDay, ticket_id: str, state: State, at: int) -> None:
    ticket = day.tickets[ticket_id]
    ticket.ended = at
    ticket.hold = None
    day.move(ticket, state)


def rated(day: HallDay, event: Rated) -> None:
    call = day.calls[event.call]
    call.grade, call.rated, call.rated_by, call.reasons = event.grade, event.at, event.channel, event.reasons
    day.changes.calls.add(call.number)
    day.touch(day.tickets[call.ticket])
