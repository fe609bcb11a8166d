"""perform(day, command, now): decide, apply, and let free windows have what they asked for.

The one way to run a day, live, simulated or in a test. A refused command leaves the day as it was.
"""

from collections.abc import Iterator

from hallops.domain.apply import apply
from hallops.domain.choosing import can_take, choose_desk, choose_ticket
from hallops.domain.commands import Command
from hallops.domain.decide import decide
from hallops.domain.deciding.call import called
from hallops.domain.events import Event, TicketIssued, TicketTransferred
from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import ticket_id


def perform(day: HallDay, command: Command, now: int) -> list[Event]:
    """Carry a command out on the day and return all that happened.

    Raises:
        Refusal: nothing happened.
    """
    events = decide(day, command, now)
    for event in events:
        apply(day, event)
    for event in _settle(day, _joining(day, events), max(now, day.now)):
        apply(day, event)
        events.append(event)
    return events


def _joining(day: HallDay, events: list[Event]) -> str | None:
    """The new ticket of these events; only one can come of one command."""
    for event in events:
        if isinstance(event, TicketIssued):
            return event.ticket
        if isinstance(event, TicketTransferred):
            ticket = day.tickets[event.ticket]
            return ticket_id(ticket.prefix, ticket.number, event.leg)
    return None


def _settle(day: HallDay, joining: str | None, now: int) -> Iterator[Event]:
    """Calls for windows that have asked: a new ticket chooses its window, then windows choose their ticket."""
    if joining is not None:
        yield from _seat(day, joining, now)
    asking = day.asking_desks()
    if not asking:
        return
    for desk in sorted(asking, key=lambda desk: (desk.idle_since, desk.window or 0)):
        choice = choose_ticket(day, day.hall.windows[desk.window or 0], now)
        if choice is not None:
            yield called(day, desk, choice, desk.staff, now)


def _seat(day: HallDay, ticket: str, now: int) -> Iterator[Event]:
    waiting = day.lines.get(ticket)
    desk = None if waiting is None else choose_desk(day, waiting)
    if waiting is None or desk is None or desk.window is None:
        return
    window = day.hall.windows[desk.window]
    choice = choose_ticket(day, window, now)
    if choice is not None and choice.ticket == ticket and can_take(window, waiting):
        yield called(day, desk, choice, desk.staff, now)
