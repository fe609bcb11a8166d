"""95 % intervals across days. A day is one observation: customers of one day are not independent of each other.

A mean wait and a share are ratios of sums over days, and so have a ratio's interval.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from simulation.drawing.draws import Ints

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its interval; no interval of a single day, no value of nothing."""

    value: float | None
    half_width: float | None

    def as_dict(self, scale: float = 1.0) -> dict[str, float | None]:
        value, half = self.value, self.half_width
        low, high = (None, None) if value is None or half is None else (value - half, value + half)
        return {"value": _scaled(value, scale), "low": _scaled(low, scale), "high": _scaled(high, scale)}


def ratio(totals: Ints, counts: Ints) -> Interval:
    """Sum of totals ÷ sum of counts, over days."""
    days, n = len(counts), int(counts.sum())
    if not n:
        return Interval(None, None)
    value = float(totals.sum() / n)
    if days < 2:  # noqa: PLR2004 - one day says nothing about others
        return Interval(value, None)
    error = float(np.sqrt(np.sum((totals - value * counts) ** 2) / (days * (days - 1))) / (n / days))
    return Interval(value, error * student(days - 1))


def student(freedom: int, confidence: float = CONFIDENCE) -> float:
    """The two-sided quantile of Student's t, by the expansion of Cornish and Fisher; exact for 1 and 2."""
    p = (1 + confidence) / 2
    if freedom == 1:
        return float(np.tan(np.pi * (p - 0.5)))
    if freedom == 2:  # noqa: PLR2004
        return float((2 * p - 1) * np.sqrt(2 / (1 - (2 * p - 1) ** 2)))
    z, v = NormalDist().inv_cdf(p), freedom
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return float(sum(term / v**power for power, term in enumerate(terms)))


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else round(value * scale, 4)
