"""Days to try staffings on: drawn once, made ready once, played as often as the search likes.

The days are played in parts, so that a staffing that is plainly too small costs few of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulation.drawing.draw import draw
from simulation.drawing.draws import Ints
from simulation.kernel.run import play_runs
from simulation.kernel.tables import Given, Tables, given, shifts, tables
from simulation.kernel.tally import CAME, HITS, tally
from simulation.outcome.intervals import Interval, ratio
from simulation.planning.goal import Cells, Goal, cells
from simulation.scenario.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reached:
    """What came of a staffing on some days. Counts are by day and cell; `late` is by half hour and service."""

    hits: Ints
    came: Ints
    late: Ints

    @property
    def days(self) -> int:
        return len(self.came)

    @property
    def seen(self) -> Ints:
        """Visitors of each cell."""
        return np.asarray(self.came.sum(axis=0))

    @property
    def share(self) -> Floats:
        """Of each cell; 1 where nobody came."""
        seen = self.seen
        return np.where(seen > 0, self.hits.sum(axis=0) / np.maximum(seen, 1), 1.0)

    @property
    def error(self) -> Floats:
        """The standard error of each share, days being the observations."""
        if self.days < 2:  # noqa: PLR2004 - one day says nothing about others
            return np.zeros(self.came.shape[1])
        apart = self.hits - self.share * self.came
        per_day = np.maximum(self.seen, 1) / self.days
        return np.asarray(np.sqrt((apart**2).sum(axis=0) / (self.days * (self.days - 1))) / per_day)

    def interval(self, cell: int) -> Interval:
        return ratio(self.hits[:, cell], self.came[:, cell])

    def with_more(self, other: "Reached") -> "Reached":
        """Further days."""
        hits, came = np.concatenate([self.hits, other.hits]), np.concatenate([self.came, other.came])
        return Reached(hits, came, self.late + other.late)


class Trial:
    """Some days of a scenario; `parts` are how many of them each part has."""

    def __init__(self, scenario: Scenario, goal: Goal, seed: int, parts: tuple[int, ...]) -> None:
        self.cells: Cells = cells(scenario)
        self.days = sum(parts)
        self.played = 0  # days, over all staffings
        self._scenario = scenario
        self._within = goal.limits(scenario)
        bounds = np.cumsum([0, *parts]).tolist()
        days = [range(start, end) for start, end in zip(bounds, bounds[1:], strict=False)]
        self._parts = [self._ready(part, seed) for part in days]

    def _ready(self, days: range, seed: int) -> tuple[Given, Tables]:
        ready = given(draw(self._scenario, days, seed), carry_over=False)
        return ready, tables(self._scenario, ready)

    def play(self, staffed: Scenario) -> Iterator[Reached]:
        """What came of a staffing after each part; whoever has seen enough takes no more."""
        roster = shifts(staffed, 1)
        reached: Reached | None = None
        for ready, run in self._parts:
            part = self._played(run._replace(roster=roster), ready)
            reached = part if reached is None else reached.with_more(part)
            yield reached

    def whole(self, staffed: Scenario) -> Reached:
        """What came of a staffing on all days."""
        *_, reached = self.play(staffed)
        return reached

    def _played(self, run: Tables, ready: Given) -> Reached:
        play_runs(run, ready.runs)
        days = len(ready.runs) - 1
        counts = np.empty((2, days, len(self.cells.names)), np.int64)
        late = np.empty((self.cells.halves, len(self._scenario.services)), np.int64)
        tally(run, ready.runs, self.cells.places, self._within, counts, late)
        self.played += days
        return Reached(counts[HITS], counts[CAME], late)
