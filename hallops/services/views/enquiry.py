"""The enquiry kiosk: what holds now, the hours of the days to come, and the categories to look through.

Public, and about the hall, never about a person.
"""

from datetime import timedelta

from hallops.domain.day_plan import DayPlan, plan_day
from hallops.domain.hall_day import HallDay
from hallops.services.views.hours import mode_now, next_opening, segment_of
from hallops.services.views.names import Json, hall_of, name_of

WEEK = 7


def enquiry(day: HallDay, now: int) -> Json:
    return {
        "hall": hall_of(day.hall),
        "mode": mode_now(day, now),
        "opens": next_opening(day, now),
        "week": [_date(day, number) for number in range(WEEK)],
        "services": [
            {"code": service.code, "letter": service.letter, "name": name_of(service.name)}
            for service in day.hall.services.values()
        ],
    }


def _date(day: HallDay, number: int) -> Json:
    plan: DayPlan = day.plan if number == 0 else plan_day(day.hall, day.day + timedelta(days=number))
    return {"day": plan.day.isoformat(), "kind": plan.kind.value, "modes": _modes(day, plan)}


def _modes(day: HallDay, plan: DayPlan) -> list[Json]:
    """The modes in order with all of their hours; those that an overlay cuts stand once."""
    shown: dict[str, Json] = {}
    for segment in plan.segments:
        found = segment_of(day, segment, plan.day)
        hours = {"from": found["from"], "to": found["to"]}
        known = shown.setdefault(
            segment.mode.id,
            {"id": found["id"], "kind": found["kind"], "name": found["name"], "booking_only": found["booking_only"]}
            | {"hours": []},
        )
        known["hours"].append(hours)
    return list(shown.values())
