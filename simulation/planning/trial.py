"""Days to try staffings on: drawn once, made ready once, played as often as the search likes.

The days are played in parts, so that a staffing that is plainly too small costs few of them.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulation.drawing.draw import draw
from simulation.drawing.draws import Draws, Ints
from simulation.kernel.run import play_runs
from simulation.kernel.tables import Given, Tables, given, shifts, tables
from simulation.kernel.tally import CAME, HITS, Tally, tally
from simulation.outcome.intervals import Interval, ratio
from simulation.planning.goal import Cells, Goal, cells
from simulation.planning.weights import day_weights
from simulation.scenario.scenario import Scenario

Floats = NDArray[np.float64]
THREADS = 2


@dataclass(frozen=True, slots=True)
class Reached:
    """What came of a staffing on some days. Counts are by day and cell; `late` is by half hour and service.

    `weights` of days add up to 1; none means that each counts alike.
    """

    hits: Ints
    came: Ints
    late: Ints
    weights: Floats | None = None

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
        weights = np.ones(self.days) if self.weights is None else self.weights
        came = weights @ self.came
        return np.where(came > 0, weights @ self.hits / np.where(came > 0, came, 1.0), 1.0)

    @property
    def error(self) -> Floats:
        """The standard error of each share, days being the observations that count alike."""
        return _error(self._apart, self.days)

    def gap(self, other: "Reached") -> tuple[Floats, Floats]:
        """By how much each share is below that of another staffing on the same days, and the error of that.

        Of the other's days, the first ones.
        """
        its = Reached(other.hits[: self.days], other.came[: self.days], other.late)
        return its.share - self.share, _error(its._apart - self._apart, self.days)

    @property
    def _apart(self) -> Floats:
        """What each day adds to a share's distance from its mean."""
        per_day = np.maximum(self.seen, 1) / self.days
        share = self.hits.sum(axis=0) / np.maximum(self.seen, 1)
        return np.asarray((self.hits - share * self.came) / per_day)

    def interval(self, cell: int) -> Interval:
        return ratio(self.hits[:, cell], self.came[:, cell])


def joined(parts: list[Reached]) -> Reached:
    """Days after each other."""
    late = np.sum([part.late for part in parts], axis=0)
    return Reached(np.concatenate([p.hits for p in parts]), np.concatenate([p.came for p in parts]), late)


def _error(apart: Floats, days: int) -> Floats:
    """Of a mean of daily values that are 0 on average; none of a single day."""
    return np.asarray(np.sqrt((apart**2).sum(axis=0) / (days * max(days - 1, 1))))


class Trial:
    """Some days of a scenario; `parts` are how many of them each part has.

    Threads share a part: the kernel lets them, and the days are the same whoever plays them.
    """

    def __init__(self, scenario: Scenario, goal: Goal, seed: int, parts: tuple[int, ...]) -> None:
        self.cells: Cells = cells(scenario)
        self.days = sum(parts)
        self.seed = seed
        self.played = 0  # days, over all staffings
        self._scenario = scenario
        self._within = goal.limits(scenario)
        self._threads = ThreadPoolExecutor(THREADS)
        drawn = [list(self._threads.map(self._drawn, shared)) for shared in _shared(parts)]
        self._weights = day_weights(scenario, [draws for part in drawn for draws in part])
        self._parts = [[self._ready(draws) for draws in part] for part in drawn]

    def _drawn(self, days: range) -> Draws:
        return draw(self._scenario, days, self.seed)

    def _ready(self, draws: Draws) -> tuple[Given, Tables]:
        ready = given(draws, carry_over=False)
        return ready, tables(self._scenario, ready)

    def play(self, staffed: Scenario) -> Iterator[Reached]:
        """What came of a staffing after each part; whoever has seen enough takes no more."""
        roster = shifts(staffed, 1)
        found: list[Reached] = []
        for part in self._parts:
            found += self._threads.map(lambda shared: self._played(shared[1]._replace(roster=roster), shared[0]), part)
            yield joined(found)

    def whole(self, staffed: Scenario) -> Reached:
        """What came of a staffing on all days, weighted so that these bring as much work as is expected."""
        *_, reached = self.play(staffed)
        return self.weighted(reached)

    def weighted(self, reached: Reached) -> Reached:
        return replace(reached, weights=self._weights)

    def _played(self, run: Tables, ready: Given) -> Reached:
        play_runs(run, ready.runs)
        days = len(ready.runs) - 1
        into = Tally(
            self.cells.places,
            self._within,
            counts=np.empty((2, days, len(self.cells.names)), np.int64),
            late=np.empty((self.cells.halves, len(self._scenario.services)), np.int64),
        )
        tally(run, ready.runs, into)
        self.played += days
        return Reached(into.counts[HITS], into.counts[CAME], into.late)


def _shared(parts: tuple[int, ...]) -> Iterator[list[range]]:
    """The days of each part, for the threads."""
    first = 0
    for days in parts:
        bounds = [first + days * share // THREADS for share in range(THREADS + 1)]
        yield [range(start, end) for start, end in pairwise(bounds) if start < end]
        first += days
