"""A visit of several services on one ticket: what may be asked for together, and how it goes on from one to the next.

The next service is a leg like a transfer's. One that was done at the same window needs no leg: the clerk says so.
"""

from hallops.domain.commands import Finish, Issue
from hallops.domain.events import Event, ServiceFinished, TicketTransferred
from hallops.domain.hall import Service
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import Ticket

MOST_ALSO = 4  # further services: whoever needs more is better served by the guide desk


def services_asked(day: HallDay, command: Issue) -> list[Service]:
    """The services of an Issue in order; each is one that a window serves, and stands there once."""
    asked = (command.service, *command.also)
    if len(command.also) > MOST_ALSO:
        raise Refusal("also_many", limit=1 + MOST_ALSO)
    for code in asked:
        if code not in day.hall.services:
            raise Refusal("unknown_service", service=code, known=", ".join(day.hall.services))
        if day.hall.services[code].online_only:
            raise Refusal("online_only", service=code)
        if asked.count(code) > 1:
            raise Refusal("service_twice", service=code)
    return [day.hall.services[code] for code in asked]


def done_here(day: HallDay, ticket: Ticket, command: Finish) -> tuple[str, ...]:
    """The further services that a clerk did as well, in the visit's order."""
    rank = day.hall.windows[command.window].rank
    for code in command.also_done:
        if code not in ticket.also:
            raise Refusal("not_also", ticket=ticket.id, service=code, also=", ".join(ticket.also) or "—")
        if code not in rank:
            raise Refusal("also_elsewhere", ("Finish",), window=command.window, service=code)
    return tuple(code for code in ticket.also if code in command.also_done)


def go_on(day: HallDay, ticket: Ticket, command: Finish, done: tuple[str, ...], now: int) -> Event:
    """The end of the visit, or its next leg."""
    left = tuple(code for code in ticket.also if code not in done)
    if not left:
        return ServiceFinished(now, command.by, ticket.id, command.window, also_done=done)
    return TicketTransferred(
        now,
        command.by,
        ticket.id,
        command.window,
        leg=ticket.leg + 1,
        service=left[0],
        seq=day.last_seq + 1,
        also=left[1:],
        also_done=done,
    )
