"""The evaluation pad at a window: who sits there, whom they serve, and the call that is to be rated.

A visitor is asked right after the service, until the window calls the next one and no longer than a minute: a rating
that comes late would be that of somebody else. Whether a call can be rated at all, `decide` says.
"""

from hallops.domain.commands import Rate
from hallops.domain.deciding.confirm import pending_at
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import Call, State
from hallops.services.possible import ASKING, why_not
from hallops.services.views.asked import asked_window
from hallops.services.views.names import Json, grades, has_photo, reasons_of, staff_of

ASKS_FOR = MINUTE  # after the end of the service, and as long as the thanks may stay
SERVED = (State.DONE, State.TRANSFERRED)


def pad(day: HallDay, now: int, *, window: str) -> Json:
    found = asked_window(day, window)
    desk = day.desk_at(found.number)
    last = next((call for call in reversed(day.calls.values()) if call.window == found.number), None)
    state = _state(day, last, now)
    pending = pending_at(day, found.number)
    call = last if state != "idle" else None
    staff = call.staff if call is not None else desk.staff if desk is not None else None
    return {
        "window": found.number,
        "staff": None if staff is None else {**staff_of(day.hall, staff), "photo": has_photo(day.hall, staff)},
        "state": state,
        "ticket": None if call is None else day.tickets[call.ticket].spoken,
        "call": None if call is None else call.number,
        "day": day.day.isoformat(),
        "until": _until(call),
        "confirm": None if pending is None else pending.id,
        "grades": grades(),
        "reasons": reasons_of(day.hall, Reason.RATING),
    }


def _state(day: HallDay, call: Call | None, now: int) -> str:
    """idle, serving, asking or rated, from the window's last call."""
    if call is None or call.started is None:
        return "idle"
    if call.outcome is None:
        return "serving"
    until = _until(call)
    if until is None or now >= until or day.tickets[call.ticket].flagged:
        return "idle"  # nobody is there any more; a flagged service was ended by somebody else
    if call.grade is not None:
        return "rated"
    return "asking" if why_not(day, Rate(ASKING, call.number, grade=5), now) is None else "idle"


def _until(call: Call | None) -> int | None:
    """When the pad stops asking, or thanking."""
    if call is None or call.ended is None or call.outcome not in SERVED:
        return None
    return call.ended + ASKS_FOR
