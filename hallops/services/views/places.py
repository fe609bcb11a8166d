"""Which windows are open, and how many wait: what several views count in the same way."""

from collections import Counter
from collections.abc import Container

from hallops.domain.desk import Desk
from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import State


def open_windows(day: HallDay, area: Container[str] | None = None) -> list[int]:
    """Windows with somebody there who is not on a pause."""
    return sorted(
        desk.window
        for desk in day.desks.values()
        if desk.window is not None and desk.paused is None and in_area(day, desk.window, area)
    )


def in_area(day: HallDay, window: int, area: Container[str] | None) -> bool:
    """Whether a window stands in one of these zones; one that a changed hall no longer has stands in none."""
    known = day.hall.windows.get(window)
    return area is None or (known is not None and known.zone in area)


def waiting_by_service(day: HallDay) -> Counter[str]:
    """Re-inserted tickets whose turn may not come yet wait as well."""
    return Counter(waiting.service for waiting in day.waiting())


def window_state(day: HallDay, desk: Desk | None) -> str:
    """empty, paused, free, called or serving."""
    if desk is None:
        return "empty"
    if desk.ticket is not None:
        return "serving" if day.tickets[desk.ticket].state is State.SERVING else "called"
    return "free" if desk.paused is None else "paused"
