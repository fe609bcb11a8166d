"""A few simple and strong ways to forecast; which one serves a history best is found out by trying them on it.

Each takes a history and coming dates, and gives days × intervals.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import numpy as np

from simulation.forecasting.features import features
from simulation.forecasting.history import Floats, History

Method = Callable[[History, Sequence[date]], Floats]
LAST = 4  # same weekdays, of the baseline
RECENT, LONG = 28.0, 120.0  # days after which a past day counts half
PROFILE = 90.0
RIDGE = 0.1  # about (noise ÷ effect)² of a day's logarithm
FINE = 15  # minutes; in shorter intervals neighbours tell of each other
REACH = 3  # intervals to either side


def baseline(history: History, days: Sequence[date]) -> Floats:
    """The mean of the last four same weekdays."""
    return np.array([history.counts[history.like(day)[-LAST:]].mean(axis=0) for day in days])


def weighted(history: History, days: Sequence[date], half_life: float) -> Floats:
    """The mean of the same weekdays, recent ones counting more."""
    return np.array([_weighted(history, day, half_life) for day in days])


def regression(history: History, days: Sequence[date], half_life: float) -> Floats:
    """The total by ridge regression of its logarithm on the calendar, spread over the day as on past same weekdays."""
    totals = _totals(history, days, half_life)
    return np.array([total * _profile(history, day) for total, day in zip(totals, days, strict=True)])


def blend(history: History, days: Sequence[date]) -> Floats:
    """The mean of a weighted mean and a regression: their errors are not the same."""
    return (weighted(history, days, RECENT) + regression(history, days, LONG)) / 2


METHODS: Mapping[str, Method] = {
    "baseline": baseline,
    "weighted": partial(weighted, half_life=RECENT),
    "regression-recent": partial(regression, half_life=RECENT),
    "regression": partial(regression, half_life=LONG),
    "blend": blend,
}


def _weighted(history: History, day: date, half_life: float) -> Floats:
    rows = history.like(day)
    return np.asarray(np.average(history.counts[rows], axis=0, weights=_weights(history, half_life)[rows]))


def _weights(history: History, half_life: float) -> Floats:
    """By age, counted from the last day."""
    return np.array([0.5 ** ((history.dates[-1] - day).days / half_life) for day in history.dates])


def _totals(history: History, days: Sequence[date], half_life: float) -> Floats:
    """What the calendar says, and of the last day's surprise what such surprises have left for the days after them."""
    known, wanted = features(history, history.dates), features(history, days)
    weights = _weights(history, half_life)
    penalty = np.diag([0.0] + [RIDGE] * (known.shape[1] - 1))
    weighed = known * weights[:, None]
    logs = np.log(history.totals)
    found = np.linalg.solve(known.T @ weighed + penalty, weighed.T @ logs)
    surprises = logs - known @ found
    left = _autocorrelation(surprises, weights) ** np.arange(1, len(days) + 1)
    return np.asarray(np.exp(wanted @ found + left * surprises[-1]))


def _autocorrelation(surprises: Floats, weights: Floats) -> float:
    """Of neighbouring days; below 0 it would be chance."""
    products = np.average(surprises[1:] * surprises[:-1], weights=weights[1:])
    return float(max(products / np.average(surprises**2, weights=weights), 0.0))


def _profile(history: History, day: date) -> Floats:
    mean = _weighted(history, day, PROFILE)
    if history.interval < FINE:
        mean = _smooth(mean)
    return np.asarray(mean / mean.sum())


def _smooth(mean: Floats) -> Floats:
    """Each interval with its neighbours, by a bell curve; where there never is anybody, nobody comes."""
    bell = np.exp(-0.5 * np.arange(-REACH, REACH + 1) ** 2.0)
    there = (mean > 0).astype(float)
    weights = np.convolve(np.pad(there, REACH), bell, "valid")
    return np.asarray(np.convolve(np.pad(mean, REACH), bell, "valid") / np.maximum(weights, 1.0) * there)
