"""The keeper of the hall's day: one thread that decides, writes and only then answers.

Callers hand in commands from any thread and get a future. Commands that wait together are written together (group
commit), each decided on the day as the one before left it. An answer is given when its events are on disk. When the
store refuses a batch nothing of it has happened: the day is rebuilt from the log.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec

from hallops.domain.apply import apply
from hallops.domain.commands import Command, Issue, KeepTime, Rate
from hallops.domain.day_plan import local_date
from hallops.domain.events import Event
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.perform import perform
from hallops.domain.refusal import Refusal
from hallops.domain.rules import HOUR
from hallops.ports import Accepted, Clock, HallBook, Journal, JournalConflictError, JournalError, KnownKey
from hallops.services.estimate import with_estimate

BATCH = 64  # commands of one transaction
KEYS_KEPT = 7 * 24 * HOUR


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command led to; `repeated` when its key had been used before."""

    events: tuple[Event, ...]
    first: int  # number of the first event in the hall's log
    repeated: bool = False


Listener = Callable[[Accepted], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    command: Command
    key: str
    body_hash: str
    future: "Future[Answer]"


@dataclass(frozen=True, slots=True)
class _Question:
    """A look at the day, taken between two batches."""

    look: Callable[[HallDay], Any]
    future: "Future[Any]"


class Keeper:
    """Owns the HallDay. `listener` hears of every accepted command after it is on disk, in order."""

    def __init__(self, journal: Journal, halls: HallBook, clock: Clock, listener: Listener | None = None) -> None:
        self._journal = journal
        self._halls = halls
        self._clock = clock
        self._listener = listener or (lambda _: None)
        self._queue: queue.SimpleQueue[_Asked | _Question | None] = queue.SimpleQueue()
        self._keys: dict[str, KnownKey] = journal.known_keys()
        self._day = self._load(journal.last_day() or self._today())
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Carry out what was handed in before, then end."""
        self._queue.put(None)
        self._thread.join()

    def submit(self, command: Command, key: str) -> "Future[Answer]":
        """Hand a command in. The future ends with an Answer, a Refusal or a JournalError.

        `key` makes a retry safe: the same key and command get the same answer, once carried out.
        """
        asked = _Asked(command, key, command_hash(command), Future())
        self._queue.put(asked)
        return asked.future

    def ask[T](self, look: Callable[[HallDay], T]) -> "Future[T]":
        """Look at the day between two commands; the look must not change it."""
        question = _Question(look, Future())
        self._queue.put(question)
        return question.future
