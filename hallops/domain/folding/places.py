"""What events about the day and its places do: opening, closing, signing in and out, pauses."""

from hallops.domain.desk import Desk, Duty, DutyState
from hallops.domain.events import (
    Continued,
    DayClosed,
    DayOpened,
    HallChanged,
    NumbersSkipped,
    Paused,
    SignedIn,
    SignedOut,
    WindowAsked,
)
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.ticket import State


def opened(day: HallDay, event: DayOpened) -> None:
    day.set_version(event.version)
    day.phase = Phase.OPEN
    day.changes.day = True


def closed(day: HallDay, _event: DayClosed) -> None:
    day.phase = Phase.CLOSED
    day.changes.day = True


def hall_changed(day: HallDay, event: HallChanged) -> None:
    waiting = [ticket for ticket in day.tickets.values() if ticket.state is State.WAITING]
    for ticket in waiting:
        day.leave_line(ticket)
    day.set_version(event.version)
    day.changes.day = True
    for ticket in waiting:
        day.join_line(ticket)


def numbers_skipped(day: HallDay, event: NumbersSkipped) -> None:
    skipped = day.skipped.setdefault(event.prefix, set())
    skipped.update(range(day.series[event.prefix] + 1, event.last + 1))
    day.series[event.prefix] = event.last


def signed_in(day: HallDay, event: SignedIn) -> None:
    window = int(event.place) if event.place not in day.hall.posts else None
    desk = Desk(event.place, window, event.staff, idle_since=event.at, duty=len(day.duty))
    day.desks[event.place] = desk
    day.place_of[event.staff] = event.place
    _begin(day, desk, event.at, DutyState.OPEN, planned=event.planned)


def signed_out(day: HallDay, event: SignedOut) -> None:
    desk = day.desks.pop(event.place)
    day.place_of.pop(desk.staff)
    day.end_duty(desk, event.at, forced=event.forced)
    if desk.window is not None:
        day.undo.pop(desk.window, None)


def paused(day: HallDay, event: Paused) -> None:
    desk = day.desks[event.place]
    planned = day.duty[desk.duty].planned
    desk.paused, desk.asking = event.reason, False
    desk.version += 1
    day.end_duty(desk, event.at)
    _begin(day, desk, event.at, DutyState.PAUSED, reason=event.reason, planned=planned)


def continued(day: HallDay, event: Continued) -> None:
    desk = day.desks[event.place]
    planned = day.duty[desk.duty].planned
    desk.paused = None
    desk.idle_since = event.at
    desk.version += 1
    day.end_duty(desk, event.at)
    _begin(day, desk, event.at, DutyState.OPEN, planned=planned)


def asked(day: HallDay, event: WindowAsked) -> None:
    day.desks[event.place].asking = True


def _begin(day: HallDay, desk: Desk, now: int, state: DutyState, *, planned: bool, reason: str | None = None) -> None:
    day.begin_duty(desk, Duty(len(day.duty), desk.place, desk.staff, now, state, reason, planned))
