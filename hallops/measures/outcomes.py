"""What became of the tickets: every end, and every state before it, is a figure of its own.

The sum of all states is what was issued.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hallops.domain.ticket import State
from hallops.measures.reading import LOST, Reading
from hallops.measures.share import Share


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`counts` has every state, also those that no ticket is in."""

    counts: Mapping[State, int]
    called: int  # at least once
    served: int  # done, or transferred after a start

    @classmethod
    def of(cls, tickets: Sequence[Reading]) -> "Outcomes":
        found = Counter([ticket.state for ticket in tickets])
        return cls(
            {state: found[state] for state in State},
            called=sum([t.ticket.called is not None or t.state is State.NO_SHOW for t in tickets]),
            served=sum([t.is_served for t in tickets]),
        )

    @property
    def issued(self) -> int:
        """取号量: all tickets."""
        return sum(self.counts.values())

    @property
    def visits(self) -> int:
        """接待人次: each visit has one ticket that is not transferred, its last."""
        return self.issued - self.counts[State.TRANSFERRED]

    @property
    def abandoned(self) -> Share:
        """弃号率: left or no-show ÷ issued."""
        return Share(sum(self.counts[state] for state in LOST), self.issued)

    @property
    def no_shows(self) -> Share:
        """空号率: no-shows ÷ called."""
        return Share(self.counts[State.NO_SHOW], self.called)

    def as_dict(self) -> dict[str, object]:
        return {
            "issued": self.issued,
            "visits": self.visits,
            "served": self.served,
            "outcomes": {state.value: count for state, count in self.counts.items()},
            "abandoned": self.abandoned.as_dict(),
            "no_shows": self.no_shows.as_dict(),
        }
