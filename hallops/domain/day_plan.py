"""The plan of one business date: which mode holds when, in ms since 1970 UTC.

Local times become instants here and nowhere else, so that a change of the clocks can not reach the queue.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hallops.domain.calendar import DayKind
from hallops.domain.hall import Hall
from hallops.domain.modes import DAY_END, ServiceMode


@dataclass(frozen=True, slots=True)
class Stretch:
    """A half-open period [start, end) without a gap."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the day under one mode."""

    start: int
    end: int
    mode: ServiceMode


@dataclass(frozen=True, slots=True)
class DayPlan:
    """`segments` are the staffed modes in order, overlays cut in; empty on a closed day."""

    day: date
    kind: DayKind
    segments: tuple[Segment, ...]
    walk_in: dict[str, tuple[Stretch, ...]] = field(default_factory=dict)  # by service
    booked: dict[str, tuple[Stretch, ...]] = field(default_factory=dict)
    opens: int | None = None  # of the business day, for signing in
    closing: int | None = None  # the last hour's end
    latest: int | None = None  # when what is left is closed by the calendar

    def mode_at(self, now: int) -> ServiceMode | None:
        index = bisect_right(self.segments, now, key=_start) - 1
        if index < 0 or now >= self.segments[index].end:
            return None
        return self.segments[index].mode

    def offers(self, service: str, *, booked: bool) -> tuple[Stretch, ...]:
        """When tickets for a service can be taken, walk-in or with a booking."""
        return (self.booked if booked else self.walk_in).get(service, ())


def _start(segment: Segment) -> int:
    return segment.start


def plan_day(hall: Hall, day: date) -> DayPlan:
    """Lay a date's modes over each other."""
    kind = hall.calendar.kind(day)
    kept = [mode for mode in hall.modes if mode.is_staffed and mode.is_kept_on(day, kind)]
    segments = _overlay(day, ZoneInfo(hall.timezone), kept)
    if not segments:
        return DayPlan(day, kind, ())
    closing = segments[-1].end
    return DayPlan(
        day,
        kind,
        segments,
        walk_in={code: _stretches(hall, segments, code, booked=False) for code in hall.services},
        booked={code: _stretches(hall, segments, code, booked=True) for code in hall.services},
        opens=segments[0].start - hall.rules.open_before,
        closing=closing,
        latest=closing + hall.rules.close_after,
    )


def instant(day: date, minutes: int, zone: ZoneInfo) -> int:
    """Ms since 1970 UTC of a local time, given as minutes since midnight; 1440 is the next midnight."""
    day, minutes = (day + timedelta(days=1), 0) if minutes == DAY_END else (day, minutes)
    local = datetime.combine(day, time(minutes // 60, minutes % 60), zone)
    return int(local.timestamp() * 1000)


def local_date(now: int, zone: str) -> date:
    """The business date that an instant falls on."""
    return datetime.fromtimestamp(now / 1000, ZoneInfo(zone)).date()


def _overlay(day: date, zone: ZoneInfo, modes: Iterable[ServiceMode]) -> tuple[Segment, ...]:
    laid: list[Segment] = []
    for mode in sorted(modes, key=lambda mode: mode.overlay):
        for hours in mode.hours:
            new = Segment(instant(day, hours.start, zone), instant(day, hours.end, zone), mode)
            laid = [piece for old in laid for piece in _cut(old, new)] + [new]
    return tuple(sorted(laid, key=_start))


def _cut(old: Segment, new: Segment) -> list[Segment]:
    """What remains of a segment under another one that is laid over it."""
    before = Segment(old.start, min(old.end, new.start), old.mode)
    after = Segment(max(old.start, new.end), old.end, old.mode)
    return [piece for piece in (before, after) if piece.start < piece.end]


def _stretches(hall: Hall, segments: Iterable[Segment], service: str, *, booked: bool) -> tuple[Stretch, ...]:
    merged: list[Stretch] = []
    for segment in segments:
        if not hall.offers(segment.mode, service) or (segment.mode.booking_only and not booked):
            continue
        if merged and merged[-1].end == segment.start:
            merged[-1] = Stretch(merged[-1].start, segment.end)
        else:
            merged.append(Stretch(segment.start, segment.end))
    return tuple(merged)
