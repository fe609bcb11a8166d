"""What a forecast is made of and what it says: a live queue, what is expected of the day, and the waits found.

Times are ms, instants since the day's midnight.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from simulation.scenario.scenario import Scenario
from simulation.standing import Standing


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a person of the standing hall is. `service` is what the ticket is for, after a transfer too."""

    service: str
    visitor_class: str
    accessible: bool = False
    booked: int | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """`visitors` are the people of `standing`, in the same order."""

    standing: Standing
    visitors: tuple[Visitor, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of the rest of the day; `doubt` is the standard deviation of the services' pace ÷ its mean."""

    scenario: Scenario
    doubt: float = 0.0


@dataclass(frozen=True, slots=True)
class Wait:
    """P10, P50 and P90; None where so many are not called at all."""

    low: int | None
    middle: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Now:
    """`coming` has a wait for each step by service, the first for who comes now; `waiting` is by place of the people.

    Of those who wait it is the time from now until they are called, if they stay for it.
    """

    at: int
    steps: tuple[int, ...]
    coming: Mapping[str, tuple[Wait, ...]]
    waiting: Mapping[int, Wait]


class ChangeKind(StrEnum):
    """What a hall can do at once."""

    OPEN = "open"  # a window that is closed
    CONTINUE = "continue"  # end its pause
    HELP = "help"  # with a service that is not its own


@dataclass(frozen=True, slots=True)
class Options:
    """What may be done: windows by number, the ones to be opened first in front; `until` is the end of these hours."""

    until: int
    closed: tuple[int, ...] = ()
    paused: tuple[int, ...] = ()
    opened: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Something to do about a service, in [since, until)."""

    kind: ChangeKind
    window: int
    service: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Advice:
    """A change with the P90 of the waits in its time, as things are and with it; None where nobody is called."""

    change: Change
    before: int | None
    after: int


@dataclass(frozen=True, slots=True)
class Question:
    """All that a forecast is made of."""

    queue: Queue
    outlook: Outlook
    options: Options


@dataclass(frozen=True, slots=True)
class Forecast:
    """The waits, and what would help."""

    now: Now
    advice: tuple[Advice, ...]
