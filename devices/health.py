"""How a device is: a set of reasons, each of which weighs as much as its worst effect on visitors.

What is not known is never good news: a device that says nothing has a reason, `no_answer`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Reason(StrEnum):
    """Why a device is not simply well."""

    # it works, but somebody should come before it stops
    PAPER_NEAR = "paper_near"
    PAPER_WAITING = "paper_waiting"  # a ticket still hangs in the presenter
    FEEDING = "feeding"  # somebody holds the feed button
    GARBAGE = "garbage"  # what it says makes no sense: wrong baud rate, or another kind of device
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"  # it refused what was sent
    # it is there and can not do its work
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    OVERHEATED = "overheated"
    MECHANISM = "mechanism"  # a fault that only a repair ends
    ERROR = "error"  # a fault that the device does not name
    STOPPED = "stopped"  # it took itself off the line
    # it can not be reached
    HUNG_UP = "hung_up"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    PORT_MISSING = "port_missing"
    PORT_GONE = "port_gone"
    PORT_IN_USE = "port_in_use"
    PORT_DENIED = "port_denied"
    PORT_SETTINGS = "port_settings"
    STUCK = "stuck"
    NAME_UNKNOWN = "name_unknown"
    BROKEN = "broken"


class Weight(IntEnum):
    """What a reason does to the hall."""

    DEGRADES = 1
    STOPS = 2
    PARTS = 3


_STOPS = frozenset(
    {
        Reason.PAPER_OUT,
        Reason.COVER_OPEN,
        Reason.CUTTER,
        Reason.OVERHEATED,
        Reason.MECHANISM,
        Reason.ERROR,
        Reason.STOPPED,
    }
)
_DEGRADES = frozenset(
    {
        Reason.PAPER_NEAR,
        Reason.PAPER_WAITING,
        Reason.FEEDING,
        Reason.GARBAGE,
        Reason.NO_ANSWER,
        Reason.REJECTED,
    }
)


def weight(reason: Reason) -> Weight:
    if reason in _DEGRADES:
        return Weight.DEGRADES
    return Weight.STOPS if reason in _STOPS else Weight.PARTS


def reason_of(code: str) -> Reason:
    """The reason behind an error's code; one that is no reason of its own is a broken line."""
    return Reason(code) if code in set(Reason) else Reason.BROKEN


@dataclass(frozen=True, slots=True)
class Health:
    """What a device answered when it was asked; `told` is what it says of itself, such as its firmware."""

    reasons: frozenset[Reason] = frozenset()
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        return any_of(self.reasons, Weight.STOPS)


def any_of(reasons: Collection[Reason], least: Weight) -> bool:
    return any(weight(reason) >= least for reason in reasons)
