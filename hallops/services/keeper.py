"""The keeper of the hall's day: one thread that decides, writes and only then answers.

Callers hand in commands from any thread and get a future. Commands that wait together are written together (group
commit), each decided on the day as the one before left it. An answer is given when its events are on disk. When the
store refuses a batch nothing of it has happened: the day is rebuilt from the log.
"""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from hallops.domain.commands import Command, Issue, SkipNumbers
from hallops.domain.events import DayOpened
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.perform import perform
from hallops.domain.refusal import Refusal
from hallops.domain.rules import HOUR
from hallops.ports.clock import Clock
from hallops.ports.journal import Accepted, HallBook, Journal, JournalConflictError, JournalError, KnownKey
from hallops.services.batch import Answer, Asked, Batch, promise
from hallops.services.day_book import DayBook
from hallops.services.estimate import SIMPLE, Waits, with_estimate

log = logging.getLogger(__name__)
T = TypeVar("T")

BATCH_SIZE = 64  # commands of one transaction
KEYS_KEPT = 7 * 24 * HOUR  # a pad may be off over a long weekend

Listener = Callable[[Accepted], None]


@dataclass(frozen=True, slots=True)
class _Question:
    look: Callable[[HallDay], Any]
    future: "Future[Any]"


class _Stop:
    """The last thing in the queue."""


class _BrokenError(Exception):
    """A command met a fault of the program; the day may be half changed."""

    def __init__(self, asked: Asked, fault: Exception) -> None:
        super().__init__(str(fault))
        self.asked = asked
        self.fault = fault


