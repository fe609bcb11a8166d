"""A batch: commands that are written together, and what each caller will hear once they are on disk.

Nobody hears anything before: even a refusal may rest on a command of the same batch.
"""

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hallops.domain.commands import Command
from hallops.domain.events import Event
from hallops.domain.hall_day import HallDay
from hallops.ports.journal import Accepted, KnownKey


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command led to. `first` numbers its first event; `repeated` when its key had been used before."""

    events: tuple[Event, ...]
    first: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that somebody waits for."""

    command: Command
    key: str
    body_hash: str
    future: "Future[Answer]"


def promise() -> "Future[Any]":
    """A future that its holder can not cancel: a caller that goes away must not stop the hall."""
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()
    return future


Outcome = Answer | KnownKey | Exception


@dataclass(slots=True)
class Batch:
    """`next` is the number of the next event in the hall's log."""

    next: int
    accepted: list[Accepted] = field(default_factory=list)
    days: dict[date, HallDay] = field(default_factory=dict)
    keys: dict[str, KnownKey] = field(default_factory=dict)
    outcomes: list[tuple[Asked, Outcome]] = field(default_factory=list)

    def accept(self, asked: Asked, day: HallDay, events: tuple[Event, ...]) -> None:
        """Take a command in. One that led to nothing is answered and not remembered."""
        self.outcomes.append((asked, Answer(events, self.next)))
        if not events:
            return
        accepted = Accepted(asked.key, asked.body_hash, day.day, day.version, events[-1].at, events, self.next)
        self.accepted.append(accepted)
        self.days[day.day] = day
        self.keys[asked.key] = KnownKey(asked.body_hash, accepted.first, accepted.last)
        self.next = accepted.last + 1

    def settle(self, asked: Asked, outcome: Outcome) -> None:
        """Note what a command without new events will hear."""
        self.outcomes.append((asked, outcome))
