"""A clerk's own day: where and how long, the pauses, one's own figures in sum, and the roster once there is one.

For that person and the manager. Nothing here names a ticket or a visitor, and no figure compares people.
"""

from hallops.domain.desk import Duty, DutyState
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import Call, State
from hallops.services.views.names import Json, hall_of, name_of, reason_of, staff_of

SERVED = (State.DONE, State.TRANSFERRED)


def duties(day: HallDay, now: int, *, staff: str) -> Json:
    """`roster` is null until one was published; the scheduling of shifts will fill it."""
    spans = [duty for duty in day.duty if duty.staff == staff]
    if staff not in day.hall.staff and not spans:
        raise Refusal("unknown_staff", staff=staff)
    return {
        "hall": hall_of(day.hall),
        "day": day.day.isoformat(),
        "staff": staff_of(day.hall, staff),
        "place": day.place_of.get(staff),
        "spans": [_span(day, duty) for duty in spans],
        "sum": _sum(day, staff, spans, now),
        "roster": None,
    }


def _span(day: HallDay, duty: Duty) -> Json:
    post = day.hall.posts.get(duty.place)
    return {
        "place": duty.place,
        "post": None if post is None else name_of(post.name),
        "from": duty.since,
        "to": duty.until,
        "state": duty.state.value,
        "reason": reason_of(day.hall, Reason.PAUSE, duty.reason),
        "planned": duty.planned,
        "forced": duty.forced,
    }


def _sum(day: HallDay, staff: str, spans: list[Duty], now: int) -> Json:
    calls = [call for call in day.calls.values() if call.staff == staff]
    served = [call for call in calls if call.outcome in SERVED]
    grades = [call.grade for call in calls if call.grade is not None]
    return {
        "open": _time(spans, DutyState.OPEN, now),
        "paused": _time(spans, DutyState.PAUSED, now),
        "calls": len(calls),
        "served": len(served),
        "serving": sum(_lasted(call) for call in served),
        "rated": len(grades),
        "mean_grade": round(sum(grades) / len(grades), 2) if grades else None,
    }


def _time(spans: list[Duty], state: DutyState, now: int) -> int:
    return sum((now if duty.until is None else duty.until) - duty.since for duty in spans if duty.state is state)


def _lasted(call: Call) -> int:
    return 0 if call.started is None or call.ended is None else call.ended - call.started
