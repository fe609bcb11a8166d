"""A distribution of durations, by its mean and spread or by samples: in minutes, as in the file, until it is drawn."""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """The shapes that a scenario can name."""

    LOGNORMAL = "lognormal"
    EXPONENTIAL = "exponential"
    GAMMA = "gamma"
    WEIBULL = "weibull"
    DETERMINISTIC = "deterministic"
    EMPIRICAL = "empirical"

    @property
    def has_cv(self) -> bool:
        return self in {Family.LOGNORMAL, Family.GAMMA, Family.WEIBULL}


@dataclass(frozen=True, slots=True)
class Distribution:
    """`cv` is standard deviation / mean; `samples` are drawn with equal chance."""

    family: Family
    mean_minutes: float = 0.0
    cv: float = 0.0
    samples: tuple[float, ...] = ()

    @property
    def mean(self) -> float:
        """The mean in minutes, whatever the shape."""
        return sum(self.samples) / len(self.samples) if self.samples else self.mean_minutes
