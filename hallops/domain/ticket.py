"""A ticket: one place in one service's queue, from issue to its end. Only `apply` changes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any


class State(StrEnum):
    """Where a ticket is. Every end is a figure of its own."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    MISSED = "missed"  # 过号: called and absent, may be re-inserted
    DONE = "done"
    TRANSFERRED = "transferred"  # the next ticket of the same visit goes on
    NO_SHOW = "no_show"
    LEFT = "left"  # gave up before being served
    CANCELLED = "cancelled"  # taken back at the desk, for a reason
    EXPIRED = "expired"  # the day ended first

    @property
    def is_end(self) -> bool:
        return not LEGAL[self]


class Hold(StrEnum):
    """Why a ticket is held, and so who may go on with it."""

    RETURNED = "returned"  # papers given back: the visitor waits again, for any window
    KEPT = "kept"  # papers stay: the same window resumes
    STEP = "step"  # waits for a step elsewhere: the same window resumes, or it waits again


LEGAL: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.CALLED, State.LEFT, State.CANCELLED, State.EXPIRED}),
    State.CALLED: frozenset({State.SERVING, State.MISSED, State.NO_SHOW, State.TRANSFERRED}),
    State.SERVING: frozenset({State.DONE, State.HELD, State.TRANSFERRED}),
    State.HELD: frozenset(
        {State.SERVING, State.WAITING, State.TRANSFERRED, State.LEFT, State.CANCELLED, State.EXPIRED}
    ),
    State.MISSED: frozenset({State.WAITING, State.NO_SHOW, State.LEFT, State.CANCELLED}),
    State.DONE: frozenset(),
    State.TRANSFERRED: frozenset(),
    State.NO_SHOW: frozenset(),
    State.LEFT: frozenset(),
    State.CANCELLED: frozenset(),
    State.EXPIRED: frozenset(),
}

AT_WINDOW = frozenset({State.CALLED, State.SERVING})
ENDS = frozenset(state for state in State if state.is_end)


@dataclass(slots=True)
class Ticket:
    """Times are ms since 1970 UTC; None is "not yet" or "unknown".

    A transferred visitor keeps the paper: the next ticket has the same number and the next `leg`.
    """

    id: str  # "A012", its second leg "A012-2"
    visit: str
    service: str
    prefix: str
    number: int
    leg: int
    seq: int  # order of joining in the hall's day
    priority: str
    issued: int
    joined: int
    channel: str
    language: str
    accessible: bool
    booking: str | None = None  # code of the booking
    booked: int | None = None  # its start
    transferred: bool = False  # came by transfer
    person: str | None = None  # token of the day, see Issue
    quoted_low: int | None = None  # ms of wait promised at issue
    quoted_high: int | None = None
    quoted_by: str | None = None
    state: State = State.WAITING
    called: int | None = None  # the last call
    started: int | None = None
    ended: int | None = None
    window: int | None = None  # of the last call
    staff: str | None = None
    call: int | None = None  # number of the last call in the day
    passed_over: int | None = None
    misses: int = 0
    hold: Hold | None = None
    release_calls: int | None = None  # re-inserted: callable from this count of calls of its service,
    release_at: int | None = None  # or from this instant
    printed: int = 0  # copies on paper
    reason: str | None = None
    also: tuple[str, ...] = ()  # further services of the visit, after this one
    also_done: tuple[str, ...] = ()  # those of them that were done here as well
    token: str | None = None  # opens the visitor's own page
    item: str | None = None  # code in the catalogue that was asked for
    flagged: bool = False  # ended by someone who was not there: later fits leave it out
    version: int = 0  # grows with every event about it

    @property
    def spoken(self) -> str:
        """The number on the visitor's paper."""
        return ticket_number(self.prefix, self.number)


@dataclass(slots=True)
class Call:
    """One summons of a ticket to a window; what a complaint asks about, and what a rating is bound to."""

    number: int  # order of calls in the hall's day
    ticket: str
    window: int
    staff: str
    at: int
    score: int
    passed_over: int
    rule: int  # version of the hall's description that decided
    reason: str | None = None  # for a chosen ticket
    recalls: int = 0
    recalled: int | None = None
    started: int | None = None
    ended: int | None = None
    outcome: State | None = None
    grade: int | None = None  # 5 very satisfied ... 1 very dissatisfied
    rated: int | None = None
    rated_by: str | None = None  # channel: pad, paper, visitor
    reasons: tuple[str, ...] = ()


def ticket_number(prefix: str, number: int) -> str:
    return f"{prefix}{number:03d}"


def ticket_id(prefix: str, number: int, leg: int) -> str:
    base = ticket_number(prefix, number)
    return base if leg == 1 else f"{base}-{leg}"


Snapshot = tuple[Any, ...]


def snapshot(thing: Ticket | Call) -> Snapshot:
    """All fields, to be put back by `restore`; an undo needs the past, and copying objects is slow."""
    return _FIELDS[type(thing)](thing)


def restore(thing: Ticket | Call, fields: Snapshot) -> None:
    for name, value in zip(type(thing).__slots__, fields, strict=True):
        setattr(thing, name, value)


_FIELDS = {kind: attrgetter(*kind.__slots__) for kind in (Ticket, Call)}
