"""A real figure beside the simulated one, and how far off all of them are together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from hallops.domain.rules import MINUTE
from simulation.drawing.draws import Ints

Floats = NDArray[np.float64]
LOW, HIGH = 0.025, 0.975  # the interval holds 95 of 100 simulated days
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Compared:
    """In ms. The interval is that of single simulated days: a real one should lie in it 19 times of 20."""

    real: float
    simulated: float
    low: float
    high: float

    @classmethod
    def of(cls, real: float, simulated: Ints | Floats) -> "Compared":
        low, high = np.quantile(simulated, [LOW, HIGH])
        return cls(real, float(simulated.mean()), float(low), float(high))

    @property
    def is_inside(self) -> bool:
        return self.low <= self.real <= self.high

    def as_dict(self) -> dict[str, float | bool]:
        names = ("real", "simulated", "low", "high")
        return {name: round(getattr(self, name) / MINUTE, DIGITS) for name in names} | {"inside": self.is_inside}


@dataclass(frozen=True, slots=True)
class DayScore:
    """A day's mean and P90 wait of the served, and how many tickets there were; `means` are each run's, in ms."""

    day: date
    tickets: int
    served: int
    simulated_tickets: float
    mean: Compared
    p90: Compared
    means: Ints

    def as_dict(self) -> dict[str, object]:
        return {
            "day": self.day.isoformat(),
            "tickets": self.tickets,
            "simulated_tickets": round(self.simulated_tickets, 1),
            "mean_wait_minutes": self.mean.as_dict(),
            "p90_wait_minutes": self.p90.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Calibration:
    """All days together. `wait` is the mean wait of the period, each day counting by the number really served.

    Its interval is that of simulated periods, so that a real one outside it is off by more than the luck of its days.
    """

    days: int
    wait: Compared
    mean_inside: int
    p90_inside: int

    @classmethod
    def of(cls, scores: Sequence[DayScore]) -> "Calibration":
        """Of at least one day."""
        served = np.array([score.served for score in scores])
        real = float(np.average([score.mean.real for score in scores], weights=served))
        means = np.average([score.means for score in scores], axis=0, weights=served)
        return cls(
            days=len(scores),
            wait=Compared.of(real, means),
            mean_inside=sum(score.mean.is_inside for score in scores),
            p90_inside=sum(score.p90.is_inside for score in scores),
        )

    @property
    def error(self) -> float | None:
        """The calibration error: simulated ÷ real − 1; None where nobody really waited."""
        return self.wait.simulated / self.wait.real - 1 if self.wait.real else None

    def as_dict(self) -> dict[str, object]:
        error = self.error
        return {
            "days": self.days,
            "error": None if error is None else round(error, 4),
            "mean_wait_minutes": self.wait.as_dict(),
            "mean_inside": self.mean_inside,
            "p90_inside": self.p90_inside,
        }
