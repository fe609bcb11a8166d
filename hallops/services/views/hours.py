"""The day's modes and hours as views write them: local clock times as text, instants as ms."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hallops.domain.day_plan import Segment, Stretch, instant
from hallops.domain.hall import Hall
from hallops.domain.hall_day import HallDay
from hallops.services.views.names import Json, name_of

AHEAD = 14  # days that are looked through for the next opening; the longest holiday is shorter


def clock(day: HallDay, at: int) -> str:
    """Local "HH:MM"; the end of the business date is "24:00"."""
    return clock_on(day, at, day.day)


def clock_on(day: HallDay, at: int, of: date) -> str:
    """The same on another date."""
    local = datetime.fromtimestamp(at / 1000, ZoneInfo(day.hall.timezone))
    return f"{local:%H:%M}" if local.date() == of else "24:00"


def segment_of(day: HallDay, segment: Segment, of: date | None = None) -> Json:
    """A mode with its hours, of today or of another date."""
    mode, on = segment.mode, of or day.day
    numbers = day.hall.windows if mode.windows is None else mode.windows
    return {
        "id": mode.id,
        "kind": mode.kind.value,
        "name": name_of(mode.name),
        "from": clock_on(day, segment.start, on),
        "to": clock_on(day, segment.end, on),
        "windows": sorted(numbers),
        "booking_only": mode.booking_only,
    }


def segment_at(day: HallDay, now: int) -> Segment | None:
    return next((segment for segment in day.plan.segments if segment.start <= now < segment.end), None)


def mode_now(day: HallDay, now: int) -> Json | None:
    """The mode that holds now; None outside the hours."""
    segment = segment_at(day, now)
    return None if segment is None else segment_of(day, segment)


def stretch_at(stretches: Iterable[Stretch], now: int) -> Stretch | None:
    return next((stretch for stretch in stretches if stretch.start <= now < stretch.end), None)


def next_opening(day: HallDay, now: int) -> int | None:
    """When walk-in visitors are next let in, today or on one of the next days; None if that is too far off."""
    later = [stretch.start for stretches in day.plan.walk_in.values() for stretch in stretches if stretch.start > now]
    return min(later, default=None) or _later_day(day.hall, day)


def _later_day(hall: Hall, day: HallDay) -> int | None:
    for later in (day.day + timedelta(days=n) for n in range(1, AHEAD + 1)):
        kind = hall.calendar.kind(later)
        kept = [mode for mode in hall.modes if mode.is_staffed and mode.is_kept_on(later, kind)]
        starts = [hours.start for mode in kept if not mode.booking_only for hours in mode.hours]
        if starts:
            return instant(later, min(starts), ZoneInfo(hall.timezone))
    return None
