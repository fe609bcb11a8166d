"""A notice slip (一次性告知书), to be printed: which papers are missing, where to come with them and until when.

For staff, who print it. Papers of the catalogue stand here as positions; the page finds their words in the catalogue.
"""

from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import State, Ticket, ticket_id
from hallops.services.views.asked import asked_number
from hallops.services.views.names import Json, hall_of, name_of, place_name, reason_of, service_name


def notice(day: HallDay, now: int, *, ticket: str) -> Json:
    """The newest slip of a ticket, by its spoken number."""
    found = asked_number(day, ticket)
    given = next((day.notices[leg] for leg in reversed(_legs(found)) if leg in day.notices), None)
    if given is None:
        raise Refusal("no_notice", ticket=found.spoken)
    hall = day.hall
    zone = hall.zones.get(hall.services[found.service].zone or "") if found.service in hall.services else None
    needs = [need for need in given.needs if given.item is None or not need.isdecimal()]
    return {
        "hall": hall_of(hall),
        "address": None if hall.address is None else name_of(hall.address),
        "phone": hall.phone,
        "day": day.day.isoformat(),
        "number": found.spoken,
        "service": service_name(hall, found.service),
        "window": given.window,
        "window_name": place_name(hall, str(given.window)),
        "zone": None if zone is None else name_of(zone.name),
        "at": given.at,
        "held": found.state is State.HELD,
        "item": given.item,
        "positions": [int(need) for need in given.needs if need not in needs],
        "needs": [reason_of(hall, Reason.NOTICE, need) for need in needs],
        "until": _until(day, found.service, now),
    }


def _legs(ticket: Ticket) -> list[str]:
    """The ids of a visit's tickets up to this one; all are on the same paper."""
    return [ticket_id(ticket.prefix, ticket.number, leg) for leg in range(1, ticket.leg + 1)]


def _until(day: HallDay, service: str, now: int) -> int | None:
    """When the service closes today; None once it has."""
    ends = [stretch.end for stretch in day.plan.offers(service, booked=False) if stretch.end > now]
    return max(ends, default=None)
