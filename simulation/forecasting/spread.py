"""How far counts lie from their forecast: chance within the interval, and an error of the day's level that all share.

The scale of an interval with forecast μ is √(φμ + τ²μ²); what lies at the ends of 95 of 100 past errors, counted in
that scale, makes the interval (split conformal prediction), so that its promise needs no particular distribution.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from simulation.forecasting.history import Floats
from simulation.forecasting.trial import Trial

LOW, HIGH = 0.025, 0.975
NORMAL = 1.96
LEAST = 0.5  # a forecast of less is about nobody; a scale of 0 would promise that nobody comes


@dataclass(frozen=True, slots=True)
class Spread:
    """φ, τ, and the ends of the errors in units of the scale; `day` is the relative error of a day's total."""

    chance: float
    level: float
    low: float
    high: float
    day: float

    @classmethod
    def of(cls, trial: Trial) -> "Spread":
        said, real = np.maximum(trial.said, LEAST), trial.real
        ratio = real.sum(axis=1) / said.sum(axis=1)
        day = sqrt(float(((ratio - 1) ** 2).mean()))
        levelled = np.maximum(said * ratio[:, None], LEAST)
        chance = float(((real - levelled) ** 2 / levelled).mean())
        pure = chance * float((1 / said.sum(axis=1)).mean())  # of a total that only chance moves
        level = sqrt(max(day**2 - pure, 0.0))
        errors = (real - trial.said) / _scale(trial.said, chance, level)
        low, high = np.quantile(errors, [LOW, HIGH])
        return cls(chance, level, float(low), float(high), day)

    def interval(self, said: Floats) -> tuple[Floats, Floats]:
        """Low and high for each interval."""
        scale = _scale(said, self.chance, self.level)
        return np.maximum(said + self.low * scale, 0.0), np.maximum(said + self.high * scale, 0.0)

    def total(self, said: float) -> tuple[float, float]:
        """Low and high for a day's total."""
        return max(said * (1 - NORMAL * self.day), 0.0), said * (1 + NORMAL * self.day)


def _scale(said: Floats, chance: float, level: float) -> Floats:
    mean = np.maximum(said, LEAST)
    return np.asarray(np.sqrt(chance * mean + (level * mean) ** 2))


def coverage(spread: Spread, trial: Trial) -> float:
    """The share of real counts inside their interval."""
    low, high = spread.interval(trial.said)
    return float(((low <= trial.real) & (trial.real <= high)).mean())
