"""Which distribution durations have: lognormal, gamma or Weibull by AIC, or the durations themselves.

A goodness of fit tells whether the chosen one can be believed: a Kolmogorov-Smirnov test by parametric bootstrap, since
the plain test is far too kind to a distribution that was fitted to the same data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from simulation.scenario.distribution import Distribution, Family

Floats = NDArray[np.float64]
FAMILIES = {Family.LOGNORMAL: stats.lognorm, Family.GAMMA: stats.gamma, Family.WEIBULL: stats.weibull_min}
PARAMETERS = 2  # of each
FEWEST = 20  # durations, for a shape of their own
REFUSED = 0.02  # below this the durations are not of the family, and are taken as they are
BOOTSTRAPS = 99
MOST_TESTED = 500  # durations: a difference that does not show in so many is nothing to a queue
MOST_SAMPLES = 200  # of an empirical distribution; each is the mean of its neighbours, so that the mean stays
LEAST = 0.001  # minutes; a duration of 0 has no logarithm
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """The distribution of n durations. `aic` has all families; `fits` is the bootstrap's p of the best of them."""

    n: int
    distribution: Distribution
    best: Family | None = None
    aic: tuple[tuple[Family, float], ...] = ()
    fits: float | None = None

    def as_dict(self) -> dict[str, object]:
        shape = self.distribution
        return {
            "n": self.n,
            "dist": shape.family.value,
            "mean_minutes": round(shape.mean, DIGITS),
            "cv": round(cv_of(shape), DIGITS),
            "best": None if self.best is None else self.best.value,
            "goodness_p": self.fits,
            "aic": {family.value: round(value, 1) for family, value in self.aic},
        }


def shape_of(minutes: Sequence[float], rng: np.random.Generator) -> Shape:
    """The shape of at least `FEWEST` durations, in minutes."""
    times = np.maximum(np.asarray(minutes, np.float64), LEAST)
    if np.ptp(times) < LEAST:
        return Shape(len(times), Distribution(Family.DETERMINISTIC, _rounded(times.mean())))
    fitted = {family: law.fit(times, floc=0) for family, law in FAMILIES.items()}
    aic = {
        family: 2 * PARAMETERS - 2 * float(FAMILIES[family].logpdf(times, *found).sum())
        for family, found in fitted.items()
    }
    best = min(aic, key=lambda family: aic[family])
    fits = _goodness(best, times, rng)
    chosen = empirical(times) if fits < REFUSED else _moments(best, fitted[best])
    return Shape(len(times), chosen, best, tuple(aic.items()), fits)


def empirical(times: Floats) -> Distribution:
    """The durations themselves; many of them as means of neighbours."""
    ordered = np.sort(times)
    groups = np.array_split(ordered, min(len(ordered), MOST_SAMPLES))
    return Distribution(Family.EMPIRICAL, samples=tuple(_rounded(group.mean()) for group in groups))


def cv_of(shape: Distribution) -> float:
    """Standard deviation ÷ mean, whatever the shape."""
    if shape.samples:
        return float(np.std(shape.samples) / shape.mean) if shape.mean else 0.0
    return 1.0 if shape.family is Family.EXPONENTIAL else shape.cv


def _moments(family: Family, found: tuple[float, ...]) -> Distribution:
    law = FAMILIES[family](*found)
    return Distribution(family, _rounded(law.mean()), _rounded(law.std() / law.mean()))


def _goodness(family: Family, times: Floats, rng: np.random.Generator) -> float:
    tested = times if len(times) <= MOST_TESTED else rng.choice(times, MOST_TESTED, replace=False)
    found = stats.goodness_of_fit(
        FAMILIES[family], tested, known_params={"loc": 0}, statistic="ks", n_mc_samples=BOOTSTRAPS, rng=rng
    )
    return float(found.pvalue)


def _rounded(value: float) -> float:
    return round(float(value), DIGITS)
