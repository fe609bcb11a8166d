"""The figures that scenarios are compared by, and how sure they and their differences are.

A figure is a ratio of sums over days or a quantile. Its interval is across days, 95 %. A difference is taken day by
day: what two scenarios share on a day, a rush or a slow hour, is in no interval of their difference. A scenario has no
difference to itself, exactly.

The interval of a quantile is by sectioning (Asmussen and Glynn, Stochastic Simulation, III.5a): the days are cut into
equal parts, and the quantiles of the parts vary as much as the whole's allows. It holds for differences as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hallops.domain.rules import MINUTE
from simulation.comparing.day_sums import DaySums
from simulation.drawing.draws import Ints
from simulation.outcome.counting import spread_of
from simulation.outcome.intervals import Interval, ratio, student

SECTIONS = 20
HOUR = 60 * MINUTE
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Sum of totals ÷ sum of counts; `unit` of the total makes it a figure for people."""

    totals: Callable[[DaySums], Ints]
    counts: Callable[[DaySums], Ints]
    unit: int = 1

    def of(self, sums: DaySums) -> Interval:
        return _in_units(ratio(self.totals(sums), self.counts(sums)), self.unit)

    def difference(self, base: DaySums, other: DaySums) -> Interval:
        """Other − base, on the same days."""
        first, second = self.of(base).value, self.of(other).value
        if first is None or second is None:
            return Interval(None, None)
        apart = self._residuals(other) - self._residuals(base)
        return Interval(second - first, half_width(apart / self.unit))

    def _residuals(self, sums: DaySums) -> Floats:
        """What each day moves the ratio by."""
        totals, counts = self.totals(sums), self.counts(sums)
        return np.asarray((totals - totals.sum() / counts.sum() * counts) / counts.mean())


@dataclass(frozen=True, slots=True)
class P90:
    """The wait that nine of ten who were served did not exceed, in minutes."""

    def of(self, sums: DaySums) -> Interval:
        value = _p90(sums.wait)
        return Interval(value, None if value is None else _sectioned(value, _of_sections(sums)))

    def difference(self, base: DaySums, other: DaySums) -> Interval:
        """Other − base, on the same days."""
        first, second = _p90(base.wait), _p90(other.wait)
        if first is None or second is None:
            return Interval(None, None)
        parts = [
            None if mine is None or its is None else its - mine
            for mine, its in zip(_of_sections(base), _of_sections(other), strict=True)
        ]
        return Interval(second - first, _sectioned(second - first, parts))


Figure = Ratio | P90

FIGURES: dict[str, Figure] = {
    "tickets_a_day": Ratio(lambda sums: sums.tickets, lambda sums: sums.ones),
    "mean_wait_minutes": Ratio(lambda sums: sums.waits, lambda sums: sums.served, MINUTE),
    "p90_wait_minutes": P90(),
    "share_within_target": Ratio(lambda sums: sums.hits, lambda sums: sums.served),
    "share_left": Ratio(lambda sums: sums.left, lambda sums: sums.tickets),
    "utilisation": Ratio(lambda sums: sums.busy, lambda sums: sums.open),
    "window_hours": Ratio(lambda sums: sums.open, lambda sums: sums.ones, HOUR),
}
OF_WINDOWS = ("utilisation", "window_hours")  # a service alone has none


def half_width(residuals: Floats) -> float | None:
    """Of the 95 % interval of a mean whose days deviate from it by so much."""
    days = len(residuals)
    if days < 2:  # noqa: PLR2004 - one day says nothing about others
        return None
    return student(days - 1) * float(np.sqrt(np.sum(residuals**2) / (days * (days - 1))))


def _in_units(found: Interval, unit: int) -> Interval:
    value, half = (None if number is None else number / unit for number in (found.value, found.half_width))
    return Interval(value, half)


def _p90(waits: Ints) -> float | None:
    found = spread_of(waits).p90
    return None if found is None else found / MINUTE


def _of_sections(sums: DaySums) -> list[float | None]:
    """The quantile of each part of the days."""
    ends = np.concatenate([[0], np.cumsum(sums.served)])
    bounds = np.linspace(0, sums.days, min(SECTIONS, sums.days) + 1).astype(np.int64)
    return [_p90(sums.wait[ends[low] : ends[high]]) for low, high in pairwise(bounds)]


def _sectioned(value: float, parts: list[float | None]) -> float | None:
    """Of no meaning where a part had nobody."""
    known = [part for part in parts if part is not None]
    return half_width(np.array(known) - value) if len(known) == len(parts) else None
