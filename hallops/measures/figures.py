"""The figures of any set of tickets: the whole, a service, a half hour."""

from collections.abc import Sequence
from dataclasses import dataclass

from hallops.measures.outcomes import Outcomes
from hallops.measures.promises import Promises
from hallops.measures.reading import Reading
from hallops.measures.spread import Spread
from hallops.measures.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a set of tickets; `service` is 平均办理时间 and the like."""

    outcomes: Outcomes
    waiting: Waiting
    service: Spread
    promises: Promises

    @classmethod
    def of(cls, tickets: Sequence[Reading]) -> "Figures":
        service = Spread.of([t.service for t in tickets if t.service is not None])
        return cls(Outcomes.of(tickets), Waiting.of(tickets), service, Promises.of(tickets))

    def as_dict(self) -> dict[str, object]:
        return {
            **self.outcomes.as_dict(),
            "waiting": self.waiting.as_dict(),
            "service": self.service.as_dict(),
            "promises": self.promises.as_dict(),
        }
