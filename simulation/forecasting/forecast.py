"""forecast(history, days): counts of the coming days, by whichever method has served best, with intervals.

The last days of the history are held out: no method is chosen by them, and the chosen one is scored on them once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from simulation.forecasting.history import Floats, History
from simulation.forecasting.methods import METHODS, baseline
from simulation.forecasting.spread import Spread, coverage
from simulation.forecasting.trial import Trial, tried

HELD_OUT, TRIED = 20, 40  # days, where the history is long enough
LEARNT = 20  # days at least, before the first origin
FEWEST = 28  # days of history
DIGITS = 2


class TooShortError(Exception):
    """Too few days to forecast from."""

    def __init__(self, found: int) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class Score:
    """On the days held out, `lead` at a time: WAPE of the method and of the baseline, and the intervals' coverage."""

    days: int
    lead: int
    wape: float
    baseline: float
    coverage: float

    def as_dict(self) -> dict[str, float]:
        errors = {name: round(getattr(self, name), 4) for name in ("wape", "baseline", "coverage")}
        return {"days": self.days, "lead": self.lead, **errors}


@dataclass(frozen=True, slots=True)
class Forecast:
    """Days × intervals; `tried` has the WAPE of every method on the days that it was chosen by."""

    history: History
    dates: tuple[date, ...]
    counts: Floats
    low: Floats
    high: Floats
    baseline: Floats
    method: str
    tried: Mapping[str, float]
    score: Score
    spread: Spread

    def total(self, number: int) -> tuple[float, float, float]:
        """Of a day: the count, and the ends of its interval."""
        total = float(self.counts[number].sum())
        return (total, *self.spread.total(total))

    def minute(self, slot: int) -> int:
        """Of the day, at which an interval begins."""
        return self.history.first + slot * self.history.interval


def forecast(
    history: History,
    days: int,
    held_out: int = HELD_OUT,
    watch: Callable[[int, int], None] = lambda _done, _all: None,
) -> Forecast:
    """Raises TooShortError where there are fewer than four weeks of days."""
    known = len(history.dates)
    if known < FEWEST:
        raise TooShortError(known)
    end = known - min(held_out, known // 4)
    first = max(LEARNT, end - TRIED) if end > LEARNT else end - 1
    lead = min(days, known - end)
    watched = _Watched(watch, len(METHODS) * -(-(end - first) // lead))
    trials = {name: tried(method, history, range(first, end), lead, watched.step) for name, method in METHODS.items()}
    errors = {name: trial.wape for name, trial in trials.items()}
    best = min(errors, key=lambda name: errors[name])
    kept = tried(METHODS[best], history, range(end, known), lead)
    dates = tuple(history.coming(days))
    counts = METHODS[best](history, dates)
    spread = Spread.of(_both(trials[best], kept))
    low, high = spread.interval(counts)
    return Forecast(
        history=history,
        dates=dates,
        counts=counts,
        low=low,
        high=high,
        baseline=baseline(history, dates),
        method=best,
        tried=errors,
        score=Score(
            days=known - end,
            lead=lead,
            wape=kept.wape,
            baseline=tried(baseline, history, range(end, known), lead).wape,
            coverage=coverage(Spread.of(trials[best]), kept),
        ),
        spread=spread,
    )


def _both(one: Trial, other: Trial) -> Trial:
    return Trial(np.concatenate([one.said, other.said]), np.concatenate([one.real, other.real]))


class _Watched:
    """Counts the blocks that are done."""

    def __init__(self, watch: Callable[[int, int], None], blocks: int) -> None:
        self._watch = watch
        self._blocks = blocks
        self._done = 0

    def step(self) -> None:
        self._done += 1
        self._watch(self._done, self._blocks)
