"""The hall's day as the forecast begins with it: who waits since when, who is at which window since when.

Held and absent visitors are left out: nobody knows when they come back. A re-inserted one stands in line. Times are ms
since the day's midnight.
"""

from collections.abc import Iterator

from hallops.domain.desk import Desk
from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import AT_WINDOW, State, Ticket
from hallops.services.outlook import midnight
from simulation.now.queue import Queue, Visitor
from simulation.standing import Person, Post, Standing

PRESENT = AT_WINDOW | {State.WAITING}


def present(day: HallDay) -> list[Ticket]:
    """Whoever waits or is at a window, in the order of joining."""
    found = [
        ticket for ticket in day.tickets.values() if ticket.state in PRESENT and ticket.service in day.hall.services
    ]
    return sorted(found, key=lambda ticket: ticket.seq)


def live_queue(day: HallDay, now: int, wrap_up: int) -> Queue:
    """`wrap_up` is what a window still has to do after a visitor has gone."""
    start = midnight(day)
    tickets = present(day)
    people = tuple(_person(ticket, start) for ticket in tickets)
    visitors = tuple(
        Visitor(
            ticket.service,
            ticket.priority,
            ticket.accessible,
            None if ticket.booked is None else ticket.booked - start,
        )
        for ticket in tickets
    )
    return Queue(Standing(now - start, people, tuple(_posts(day, now, start, wrap_up))), visitors)


def _person(ticket: Ticket, start: int) -> Person:
    person = (int(ticket.transferred), ticket.joined - start, ticket.seq)
    if ticket.state is State.WAITING or ticket.called is None:
        return Person(*person)
    return Person(*person, ticket.window, ticket.called - start)


def _posts(day: HallDay, now: int, start: int, wrap_up: int) -> Iterator[Post]:
    """Windows with somebody there; on a pause or outside the hours one only finishes."""
    is_open = day.plan.mode_at(now) is not None
    for desk in day.desks.values():
        if desk.window is None:
            continue
        opened = is_open and desk.paused is None
        if opened or desk.ticket is not None:
            yield Post(desk.window, opened, desk.idle_since - start, _busy_until(desk, now, start, wrap_up))


def _busy_until(desk: Desk, now: int, start: int, wrap_up: int) -> int | None:
    """A free window that has not asked yet asks when it has written up its last visitor."""
    if desk.ticket is not None or desk.asking:
        return None
    return max(now, desk.idle_since + wrap_up) - start
