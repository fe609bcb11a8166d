"""The wait quoted at issue against the real one. A promise is an interval; it is kept by a wait inside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from hallops.measures.reading import Reading
from hallops.measures.share import Share
from hallops.measures.spread import minutes


@dataclass(frozen=True, slots=True)
class Promises:
    """Of served tickets that were quoted both ends of an interval."""

    excess: int  # sum of (2 · wait − low − high), in ms: twice the error, so that it stays whole
    kept: Share  # low ≤ wait ≤ high: the interval's coverage
    late: Share  # wait > high

    @classmethod
    def of(cls, tickets: Iterable[Reading]) -> "Promises":
        quotes = [ticket.promise for ticket in tickets if ticket.promise is not None]
        return cls(
            sum(2 * wait - low - high for low, wait, high in quotes),
            Share.of(low <= wait <= high for low, wait, high in quotes),
            Share.of(wait > high for _, wait, high in quotes),
        )

    @property
    def bias(self) -> float | None:
        """Mean of wait − middle of the interval, in ms: above 0, people wait longer than they were told."""
        return self.excess / (2 * self.kept.n) if self.kept.n else None

    def as_dict(self) -> dict[str, object]:
        return {"bias_minutes": minutes(self.bias), "kept": self.kept.as_dict(), "late": self.late.as_dict()}
