"""The door board: the day's modes and hours, which windows are open, what is offered today; on a closed day too.

Public, and read by people outside: it says what the hall does today and when it opens next.
"""

from hallops.domain.day_plan import Stretch
from hallops.domain.hall import Service
from hallops.domain.hall_day import HallDay
from hallops.services.views.hours import clock, mode_now, next_opening, segment_of, stretch_at
from hallops.services.views.names import Json, hall_of, name_of
from hallops.services.views.places import open_windows


def door(day: HallDay, now: int) -> Json:
    services = [_service(day, service, now) for service in day.hall.services.values()]
    return {
        "hall": hall_of(day.hall),
        "day": day.day.isoformat(),
        "kind": day.plan.kind.value,
        "modes": [segment_of(day, segment) for segment in day.plan.segments],
        "mode": mode_now(day, now),
        "open_windows": open_windows(day),
        "opens": next_opening(day, now),
        "notices": [name_of(notice) for notice in day.hall.notices],
        "services": [service for service in services if service["hours"]],
    }


def _service(day: HallDay, service: Service, now: int) -> Json:
    """A service with its hours of today; those for bookings only where no one else is let in."""
    walk_in, booked = (day.plan.offers(service.code, booked=booked) for booked in (False, True))
    return {
        "code": service.code,
        "name": name_of(service.name),
        "zone": service.zone,
        "now": stretch_at(booked, now) is not None,
        "booking_only": not walk_in,
        "online_only": service.online_only,
        "hours": _hours(day, walk_in or booked),
    }


def _hours(day: HallDay, stretches: tuple[Stretch, ...]) -> list[dict[str, str]]:
    return [{"from": clock(day, stretch.start), "to": clock(day, stretch.end)} for stretch in stretches]
