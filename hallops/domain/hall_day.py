"""HallDay: one hall's business day as it stands, the fold of its events.

It holds state and the few moves that several events share; `apply` alone calls them, `decide` only reads.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hallops.domain.alerting import Acknowledgement
from hallops.domain.calling import CallingRule, Waiting
from hallops.domain.confirmation import Confirmation
from hallops.domain.day_plan import DayPlan, plan_day
from hallops.domain.desk import Desk, Duty
from hallops.domain.hall import Hall
from hallops.domain.help import Help
from hallops.domain.lines import Lines
from hallops.domain.notice import Notice
from hallops.domain.rules import EndOfDay
from hallops.domain.ticket import LEGAL, Call, Snapshot, State, Ticket

IN_HALL = (State.WAITING, State.CALLED, State.SERVING, State.HELD)


class Phase(StrEnum):
    """Where a business day is."""

    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"


class IllegalEventError(Exception):
    """An event that can not follow the ones before it: the log is damaged, or the program is wrong."""


@dataclass(slots=True)
class UndoPoint:
    """What a window's last action changed, and how things were before it."""

    at: int
    window: int
    ticket: str
    before: Snapshot
    desk: tuple[str | None, int, bool]  # ticket, idle_since, asking
    call: tuple[int, Snapshot | None] | None  # number, and the call before; None where the action made it
    next_leg: str | None  # a ticket that the action made
    versions: tuple[int, ...]  # of all it touched, right after it
    first: "UndoPoint | None" = None  # the end of the visit before, where one press did both


@dataclass(slots=True)
class Changes:
    """What the events since the last look have touched, for whoever keeps a copy in rows."""

    tickets: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    calls: set[int] = field(default_factory=set)
    removed_calls: set[int] = field(default_factory=set)
    duty: set[int] = field(default_factory=set)
    day: bool = False  # its phase or its version


