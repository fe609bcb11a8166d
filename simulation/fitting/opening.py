"""When windows are open on a day like those of the past: the time that they were on at least half of those days."""

from collections import Counter
from collections.abc import Mapping, Sequence

from hallops.domain.day_plan import Stretch
from hallops.domain.hall import Hall
from hallops.domain.modes import DAY_END, Hours
from hallops.domain.rules import MINUTE
from simulation.fitting.gaps import WindowDay
from simulation.fitting.log import PastDay
from simulation.scenario.scenario import PlannedWindow, merged

STEP = 15  # minutes
HALF = 0.5
Open = Mapping[int, tuple[Hours, ...]]  # by window


def usual(days: Sequence[tuple[int, Sequence[WindowDay]]], hours: Hours) -> Open:
    """`days` are midnights with the windows' times; a step counts as open where most of it was."""
    steps: Counter[tuple[int, int]] = Counter()
    for midnight, windows in days:
        for window in windows:
            for step in range(hours.start // STEP, hours.end // STEP):
                span = Stretch(midnight + step * STEP * MINUTE, midnight + (step + 1) * STEP * MINUTE)
                if _shared(window.open, span) > HALF * STEP * MINUTE:
                    steps[window.window, step] += 1
    found: dict[int, list[Hours]] = {}
    for (number, step), count in sorted(steps.items()):
        if count >= HALF * len(days):
            found.setdefault(number, []).append(Hours(step * STEP, (step + 1) * STEP))
    return {number: merged(tuple(periods)) for number, periods in found.items()}


def real(midnight: int, windows: Sequence[WindowDay], hours: Hours) -> Open:
    """To the minute, inside the hours. A window that stayed after the last closing closes with it: it will stay."""
    found = {}
    for window in windows:
        spans = [(round((s.start - midnight) / MINUTE), round((s.end - midnight) / MINUTE)) for s in window.open]
        inside = [Hours(max(start, hours.start), min(end, hours.end)) for start, end in spans]
        found[window.window] = merged(tuple(period for period in inside if period.start < period.end))
    return found


def by_modes(hall: Hall, day: PastDay) -> Open:
    """As the hall's modes plan that date."""
    found: dict[int, list[Hours]] = {}
    for segment in day.plan.segments:
        period = Hours((segment.start - day.midnight) // MINUTE, (segment.end - day.midnight) // MINUTE)
        for number in hall.windows if segment.mode.windows is None else segment.mode.windows:
            found.setdefault(number, []).append(period)
    return {number: merged(tuple(periods)) for number, periods in found.items()}


def planned_windows(hall: Hall, opened: Open, services: Sequence[str]) -> tuple[PlannedWindow, ...]:
    """The hall's windows with these times; what they are never asked for is left out of their ranks."""
    found = []
    for number, window in sorted(hall.windows.items()):
        rank = {code: rank for code, rank in window.rank.items() if code in services}
        if rank and opened.get(number):
            found.append(PlannedWindow(number, rank, opened[number], window.accessible))
    return tuple(found)


def span_of(start: int, end: int, step: int) -> Hours:
    """Widened to whole steps from midnight."""
    return Hours(start // step * step, min(-(-end // step) * step, DAY_END))


def _shared(spans: Sequence[Stretch], other: Stretch) -> int:
    return sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for span in spans)
