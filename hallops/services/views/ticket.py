"""A visitor's own ticket: its state, its place in line, the wait; never more.

Public: whoever holds the token of the visit may look. A number alone opens nothing, since anybody can guess the next.
"""

from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import AT_WINDOW, Ticket, ticket_id
from hallops.services.estimate import Waits, people_ahead
from hallops.services.views.asked import asked_visit
from hallops.services.views.names import Json, hall_of, name_of, service_name
from hallops.services.views.waits import interval_of


def ticket(day: HallDay, now: int, waits: Waits, *, token: str) -> Json:
    """Of the visit behind a random token; after a transfer the newest leg's."""
    found = asked_visit(day, token)
    service = day.hall.services.get(found.service)
    zone = None if service is None or service.zone is None else day.hall.zones[service.zone]
    return {
        "hall": hall_of(day.hall),
        "number": found.spoken,
        "state": found.state.value,
        "service": found.service,
        "name": service_name(day.hall, found.service),
        "zone_name": None if zone is None else name_of(zone.name),
        "also": [{"code": code, "name": service_name(day.hall, code)} for code in found.also],
        "done": _done(day, found),
        **_place_in_line(day, found, now, waits),
        "window": found.window if found.state in AT_WINDOW else None,
    }


def _done(day: HallDay, found: Ticket) -> list[Json]:
    """The services of the legs before this one, and those done with them."""
    legs = (day.tickets[ticket_id(found.prefix, found.number, leg)] for leg in range(1, found.leg))
    codes = [code for leg in legs for code in (leg.service, *leg.also_done)]
    return [{"code": code, "name": service_name(day.hall, code)} for code in codes]


def _place_in_line(day: HallDay, found: Ticket, now: int, waits: Waits) -> Json:
    """People of the same service before this one, and the wait as an interval; null when it does not wait."""
    waiting = day.waiting_for(found.id)
    if waiting is None:
        return {"ahead": None, "estimate": None}
    return {
        "ahead": people_ahead(day, waiting, {waiting.service}, now),
        "estimate": interval_of(waits.of_ticket(day, waiting, now)),
    }
