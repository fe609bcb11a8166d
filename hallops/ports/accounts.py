"""People who sign in: their accounts, their sessions, and the tries that went wrong."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hallops.ports.access import Identity, Role


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
