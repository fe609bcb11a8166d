"""The judge of staffings: whether one keeps the promise in every cell, on the days of the search.

A plan is to hold on other days too. So a cell has to be above the share by some standard errors; where even all windows
that the bounds allow bring it hardly further, by a part of that. A cell that hardly anybody comes to is not judged.
"""

from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from simulation.drawing.draws import Ints
from simulation.planning.goal import Goal
from simulation.planning.grid import Grid
from simulation.planning.staffing import staffed
from simulation.planning.trial import Floats, Reached, Trial

GLANCE = 2  # parts of the days
FEW = 0.05  # visitors a day; of fewer, a thousand days say nothing
PLAIN = 3.0  # standard errors of a difference on the first days, beyond which others would not turn it


@dataclass(frozen=True, slots=True)
class Verdict:
    """`short` is by how much each cell's share lacks, below 0 where it does not."""

    share: Floats
    short: Floats

    @property
    def kept(self) -> bool:
        return bool((self.short <= 0).all())

    @property
    def worst(self) -> int:
        """The cell that lacks most."""
        return int(np.argmax(self.short))


class Judge:
    """On the days of one trial; `sureness` is standard errors above the share, `part` that of what can be had.

    `best` is what every window reaches that the bounds allow.
    """

    def __init__(self, grid: Grid, trial: Trial, best: Reached, goal: Goal, *, sureness: float, part: float) -> None:
        self.grid = grid
        self.goal = goal
        self.cells = trial.cells
        self._trial = trial
        self._sureness = sureness
        self._most = part * np.maximum(best.share - goal.share, 0.0)

    def whole(self, counts: Ints) -> Reached:
        """What comes of a staffing on all days."""
        return self._trial.whole(staffed(self.grid, counts))

    def glance(self, counts: Ints) -> Reached:
        """What comes of it on the first days alone."""
        *_, reached = islice(self._trial.play(staffed(self.grid, counts)), GLANCE)
        return reached

    def verdict(self, reached: Reached) -> Verdict:
        return self._verdict(reached, reached.share)

    def less(self, counts: Ints, base: Reached) -> tuple[Verdict, Reached | None]:
        """A staffing held against a somewhat larger one that was played on all days.

        Both meet the same people, so that their difference is sharp after a few days: the rest is played only if the
        promise seems to be kept. What was reached is given if it is.
        """
        verdict = self.verdict(base)
        for number, reached in enumerate(self._trial.play(staffed(self.grid, counts))):
            if reached.days == base.days:
                whole = self._trial.weighted(reached)
                verdict = self.verdict(whole)
                return verdict, whole if verdict.kept else None
            gap, error = reached.gap(base)
            verdict = self._verdict(base, base.share - gap)
            if (verdict.short > error * (PLAIN if number == 0 else 0)).any():
                break
        return verdict, None

    def judged(self, reached: Reached) -> NDArray[np.bool_]:
        """Cells that enough people come to."""
        return np.asarray(reached.seen >= FEW * reached.days)

    def _verdict(self, reached: Reached, share: Floats) -> Verdict:
        lacks = self.goal.share + np.minimum(self._sureness * reached.error, self._most) - share
        return Verdict(share, np.where(self.judged(reached), lacks, -1.0))
