"""Methods tried on the past as they would have been used: from each origin, on the days after it, with what was known.

The error is WAPE, the sum of absolute errors ÷ the sum of counts, over single intervals.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulation.forecasting.history import Floats, History
from simulation.forecasting.methods import Method


@dataclass(frozen=True, slots=True)
class Trial:
    """What a method said of some days, and what came: days × intervals."""

    said: Floats
    real: Floats

    @property
    def wape(self) -> float:
        return float(np.abs(self.said - self.real).sum() / self.real.sum())


def tried(
    method: Method, history: History, places: range, lead: int, watch: Callable[[], None] = lambda: None
) -> Trial:
    """Forecast the days at these places, `lead` at a time, each block from all days before it."""
    parts = []
    for origin in places[::lead]:
        days = history.dates[origin : min(origin + lead, places.stop)]
        parts.append(method(history.until(origin), days))
        watch()
    return Trial(np.concatenate(parts), history.counts[places.start : places.stop])
