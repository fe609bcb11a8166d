"""What the solver's process and its caller tell each other. Plain data, so that one can die without the other."""

from dataclasses import dataclass, field
from enum import StrEnum

from hallops.roster.problem import Cell, Roster

STOP = "stop"  # what a caller sends to end a search


class Profile(StrEnum):
    """How to search. Only `reproducible` promises the same roster for the same seed."""

    AUTO = "auto"
    SMALL = "small"  # one of two threads works on the whole model, for a bound or a proof
    LARGE = "large"  # all threads solve parts
    REPRODUCIBLE = "reproducible"  # one thread, deterministic time


class Status(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"  # proven: there is no cheaper roster
    GOOD = "good"  # the best found in the time
    STOPPED = "stopped"  # the best found until somebody stopped it
    INFEASIBLE = "infeasible"  # proven: no roster keeps all hard rules
    UNKNOWN = "unknown"  # none was found in the time
    LOST = "lost"  # the solver's process ended by itself; the best so far is kept


@dataclass(frozen=True, slots=True)
class Settings:
    """What is asked of a search. `free` None: every cell may change."""

    seconds: float
    profile: Profile = Profile.AUTO
    threads: int = 2
    seed: int = 1
    free: frozenset[Cell] | None = None
    elastic: bool = False  # hard rules may be given up, as few as possible


@dataclass(frozen=True, slots=True)
class Progress:
    """A better roster, and when it came."""

    seconds: float
    hard: int
    cost: int
    short: int
    roster: Roster


@dataclass(frozen=True, slots=True)
class Solved:
    """The end of a search. `bound` is told only where it is near the cost."""

    status: Status
    roster: Roster
    bound: int | None = None
    trace: tuple[tuple[float, int, int], ...] = field(default=())  # seconds, cost, short intervals