class Keeper:
    """Owns the HallDay. `listener` hears of every accepted command after it is on disk, in order.

    `new_token` makes the token of a visitor's page, for tickets that come without one; `waits` says how long a ticket
    will wait.
    """

    def __init__(
        self,
        journal: Journal,
        halls: HallBook,
        clock: Clock,
        listener: Listener | None = None,
        new_token: Callable[[], str] | None = None,
        *,
        waits: Waits = SIMPLE,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._listener = listener or (lambda _: None)
        self._new_token = new_token
        self._waits = waits
        self._queue: queue.SimpleQueue[Asked | _Question | _Stop] = queue.SimpleQueue()
        self._questions: deque[_Question] = deque()  # of these nobody waits at a dispenser
        self._keys = journal.known_keys()
        self._floor = journal.last_at  # no event is earlier than the one before it, whatever the clock says
        self._book = DayBook(journal, halls, clock)
        self._stale = False  # whether the day may not equal the log
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    @property
    def last_at(self) -> int:
        """Time of the last event or look at the calendar: nothing will be earlier."""
        return self._floor

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Carry out what was handed in before, then end."""
        self._queue.put(_Stop())
        self._thread.join()

    def submit(self, command: Command, key: str) -> "Future[Answer]":
        """Hand a command in. The future ends with an Answer, a Refusal or a JournalError.

        `key` makes a retry safe: the same key and command get the same answer, once carried out.
        """
        asked = Asked(command, key, command_hash(command), promise())
        self._queue.put(asked)
        return asked.future

    def ask(self, look: Callable[[HallDay], T]) -> "Future[T]":
        """Look at the day between two commands; the look must not change it.

        It sees all that was handed in before it, and perhaps commands that came later: they go first.
        """
        question = _Question(look, promise())
        self._queue.put(question)
        return question.future

    # everything below runs in the keeper's thread

    def _run(self) -> None:
        """Commands that wait go before questions; after each batch one question has its turn, so that none starves."""
        ends = False
        while not ends:
            batch, ends = self._gather()
            if batch:
                self._carry_out(batch)
            while self._questions:
                self._answer(self._questions.popleft())
                if not ends:
                    break

    def _gather(self) -> tuple[list[Asked], bool]:
        """All commands that wait by now, up to a batch, and whether it is the last; sleeps when there is nothing."""
        batch: list[Asked] = []
        with suppress(queue.Empty):
            while len(batch) < BATCH_SIZE:
                item = self._queue.get(block=not (batch or self._questions))
                if isinstance(item, _Stop):
                    return batch, True
                if isinstance(item, Asked):
                    batch.append(item)
                else:
                    self._questions.append(item)
        return batch, False

    def _answer(self, question: _Question) -> None:
        try:
            self._catch_up()
            question.future.set_result(question.look(self._book.day))
        except Exception as error:  # noqa: BLE001 - whoever asked must hear of it; the keeper lives on
            question.future.set_exception(error)

    def _carry_out(self, asked: list[Asked]) -> None:
        """Decide, write, answer. A batch that the store objects to is tried again command by command."""
        try:
            batch = self._decide_and_write(asked)
        except _BrokenError as broken:
            log.exception("%s failed", type(broken.asked.command).__name__, exc_info=broken.fault)
            self._stale = True
            broken.asked.future.set_exception(broken.fault)
            self._carry_out([each for each in asked if each is not broken.asked])
        except JournalError as error:
            log.warning("nothing was written of a batch of %d: %s", len(asked), error)
            self._stale = True
            self._try_again(asked, error)
        else:
            self._conclude(batch)

    def _decide_and_write(self, asked: list[Asked]) -> Batch:
        self._catch_up()
        batch = Batch(self._journal.head + 1)
        for each in asked:
            self._decide(each, batch)
        if batch.accepted:
            self._append(batch)
        return batch

    def _append(self, batch: Batch) -> None:
        try:
            self._journal.append(batch.accepted, batch.days.values())
        except JournalError:
            raise
        except Exception as fault:  # nobody may wait for ever, whatever the journal met
            log.exception("the journal failed")
            raise JournalError("fault", str(fault)) from fault

    def _try_again(self, asked: list[Asked], error: JournalError) -> None:
        """One command may be to blame for an objection; where there is no room, there is none for any."""
        alone = len(asked) == 1 or not isinstance(error, JournalConflictError)
        for each in asked:
            if alone:
                each.future.set_exception(error)
            else:
                self._carry_out([each])

    def _decide(self, asked: Asked, batch: Batch) -> None:
        known = batch.keys.get(asked.key) or self._keys.get(asked.key)
        if known is not None:
            same = known.body_hash == asked.body_hash
            batch.settle(asked, known if same else Refusal("key_reused", key=asked.key))
            return
        now = max(self._clock.now(), self._floor)
        try:
            day = self._book.day_for(asked.command, now, batch)
            self._skip_numbers_on_paper(day, now, batch)
            events = tuple(perform(day, self._complete(day, asked.command, now), now))
        except Refusal as refusal:
            batch.settle(asked, refusal)
        except JournalError:
            raise
        except Exception as fault:
            raise _BrokenError(asked, fault) from fault
        else:
            self._floor = now
            batch.accept(asked, day, events)

    def _complete(self, day: HallDay, command: Command, now: int) -> Command:
        """What a ticket carries that its visitor did not ask for; a retry meets the stored answer before this."""
        if not isinstance(command, Issue):
            return command
        if command.token is None and self._new_token is not None:
            command = replace(command, token=self._new_token())
        return with_estimate(day, command, now, self._waits)

    def _skip_numbers_on_paper(self, day: HallDay, now: int, batch: Batch) -> None:
        """After a restore, before an open day gives its next number: pass over those that visitors may hold."""
        if day.phase is not Phase.OPEN:
            return
        for prefix, last in self._journal.on_paper(day.day).items():
            if last > day.series[prefix]:
                command = SkipNumbers("restore", prefix, last)
                key = f"on-paper-{day.day}-{prefix}-{last}"
                skip = Asked(command, key, command_hash(command), promise())
                batch.accept(skip, day, tuple(perform(day, command, now)))

    def _conclude(self, batch: Batch) -> None:
        """The batch is on disk: remember its keys, tell the callers, then the listener."""
        self._keys.update(batch.keys)
        for asked, outcome in batch.outcomes:
            if isinstance(outcome, Exception):
                asked.future.set_exception(outcome)
            elif isinstance(outcome, KnownKey):
                self._repeat(asked, outcome)
            else:
                asked.future.set_result(outcome)
        for accepted in batch.accepted:
            self._tell(accepted)
            if isinstance(accepted.events[0], DayOpened):
                self._forget_old_keys(accepted.at)

    def _repeat(self, asked: Asked, known: KnownKey) -> None:
        try:
            events = self._journal.events_between(known.first, known.last)
        except JournalError as error:  # the command stands; its answer can not be read now
            asked.future.set_exception(error)
        else:
            asked.future.set_result(Answer(tuple(events), known.first, repeated=True))

    def _forget_old_keys(self, now: int) -> None:
        with suppress(JournalError):  # another day will do
            self._journal.forget_keys(now - KEYS_KEPT)
            self._keys = self._journal.known_keys()

    def _tell(self, accepted: Accepted) -> None:
        try:
            self._listener(accepted)
        except Exception:
            log.exception("a listener failed; the day goes on")

    def _catch_up(self) -> None:
        """After a failure: take the day, the keys and the time from the log before anything else is decided.

        Raises:
            JournalError: the log can not be read either; the next command tries again.
        """
        if self._stale:
            self._journal.refresh()
            self._keys = self._journal.known_keys()
            self._book.read_again()
            self._floor = self._journal.last_at
            self._stale = False


def command_hash(command: Command) -> str:
    """Tells two commands apart that come with one key."""
    return sha256(type(command).__name__.encode() + msgspec.json.encode(command)).hexdigest()
