"""A share of hits among n. It keeps its n, so that shares of groups add up, and 0/0 is unknown, not 100 %."""

from collections.abc import Iterable
from dataclasses import dataclass

UNKNOWN = "—"  # how 0/0 prints


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`, both counts or both ms."""

    hits: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.n:
            raise ValueError(f"{self.hits} of {self.n} is not a share")

    @classmethod
    def of(cls, answers: Iterable[bool]) -> "Share":
        counted = list(answers)
        return cls(sum(counted), len(counted))

    @property
    def value(self) -> float | None:
        """Hits ÷ n, in [0, 1]; None for 0/0."""
        return self.hits / self.n if self.n else None

    def __add__(self, other: "Share") -> "Share":
        return Share(self.hits + other.hits, self.n + other.n)

    def __str__(self) -> str:
        return f"{self.hits / self.n:.1%}" if self.n else UNKNOWN

    def as_dict(self) -> dict[str, float | None]:
        share = self.value
        return {"share": None if share is None else round(share, 4), "hits": self.hits, "n": self.n}