class HallDay:
    """State of the day. `versions` gives the hall's description by its number."""

    def __init__(self, day: date, version: int, versions: Callable[[int], Hall]) -> None:
        self.day = day
        self.versions = versions
        self.phase = Phase.AHEAD
        self.now = 0  # time of the last event
        self.tickets: dict[str, Ticket] = {}
        self.calls: dict[int, Call] = {}
        self.confirmations: dict[str, Confirmation] = {}
        self.desks: dict[str, Desk] = {}
        self.duty: list[Duty] = []
        self.place_of: dict[str, str] = {}  # staff -> place
        self.lines = Lines()
        self.deferred: dict[str, Waiting] = {}  # re-inserted, not yet callable for certain
        self.counts: Counter[State] = Counter()
        self.series: Counter[str] = Counter()  # last number of each prefix
        self.skipped: dict[str, set[int]] = {}
        self.issued_of: Counter[str] = Counter()  # by service
        self.issued_to: Counter[str] = Counter()  # by person token
        self.calls_of: Counter[str] = Counter()  # by service
        self.visit_of: dict[str, str] = {}  # token -> the first ticket of its visit
        self.last_seq = 0
        self.last_call = 0
        self.undo: dict[int, UndoPoint] = {}
        self.helps: dict[int, Help] = {}
        self.notices: dict[str, Notice] = {}  # the newest of each ticket
        self.acknowledged: dict[str, Acknowledgement] = {}  # alerts
        self.changes = Changes()
        self.set_version(version)

    def set_version(self, version: int) -> None:
        self.version = version
        self.hall: Hall = self.versions(version)
        self.plan: DayPlan = plan_day(self.hall, self.day)
        targets = {service.code: service.target for service in self.hall.services.values()}
        self.rule = CallingRule(targets, self.hall.rules.overflow)

    @property
    def in_hall(self) -> int:
        return sum(self.counts[state] for state in IN_HALL)

    def desk_at(self, window: int) -> Desk | None:
        return self.desks.get(str(window))

    def asking_desks(self) -> list[Desk]:
        return [desk for desk in self.desks.values() if desk.asking]

    def open_helps(self) -> list[Help]:
        return [call for call in self.helps.values() if call.is_open]

    def waiting(self) -> Iterator[Waiting]:
        yield from self.lines
        yield from self.deferred.values()

    def waiting_for(self, ticket: str) -> Waiting | None:
        return self.lines.get(ticket) or self.deferred.get(ticket)

    def released(self, waiting: Waiting, now: int) -> bool:
        """Whether a re-inserted ticket may be called."""
        ticket = self.tickets[waiting.ticket]
        if ticket.release_calls is None or ticket.release_at is None:
            return True
        return self.calls_of[ticket.service] >= ticket.release_calls or now >= ticket.release_at

    def serves_out(self, now: int) -> bool:
        """Whether the last hours are over and windows stay for those who wait: ranks bar nobody any more."""
        closing = self.plan.closing
        return closing is not None and now >= closing and self.hall.rules.end_of_day is EndOfDay.SERVE_OUT

    def take_changes(self) -> Changes:
        changes, self.changes = self.changes, Changes()
        return changes

    # moves shared by the folds

    def touch(self, ticket: Ticket) -> None:
        ticket.version += 1
        self.changes.tickets.add(ticket.id)

    def add_ticket(self, ticket: Ticket) -> None:
        self.tickets[ticket.id] = ticket
        self.counts[ticket.state] += 1
        self.last_seq = max(self.last_seq, ticket.seq)
        self.join_line(ticket)
        self.touch(ticket)

    def remove_ticket(self, ticket: Ticket) -> None:
        """Take back a leg that an undone transfer made."""
        self.leave_line(ticket)
        self.counts[ticket.state] -= 1
        del self.tickets[ticket.id]
        self.changes.tickets.discard(ticket.id)
        self.changes.removed.add(ticket.id)

    def move(self, ticket: Ticket, state: State) -> None:
        """Change a ticket's state by the table, in and out of the lines."""
        if state not in LEGAL[ticket.state]:
            message = f"{ticket.id}: {ticket.state} -> {state}"
            raise IllegalEventError(message)
        if ticket.state is State.WAITING:
            self.leave_line(ticket)
        self._recount(ticket, state)
        if state is State.WAITING:
            self.join_line(ticket)
        self.touch(ticket)

    def _recount(self, ticket: Ticket, state: State) -> None:
        self.counts[ticket.state] -= 1
        self.counts[state] += 1
        ticket.state = state

    def put_back(self, ticket: Ticket, before: State, restore: Callable[[], None]) -> None:
        """Undo: set all of a ticket's fields as they were."""
        version = ticket.version
        if ticket.state is State.WAITING:
            self.leave_line(ticket)
        self._recount(ticket, before)
        restore()
        ticket.version = version
        if ticket.state is State.WAITING:
            self.join_line(ticket)
        self.touch(ticket)

    def join_line(self, ticket: Ticket) -> None:
        waiting = self._as_waiting(ticket)
        if ticket.release_at is None:
            self.lines.add(waiting)
        else:
            self.deferred[ticket.id] = waiting

    def leave_line(self, ticket: Ticket) -> None:
        if self.deferred.pop(ticket.id, None) is None:
            self.lines.remove(ticket.id)

    def _as_waiting(self, ticket: Ticket) -> Waiting:
        rules, priority = self.hall.rules, self.hall.classes[ticket.priority]
        head_start = priority.head_start
        if ticket.booked is not None:
            head_start += rules.booked_head_start
        if ticket.transferred:
            head_start += rules.transfer_head_start
        return Waiting(
            ticket.id,
            ticket.service,
            ticket.joined,
            ticket.seq,
            head_start,
            priority.next_call,
            ticket.accessible,
        )

    def end_duty(self, desk: Desk, now: int, *, forced: bool = False) -> None:
        duty = self.duty[desk.duty]
        duty.until, duty.forced = now, forced
        self.changes.duty.add(duty.number)

    def begin_duty(self, desk: Desk, duty: Duty) -> None:
        self.duty.append(duty)
        desk.duty = duty.number
        self.changes.duty.add(duty.number)
