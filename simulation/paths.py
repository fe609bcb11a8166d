"""What happened to each customer: one column a leg, the first ticket and the one after a transfer."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from simulation.drawing.draws import NONE, Draws, Ints

LEGS = 2


class Outcome(IntEnum):
    """How a ticket ended; a served first leg may have a second one."""

    SERVED = 0
    NO_SHOW = 1
    LEFT = 2
    EXPIRED = 3
    OPEN = 4  # waits still, when a run that carries over ends


@dataclass(frozen=True, slots=True)
class Paths:
    """Arrays of customers by legs. Times are ms since the customer's own midnight; NONE is "never".

    `outcome` is NONE for a second leg that there is not. `window` is a window's number.
    """

    joined: Ints
    called: Ints
    started: Ints
    ended: Ints
    window: Ints
    outcome: Ints

    @classmethod
    def blank(cls, customers: int) -> "Paths":
        return cls(*(np.full((customers, LEGS), NONE, np.int64) for _ in range(6)))

    def columns(self) -> tuple[Ints, ...]:
        return self.joined, self.called, self.started, self.ended, self.window, self.outcome

    def same_as(self, other: "Paths") -> bool:
        """Whether every column is equal."""
        return all(np.array_equal(mine, its) for mine, its in zip(self.columns(), other.columns(), strict=True))


def joined_paths(parts: list[Paths]) -> Paths:
    """Days after each other."""
    return Paths(*(np.concatenate(columns) for columns in zip(*(part.columns() for part in parts), strict=True)))


def legs(paths: Paths) -> Iterator[tuple[int, int]]:
    """Customer and leg of each ticket, in the order of day, id and leg."""
    for customer, outcomes in enumerate(paths.outcome.tolist()):
        for leg, outcome in enumerate(outcomes):
            if outcome != NONE:
                yield customer, leg


def service_of(draws: Draws) -> Ints:
    """The service of each leg, as numbers; NONE for a second one that is not wanted."""
    return np.stack([draws.service, draws.transfer_to], axis=1)
