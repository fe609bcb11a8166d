"""What a view was asked for: a window, a zone, a ticket, a state, read from text or refused."""

from hallops.domain.deciding.guards import find_ticket, require_place
from hallops.domain.hall import Window
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import State, Ticket, ticket_id


def asked_window(day: HallDay, number: str) -> Window:
    """The window of a number; a post is none."""
    require_place(day, number)
    if number in day.hall.posts:
        raise Refusal("unknown_place", place=number, known=", ".join(map(str, day.hall.windows)))
    return day.hall.windows[int(number)]


def asked_zone(day: HallDay, zone: str | None) -> str | None:
    if zone is not None and zone not in day.hall.zones:
        raise Refusal("unknown_zone", zone=zone, known=", ".join(day.hall.zones) or "—")
    return zone


def asked_area(day: HallDay, zone: str | None, floor: str | None) -> frozenset[str] | None:
    """The zones that a board is for: one, or all of a floor; None for the whole hall."""
    if floor is None:
        zone = asked_zone(day, zone)
        return None if zone is None else frozenset({zone})
    floors = {known.floor for known in day.hall.zones.values() if known.floor}
    if floor not in floors:
        raise Refusal("unknown_floor", floor=floor, known=", ".join(sorted(floors)) or "—")
    found = frozenset(known.id for known in day.hall.zones.values() if known.floor == floor)
    return found if zone is None else found & {asked_zone(day, zone) or ""}


def asked_number(day: HallDay, number: str) -> Ticket:
    """The ticket that a spoken number means: the newest leg of its visit, since the paper stays the same."""
    ticket = find_ticket(day, number)
    if ticket.leg != 1:
        raise Refusal("unknown_ticket", ticket=number, day=day.day.isoformat())
    while ticket.state is State.TRANSFERRED:
        ticket = day.tickets[ticket_id(ticket.prefix, ticket.number, ticket.leg + 1)]
    return ticket


def asked_visit(day: HallDay, token: str) -> Ticket:
    """The ticket that the token of a visit opens, its newest leg."""
    first = day.visit_of.get(token)
    if first is None:
        raise Refusal("unknown_link")
    return asked_number(day, first)


def asked_state(state: str | None) -> State | None:
    if state is None:
        return None
    try:
        return State(state)
    except ValueError:
        raise Refusal("unknown_state", state=state, known=", ".join(State)) from None
