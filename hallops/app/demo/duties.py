"""Who sits where on a demo day: a hand-made duty list, until the roster makes one.

Windows 1 and 2 stay open at noon and are relieved afterwards; the others break for lunch; two people keep the
weekend; bookings alone bring somebody in early or late.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from hallops.domain.day_plan import DayPlan, Segment
from hallops.domain.hall import Hall
from hallops.domain.modes import ModeKind
from hallops.domain.rules import HOUR, MINUTE

SETTLE_IN = 10 * MINUTE  # before the doors open


@dataclass(frozen=True, slots=True)
class Break:
    """A pause in [since, until), for a reason from the hall's list."""

    since: int
    until: int
    reason: str


@dataclass(frozen=True, slots=True)
class Stint:
    """One person at one place in [since, until). Who `stays` goes on until nobody waits."""

    place: str
    staff: str
    since: int
    until: int
    breaks: tuple[Break, ...] = ()
    stays: bool = False


def duties(hall: Hall, plan: DayPlan, booked: Iterable[int]) -> list[Stint]:
    """The stints of a date; `booked` are the starts of its bookings."""
    staff = list(hall.staff)
    open_hours = [segment for segment in plan.segments if not segment.mode.booking_only]
    found = list(_bookings(hall, plan, list(booked), staff))
    if not open_hours:
        return found
    since, until = open_hours[0].start - SETTLE_IN, open_hours[-1].end
    lunch = next((segment for segment in plan.segments if segment.mode.kind is ModeKind.LUNCH), None)
    if plan.kind.is_working:
        return [*found, *_workday(hall, staff, since, until, lunch)]
    return [*found, *_weekend(open_hours, staff, since, until)]


def _workday(hall: Hall, staff: list[str], since: int, until: int, lunch: Segment | None) -> Iterator[Stint]:
    relief = iter(staff[-3:])
    guide = "guide" in hall.posts
    if guide:
        yield Stint("guide", staff[-4], since, until)
    for index, window in enumerate(hall.windows.values()):
        if window.tidal:
            continue
        place, clerk = str(window.number), staff[index]
        rest = _afternoon_break(until, index)
        if lunch is None:
            yield Stint(place, clerk, since, until, (rest,), stays=True)
        elif lunch.mode.windows is not None and window.number in lunch.mode.windows:
            yield Stint(place, clerk, since, lunch.end)
            yield Stint(place, next(relief), lunch.end, lunch.end + HOUR)
            yield Stint(place, clerk, lunch.end + HOUR, until, (rest,), stays=True)
        else:
            yield Stint(place, clerk, since, until, (Break(lunch.start, lunch.end, "lunch"), rest), stays=True)


def _afternoon_break(until: int, index: int) -> Break:
    """Ten minutes, one window after the other."""
    start = until - 3 * HOUR + index * 10 * MINUTE
    return Break(start, start + 10 * MINUTE, "break")


def _weekend(hours: list[Segment], staff: list[str], since: int, until: int) -> Iterator[Stint]:
    gaps = tuple(
        Break(before.end, after.start, "lunch") for before, after in pairwise(hours) if before.end < after.start
    )
    windows = sorted(hours[0].mode.windows or ())
    for window, clerk in zip(windows, staff[-len(windows) :], strict=False):
        yield Stint(str(window), clerk, since, until, gaps, stays=True)


def _bookings(hall: Hall, plan: DayPlan, booked: list[int], staff: list[str]) -> Iterator[Stint]:
    """Somebody comes for a booking-only mode when somebody has booked."""
    for segment in plan.segments:
        wanted = any(segment.start <= start < segment.end for start in booked)
        if not segment.mode.booking_only or not wanted:
            continue
        before = segment.start - SETTLE_IN if segment.mode.kind is ModeKind.EARLY else segment.start
        clerk = staff[-5] if segment.mode.kind is ModeKind.EARLY else staff[-6]
        for window in sorted(segment.mode.windows or hall.windows)[:1]:
            yield Stint(str(window), clerk, before, segment.end, stays=segment.mode.kind is not ModeKind.EARLY)


def tidal_clerks(hall: Hall) -> list[tuple[str, str]]:
    """Windows that open on alert, and who would open them."""
    staff = list(hall.staff)
    return [(str(w.number), clerk) for w, clerk in zip(hall.windows.values(), staff, strict=False) if w.tidal]
