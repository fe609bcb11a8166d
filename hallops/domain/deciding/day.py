"""Decisions about the day itself: the calendar opens and closes it without a person."""

from collections.abc import Iterator

from hallops.domain.commands import ChangeHall, KeepTime, SkipNumbers
from hallops.domain.deciding.guards import require_open
from hallops.domain.deciding.help import end_helps
from hallops.domain.events import (
    DayClosed,
    DayOpened,
    Event,
    HallChanged,
    NoShow,
    NumbersSkipped,
    ServiceFinished,
    SignedOut,
    TicketExpired,
)
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.refusal import Refusal
from hallops.domain.rules import EndOfDay
from hallops.domain.ticket import AT_WINDOW, State, Ticket


def keep_time(day: HallDay, command: KeepTime, now: int) -> list[Event]:
    if day.phase is Phase.AHEAD and day.plan.opens is not None and day.plan.opens <= now:
        return [DayOpened(now, command.by, day.day.isoformat(), day.plan.kind, day.version)]
    if day.phase is Phase.OPEN and _is_over(day, now):
        return [*_close(day, command.by, now), DayClosed(now, command.by)]
    if day.phase is Phase.OPEN and _is_past_closing(day, now) and day.hall.rules.end_of_day is EndOfDay.EXPIRE:
        return [TicketExpired(now, command.by, waiting.ticket) for waiting in day.waiting()]
    return []


def _is_past_closing(day: HallDay, now: int) -> bool:
    return day.plan.closing is None or now >= day.plan.closing


def _is_over(day: HallDay, now: int) -> bool:
    """After the last hours, as soon as nobody waits and all are signed out; at the latest when the plan says so."""
    if day.plan.latest is None or now >= day.plan.latest:
        return True
    unserved = sum(day.counts[state] for state in (State.WAITING, State.CALLED, State.SERVING))
    return _is_past_closing(day, now) and not unserved and not day.desks


def _close(day: HallDay, by: str, now: int) -> Iterator[Event]:
    """Every ticket gets its end, open help calls too, everyone is signed out."""
    yield from end_helps(day, by, now)
    for ticket in day.tickets.values():
        yield from _end(ticket, by, now)
    for place in day.desks:
        yield SignedOut(now, by, place, forced=True)


def _end(ticket: Ticket, by: str, now: int) -> Iterator[Event]:
    if ticket.state in {State.WAITING, State.HELD}:
        yield TicketExpired(now, by, ticket.id)
    elif ticket.state is State.MISSED:
        yield NoShow(now, by, ticket.id)
    elif ticket.state in AT_WINDOW:
        yield end_by_force(ticket, by, now)


def end_by_force(ticket: Ticket, by: str, now: int) -> Event:
    """The end of a ticket that its window forgot; flagged, so that no fit learns from it."""
    if ticket.state is State.SERVING and ticket.window is not None:
        return ServiceFinished(now, by, ticket.id, ticket.window, forced=True)
    return NoShow(now, by, ticket.id, forced=True)


def change_hall(day: HallDay, command: ChangeHall, now: int) -> list[Event]:
    """Take a version that still knows everything in use."""
    require_open(day, command)
    if command.version == day.version:
        raise Refusal("version_in_force", version=command.version)
    try:
        hall = day.versions(command.version)
    except KeyError:
        raise Refusal("unknown_version", version=command.version) from None
    open_tickets = [ticket for ticket in day.tickets.values() if not ticket.state.is_end]
    used = {code for ticket in open_tickets for code in (ticket.service, *ticket.also)}
    missing = {f"service {code}" for code in used - set(hall.services)}
    missing |= {f"class {t.priority}" for t in open_tickets if t.priority not in hall.classes}
    known = {*map(str, hall.windows), *hall.posts}
    missing |= {f"place {place}" for place in day.desks if place not in known}
    if missing:
        raise Refusal("version_lacks", version=command.version, missing=", ".join(sorted(missing)))
    return [HallChanged(now, command.by, command.version)]


def skip_numbers(day: HallDay, command: SkipNumbers, now: int) -> list[Event]:
    require_open(day, command)
    last = day.series[command.prefix]
    if command.last <= last:
        raise Refusal("numbers_given", prefix=command.prefix, last=last, asked=command.last)
    return [NumbersSkipped(now, command.by, command.prefix, command.last)]
