"""Which waiting ticket a window calls next, and which free window a new ticket goes to.

One rule for the live hall, the simulation and the replay of a past day. Times are integer milliseconds, so that all
three agree to the last tick. A long wait always wins in the end: a score grows with time and head starts do not.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

ON_TARGET = 1000  # score of a ticket that has waited exactly its service's target


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket in line, as the rule sees it."""

    ticket: str
    service: str
    joined: int  # ms; a booked visitor joins at the booked time at the earliest
    seq: int  # order of issue in the hall's day
    head_start: int = 0  # ms; of the class, a booking and a transfer together
    next_call: bool = False  # of a class that goes before every other
    accessible: bool = False  # needs an accessible window


@dataclass(frozen=True, slots=True)
class FreeWindow:
    """A window without a visitor that would take one."""

    number: int
    rank: int  # for the service in question
    idle_since: int


@dataclass(frozen=True, slots=True)
class CallingRule:
    """A hall's rule: the target of each service in ms, and when a long wait breaks the ranks."""

    target: Mapping[str, int]
    overflow: int = 1500

    def score(self, ticket: Waiting, now: int) -> int:
        """Measure a wait against its target, in thousandths, head starts included."""
        return (now - ticket.joined + ticket.head_start) * ON_TARGET // self.target[ticket.service]

    def has_overflowed(self, ticket: Waiting, now: int) -> bool:
        """Whether the wait alone is so long that any window that can serves it."""
        return (now - ticket.joined) * ON_TARGET // self.target[ticket.service] >= self.overflow

    def choose(
        self, line: Collection[Waiting], rank: Mapping[str, int], now: int, *, everyone: bool = False
    ) -> Waiting | None:
        """Pick from a window's line; None if it is empty.

        `rank` must hold every service of the line. With `everyone` ranks bar nobody: a window that stays after closing
        takes whom it can.
        """
        if not line:
            return None
        nearest = min(rank[ticket.service] for ticket in line)
        eligible = [
            ticket
            for ticket in line
            if everyone or rank[ticket.service] == nearest or ticket.next_call or self.has_overflowed(ticket, now)
        ]
        return max(eligible, key=lambda ticket: self.precedence(ticket, rank[ticket.service], now))

    def precedence(self, ticket: Waiting, rank: int, now: int) -> tuple[bool, int, int, int, int]:
        """What eligible tickets are compared by: the greatest is called first."""
        return ticket.next_call, self.score(ticket, now), -rank, -ticket.joined, -ticket.seq


def choose_window(free: Iterable[FreeWindow]) -> FreeWindow | None:
    """Pick the window for a ticket that finds several free: its own work first, then the longest idle."""
    return min(free, key=lambda window: (window.rank, window.idle_since, window.number), default=None)
