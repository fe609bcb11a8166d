"""What the use cases need of the outside, as Protocols. The composition root plugs the real things in."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from hallops.domain.booking import BookingRecord
from hallops.domain.events import Event
from hallops.domain.hall import Hall
from hallops.domain.hall_day import HallDay


class Clock(Protocol):
    """Wall time in ms since 1970 UTC. It may jump; the log never goes back."""

    def now(self) -> int: ...


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


class Role(StrEnum):
    """What somebody or something is in the hall; a table in the hub says what each may do."""

    MANAGER = "manager"
    GUIDE = "guide"
    WINDOW = "window"
    PLANNER = "planner"
    DEVICE = "device"
    VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks: `id` becomes `by` of a command. `place` is the window (its number as text) or post it belongs to."""

    role: Role
    id: str
    place: str | None = None


class Gate(Protocol):
    """Knows who holds a token. Asked with every request and every second of a stream: it answers from memory."""

    def identify(self, token: str | None) -> Identity | None:
        """The holder of a token; without a token whoever comes in unasked, such as a visitor; None for nobody."""


@dataclass(frozen=True, slots=True)
class Pass:
    """A right to come in as `holder` (a staff id or a device's name) in a role, perhaps at one place only.

    `kind` says what a paired device is; None for a pass that was given by hand.
    """

    id: str
    role: Role
    holder: str
    place: str | None
    made_at: int  # ms since 1970 UTC
    token_hash: str
    kind: str | None = None

    @property
    def identity(self) -> Identity:
        return Identity(self.role, self.holder, self.place)


class PassStore(Protocol):
    """Keeps passes. Like the stores below it is used in the keeper's thread, which alone writes."""

    def load(self) -> list[Pass]: ...

    def add(self, given: Pass) -> None: ...

    def remove(self, pass_id: str) -> None: ...


class Bookings(Protocol):
    """The bookings that the hall was told of; asked in the keeper's thread."""

    def find(self, code: str) -> BookingRecord | None: ...


Point = tuple[int, int, int]  # ms since the first touch, x, y
Strokes = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class SignedText:
    """What a visitor is asked to sign, in the words they read. It may name a person."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text to be confirmed as it is kept beside the log; `hash` once it was signed."""

    id: str
    day: str
    window: int
    ticket: str
    text: SignedText
    made_at: int
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What a visitor wrote with a rating."""

    day: str
    call: int
    comment: str
    made_at: int


@dataclass(frozen=True, slots=True)
class Held:
    """How much personal data is there."""

    confirmations: int
    comments: int


class PersonalStore(Protocol):
    """Keeps what visitors sign and write, beside the log; used in the keeper's thread, which alone writes.

    Each raises JournalError when the store does not take it.
    """

    def keep_text(self, kept: KeptText) -> None: ...

    def find_text(self, confirmation: str) -> KeptText | None: ...

    def keep_strokes(self, confirmation: str, strokes: Strokes, seal: str) -> None: ...

    def drop_strokes(self, confirmation: str) -> None: ...

    def drop_text(self, confirmation: str) -> None: ...

    def keep_comment(self, comment: Comment) -> None:
        """The first one of a call stays."""

    def comments(self, day: str) -> list[Comment]: ...

    def held_before(self, instant: int) -> Held: ...

    def purge(self, instant: int) -> None:
        """Delete what was made before an instant, so that the database file does not show it either."""


class Standing(StrEnum):
    """What an account is: managers and planners have a password, staff of the hall a PIN."""

    MANAGER = "manager"
    PLANNER = "planner"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Account:
    """A person's secret, by its hash. `given_by` says who made it for one use; None once the person chose one."""

    name: str  # of staff their id
    standing: Standing
    secret_hash: str
    given_by: str | None
    changed_at: int


class AccountStore(Protocol):
    def load(self) -> list[Account]: ...

    def put(self, account: Account) -> None: ...

    def remove(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in, until a time, or until nothing was done for `idle` ms (0: however long).

    `device` is the pass of the device it was opened at; it ends with it.
    """

    id: str
    token_hash: str
    role: Role
    holder: str
    place: str | None
    device: str | None
    made_at: int
    seen_at: int
    idle: int
    expires_at: int

    @property
    def identity(self) -> Identity:
        return Identity(self.role, self.holder, self.place)


class SessionStore(Protocol):
    def load(self) -> list[Session]: ...

    def add(self, session: Session) -> None: ...

    def saw(self, session: Session) -> None:
        """Keep its `seen_at`."""

    def remove(self, ids: Collection[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class WrongTry:
    """A wrong secret, and what came of it: the next try is heard from `until`. The secret itself is kept nowhere."""

    at: int
    account: str
    device: str  # its name and place, or an address of the network
    tries: int  # in a row
    until: int


class TryStore(Protocol):
    def load(self) -> list[WrongTry]:
        """Those that are not settled, oldest first."""

    def add(self, wrong: WrongTry) -> None: ...

    def settle(self, account: str, device: str | None) -> None:
        """A right secret came, or the manager unlocked the account (at all devices)."""

    def recent(self, most: int) -> list[WrongTry]:
        """Settled or not, newest first."""

    def forget(self, before: int) -> None: ...


# A picture of the day in plain JSON values: view(day, now, **params). Its parameters after the first two are the
# caller's, by name; it reads the day between two commands and never keeps any part of it.
View = Callable[..., Mapping[str, Any]]
Views = Mapping[str, View]
