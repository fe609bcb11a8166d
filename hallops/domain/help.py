"""A help call (一键呼叫): somebody at a screen asks for a member of staff, who says "I am coming" and later "done".

What help is asked for is a code from the hall's list; the place is a window, a post, a zone, or the device that asks.
Each place has one open call of a kind, so that a second press is no second walk.
"""

from dataclasses import dataclass

from hallops.domain.commands import Command
from hallops.domain.events import Event

URGENT = "emergency"  # this code is heard loudest and shown first, whatever else the hall's list has


@dataclass(slots=True)
class Help:
    """Times are ms since 1970 UTC; None is "not yet". Only `apply` changes it."""

    number: int  # order in the hall's day
    place: str
    kind: str
    asked: int
    asked_by: str
    answered: int | None = None
    answered_by: str | None = None
    ended: int | None = None
    ended_by: str | None = None

    @property
    def is_open(self) -> bool:
        return self.ended is None


@dataclass(frozen=True, slots=True)
class AskHelp(Command):
    """Call somebody to a place, by a kind from the hall's list. An empty `place` is that of whoever asks."""

    place: str
    kind: str


@dataclass(frozen=True, slots=True)
class AnswerHelp(Command):
    """Say that one is on the way to a help call."""

    help: int


@dataclass(frozen=True, slots=True)
class EndHelp(Command):
    """Note that a help call is done with."""

    help: int


@dataclass(frozen=True, slots=True)
class HelpEvent(Event):
    """An event about a help call."""

    help: int


@dataclass(frozen=True, slots=True)
class HelpAsked(HelpEvent):
    """Somebody at a place asked for staff; `about` is the kind of help (`kind` is an event's own name on the wire)."""

    place: str
    about: str


@dataclass(frozen=True, slots=True)
class HelpAnswered(HelpEvent):
    """`by` is on the way."""


@dataclass(frozen=True, slots=True)
class HelpEnded(HelpEvent):
    """The call is done with, by `by`; or the day closed over it."""
