"""When each window is open, over all days of a run."""

from collections.abc import Iterator
from dataclasses import dataclass

from hallops.domain.rules import MINUTE
from simulation.scenario.scenario import DAY, Scenario


@dataclass(frozen=True, slots=True)
class Stretch:
    """A window's time from opening to closing, in ms since the first midnight."""

    window: int
    start: int
    end: int


def roster(scenario: Scenario, days: int) -> Iterator[Stretch]:
    """By window and time. Days that follow each other touch at midnight: a window that is open then stays open."""
    for window in scenario.windows:
        last: Stretch | None = None
        for day in range(days):
            for period in window.open:
                start, end = (day * DAY + minute * MINUTE for minute in (period.start, period.end))
                if last is not None and last.end == start:
                    last = Stretch(window.number, last.start, end)
                    continue
                if last is not None:
                    yield last
                last = Stretch(window.number, start, end)
        if last is not None:
            yield last
