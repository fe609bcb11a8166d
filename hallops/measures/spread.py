"""How a list of durations is spread. The mean keeps its n and total, so that groups are weighted right.

A quantile is by nearest rank: the smallest value that at least q percent of the values do not exceed.
Somebody really had it; the median of an even number of values is the lower of the middle two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hallops.domain.rules import MINUTE

MEDIAN, P90 = 50, 90  # percent


@dataclass(frozen=True, slots=True)
class Spread:
    """Of durations in ms; zeros count, and nothing is known of an empty list."""

    n: int = 0
    total: int = 0
    median: int | None = None
    p90: int | None = None
    longest: int | None = None

    @classmethod
    def of(cls, durations: Iterable[int]) -> "Spread":
        ordered = sorted(durations)
        if not ordered:
            return cls()
        return cls(len(ordered), sum(ordered), quantile(ordered, MEDIAN), quantile(ordered, P90), ordered[-1])

    @property
    def mean(self) -> float | None:
        """Total ÷ n, in ms."""
        return self.total / self.n if self.n else None

    def as_dict(self) -> dict[str, float | None]:
        return {
            "n": self.n,
            "mean_minutes": minutes(self.mean),
            "median_minutes": minutes(self.median),
            "p90_minutes": minutes(self.p90),
            "longest_minutes": minutes(self.longest),
        }


def quantile(ordered: Sequence[int], percent: int) -> int:
    """The value of rank ⌈percent · n ÷ 100⌉, counted from 1, of at least one sorted value."""
    return ordered[-(-percent * len(ordered) // 100) - 1]


def minutes(ms: float | None) -> float | None:
    """For people: to a hundredth, 0.6 s."""
    return None if ms is None else round(ms / MINUTE, 2)
