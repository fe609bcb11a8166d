"""A hall's log and its descriptions, as the use cases need them kept. The composition root plugs the real store in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hallops.domain.events import Event
from hallops.domain.hall import Hall
from hallops.domain.hall_day import HallDay


@dataclass(frozen=True, slots=True)
class Accepted:
    """A command that was carried out: its idempotency key, a hash of its body, and what happened.

    `first` and `last` number the events in the hall's log, both included; `last` is `first - 1` for none.
    """

    key: str
    body_hash: str
    day: date
    version: int  # of the hall's description that it was decided under
    at: int
    events: tuple[Event, ...]
    first: int

    @property
    def last(self) -> int:
        return self.first + len(self.events) - 1


@dataclass(frozen=True, slots=True)
class KnownKey:
    """What is remembered of a key that was used."""

    body_hash: str
    first: int
    last: int


class JournalError(Exception):
    """The store did not take a batch; nothing of it is kept. `reason` is a code, `detail` what was said."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class JournalFullError(JournalError):
    """No room or no permission to write: it will work again when that is mended."""


class JournalConflictError(JournalError):
    """A constraint of the store objects: its second lock. A batch is then tried command by command."""


class Journal(Protocol):
    """A hall's log and the rows that follow from it."""

    @property
    def head(self) -> int:
        """Number of the last event, 0 for none."""

    def append(self, batch: Sequence[Accepted], days: Iterable[HallDay]) -> None:
        """Write events, rows and keys in one transaction; on return they are on disk.

        Raises:
            JournalError: nothing was written.
        """

    @property
    def last_day(self) -> date | None:
        """The business date of the newest day in the log."""

    @property
    def last_at(self) -> int:
        """Time of the last event, 0 for none."""

    def days(self) -> list[date]:
        """All business dates of the log, in order."""

    def events_of(self, day: date) -> list[Event]:
        """All events of a business date, in order."""

    def events_between(self, first: int, last: int) -> list[Event]:
        """Events by number, both ends included."""

    def known_keys(self) -> dict[str, KnownKey]:
        """The keys that are still remembered."""

    def forget_keys(self, before: int) -> None:
        """Forget keys used before an instant."""

    def on_paper(self, day: date) -> Mapping[str, int]:
        """By prefix: numbers of a date that may be on paper though the log, restored, does not hold them."""

    def refresh(self) -> None:
        """Look where the log ends: an append that failed with its connection may have come through.

        Raises:
            JournalError: that can not be said now.
        """


class HallBook(Protocol):
    """The numbered versions of a hall's description."""

    def hall(self, version: int) -> Hall: ...

    def version_for(self, day: date) -> int:
        """The version that holds on a date, when the day opens."""
