"""Waits, and how many were within the target: among the served, and among all who came to be served."""

from collections.abc import Sequence
from dataclasses import dataclass

from hallops.measures.reading import Reading
from hallops.measures.share import Share
from hallops.measures.spread import Spread


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who went unserved is in no mean; the second share counts them as not within the target."""

    spread: Spread  # 平均等候时间 and the like, of the served
    within: Share  # served within the target ÷ served
    within_all: Share  # served within the target ÷ (served + left + no-show)

    @classmethod
    def of(cls, tickets: Sequence[Reading]) -> "Waiting":
        return cls(
            Spread.of([t.wait for t in tickets if t.wait is not None]),
            Share.of([t.on_time for t in tickets if t.is_served and t.on_time is not None]),
            Share.of([t.on_time for t in tickets if t.on_time is not None]),
        )

    def as_dict(self) -> dict[str, object]:
        return {
            **self.spread.as_dict(),
            "within_target": self.within.as_dict(),
            "within_target_of_all": self.within_all.as_dict(),
        }
