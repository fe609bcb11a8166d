"""Who asks, and the gate that knows: roles, identities, passes of devices."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


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
