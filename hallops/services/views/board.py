"""The hall board, and that of a zone or a floor: who is called where, how many wait, which windows are open.

Public: numbers and windows, nothing about a person. A number stands here once, with its newest call; whoever did not
come leaves the board, since the window waits for them no more.
"""

from collections.abc import Container

from hallops.domain.hall import Service
from hallops.domain.hall_day import HallDay
from hallops.domain.modes import ModeKind
from hallops.domain.ticket import Call, State
from hallops.services.views.asked import asked_area
from hallops.services.views.hours import mode_now
from hallops.services.views.names import Json, hall_of, name_of
from hallops.services.views.places import in_area, open_windows, waiting_by_service

SHOWN = 8  # calls
OWN_WORK = 1  # rank
ABSENT = (State.MISSED, State.NO_SHOW)


def board(day: HallDay, now: int, *, zone: str | None = None, floor: str | None = None) -> Json:
    """The whole hall, or the windows and services of one zone or floor."""
    area = asked_area(day, zone, floor)
    windows = open_windows(day, area)
    mode, calls = mode_now(day, now), newest_calls(day, area)
    waiting = _waiting(day, area, windows)
    return {
        "hall": hall_of(day.hall),
        "zone": None if zone is None else {"id": zone, "name": name_of(day.hall.zones[zone].name)},
        "floor": floor,
        "mode": mode,
        "open_windows": windows,
        "lunch_note": mode is not None and mode["kind"] == ModeKind.LUNCH.value,
        "newest": calls[0] if calls else None,
        "calls": calls,
        "waiting": waiting,
        "total_waiting": sum(row["waiting"] for row in waiting),
        "notices": [name_of(notice) for notice in day.hall.notices],
    }


def newest_calls(day: HallDay, area: Container[str] | None = None) -> list[Json]:
    """The last calls, newest first; a recall is new again."""
    seen: set[str] = set()
    shown: list[Json] = []
    for call in sorted(day.calls.values(), key=_newness, reverse=True):
        number = day.tickets[call.ticket].spoken
        if number not in seen and call.outcome not in ABSENT and in_area(day, call.window, area):
            shown.append(_call(call, number))
        if len(shown) == SHOWN:
            break
        seen.add(number)
    return shown


def _newness(call: Call) -> tuple[int, int]:
    return _last(call), call.number


def _last(call: Call) -> int:
    return call.at if call.recalled is None else call.recalled


def _call(call: Call, number: str) -> Json:
    return {"call": call.number, "number": number, "window": call.window, "at": _last(call), "recalled": call.recalls}


def _waiting(day: HallDay, area: Container[str] | None, windows: list[int]) -> list[Json]:
    counted = waiting_by_service(day)
    return [
        {
            "service": service.code,
            "name": name_of(service.name),
            "waiting": counted[service.code],
            "windows": [number for number in windows if service.code in day.hall.windows[number].rank],
        }
        for service in day.hall.services.values()
        if area is None or _is_served_in(day, service, area)
    ]


def _is_served_in(day: HallDay, service: Service, area: Container[str]) -> bool:
    """A service belongs to its own zone; one without a zone, to wherever a window is there for it."""
    if service.zone is not None:
        return service.zone in area
    return any(
        window.rank.get(service.code) == OWN_WORK and window.zone in area for window in day.hall.windows.values()
    )
