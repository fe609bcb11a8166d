"""What events about a ticket at a window do to the day. Each leaves an undo point, until something else happens."""

from hallops.domain.events import (
    ActionUndone,
    Event,
    NoShow,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketEvent,
    TicketHeld,
    TicketMissed,
    TicketRecalled,
    TicketResumed,
    TicketTransferred,
    WindowEvent,
)
from hallops.domain.hall_day import HallDay, IllegalEventError, UndoPoint
from hallops.domain.ticket import Call, Snapshot, State, Ticket, restore, snapshot, ticket_id

UNDOABLE: frozenset[type[Event]] = frozenset(
    {
        TicketCalled,
        ServiceStarted,
        ServiceFinished,
        TicketMissed,
        NoShow,
        TicketHeld,
        TicketResumed,
        TicketTransferred,
    }
)


def undo_point(day: HallDay, event: TicketEvent) -> UndoPoint | None:
    """How things are before an event that a window may take back."""
    if getattr(event, "forced", False):
        return None
    ticket = day.tickets[event.ticket]
    window = event.window if isinstance(event, WindowEvent) else ticket.window
    desk = day.desks.get(str(window))
    if window is None or desk is None or (isinstance(event, NoShow) and desk.ticket != ticket.id):
        return None
    return UndoPoint(
        at=event.at,
        window=window,
        ticket=ticket.id,
        before=snapshot(ticket),
        desk=(desk.ticket, desk.idle_since, desk.asking),
        call=_call_before(day, event, ticket),
        next_leg=ticket_id(ticket.prefix, ticket.number, event.leg) if isinstance(event, TicketTransferred) else None,
        versions=(),
        first=day.undo.get(window) if isinstance(event, TicketCalled) and event.after is not None else None,
    )


def _call_before(day: HallDay, event: TicketEvent, ticket: Ticket) -> tuple[int, Snapshot | None] | None:
    if isinstance(event, TicketCalled):
        return event.call, None
    return None if ticket.call is None else (ticket.call, snapshot(day.calls[ticket.call]))


def keep_undo_point(day: HallDay, point: UndoPoint) -> None:
    """Remember it with the versions after the event: any later event raises them, and the undo lapses."""
    point.versions = versions(day, point)
    day.undo[point.window] = point


def versions(day: HallDay, point: UndoPoint) -> tuple[int, ...]:
    """How often the things that an action touched have changed by now."""
    desk, ticket = day.desks[str(point.window)].version, day.tickets[point.ticket].version
    return (desk, ticket) if point.next_leg is None else (desk, ticket, day.tickets[point.next_leg].version)


def called(day: HallDay, event: TicketCalled) -> None:
    ticket, desk = day.tickets[event.ticket], day.desks[str(event.window)]
    day.last_call = event.call
    day.calls_of[ticket.service] += 1
    day.calls[event.call] = Call(
        number=event.call,
        ticket=ticket.id,
        window=event.window,
        staff=event.staff,
        at=event.at,
        score=event.score,
        passed_over=event.passed_over,
        rule=event.rule,
        reason=event.reason,
    )
    day.move(ticket, State.CALLED)
    ticket.called, ticket.window, ticket.staff = event.at, event.window, event.staff
    ticket.call, ticket.passed_over = event.call, event.passed_over
    ticket.started = ticket.release_calls = ticket.release_at = None
    desk.ticket, desk.asking = ticket.id, False
    desk.version += 1
    day.changes.calls.add(event.call)
    if event.starts:
        _start(day, ticket, event.at)


def recalled(day: HallDay, event: TicketRecalled) -> None:
    ticket = day.tickets[event.ticket]
    call = _call_of(day, ticket)
    call.recalls += 1
    call.recalled = event.at
    day.desks[str(event.window)].version += 1
    day.touch(ticket)


def started(day: HallDay, event: ServiceStarted) -> None:
    ticket = day.tickets[event.ticket]
    _start(day, ticket, event.at)
    day.desks[str(event.window)].version += 1


def _start(day: HallDay, ticket: Ticket, at: int) -> None:
    ticket.started = _call_of(day, ticket).started = at
    day.move(ticket, State.SERVING)


def finished(day: HallDay, event: ServiceFinished) -> None:
    ticket = day.tickets[event.ticket]
    ticket.flagged, ticket.also_done = event.forced, event.also_done
    ticket.ended = event.at
    free_window(day, ticket, State.DONE, event.at)
    day.move(ticket, State.DONE)


def missed(day: HallDay, event: TicketMissed) -> None:
    ticket = day.tickets[event.ticket]
    ticket.misses += 1
    free_window(day, ticket, State.MISSED, event.at)
    day.move(ticket, State.MISSED)


def held(day: HallDay, event: TicketHeld) -> None:
    ticket = day.tickets[event.ticket]
    ticket.hold, ticket.reason = event.hold, event.reason
    free_window(day, ticket, State.HELD, event.at)
    day.move(ticket, State.HELD)


def resumed(day: HallDay, event: TicketResumed) -> None:
    ticket, desk = day.tickets[event.ticket], day.desks[str(event.window)]
    ticket.hold = None
    call = _call_of(day, ticket)
    call.ended = call.outcome = None
    desk.ticket, desk.asking = ticket.id, False
    desk.version += 1
    day.move(ticket, State.SERVING)


def transferred(day: HallDay, event: TicketTransferred) -> None:
    ticket = day.tickets[event.ticket]
    ticket.ended, ticket.also_done = event.at, event.also_done
    if ticket.state is State.HELD:
        ticket.hold = None
    else:
        free_window(day, ticket, State.TRANSFERRED, event.at)
    day.move(ticket, State.TRANSFERRED)
    day.add_ticket(
        Ticket(
            id=ticket_id(ticket.prefix, ticket.number, event.leg),
            visit=ticket.visit,
            service=event.service,
            prefix=ticket.prefix,
            number=ticket.number,
            leg=event.leg,
            seq=event.seq,
            priority=ticket.priority,
            issued=event.at,
            joined=event.at,
            channel=ticket.channel,
            language=ticket.language,
            accessible=ticket.accessible,
            transferred=True,
            person=ticket.person,
            printed=ticket.printed,
            also=event.also,
            token=ticket.token,
        )
    )


def undone(day: HallDay, event: ActionUndone) -> None:
    point = day.undo.pop(event.window)
    if point.first is not None:
        day.undo[event.window] = point.first
    ticket, desk = day.tickets[point.ticket], day.desks[str(event.window)]
    if point.next_leg is not None:
        day.remove_ticket(day.tickets[point.next_leg])
    _undo_call(day, point, ticket)
    before = State(point.before[_STATE])
    day.put_back(ticket, before, lambda: restore(ticket, point.before))
    desk.ticket, desk.idle_since, desk.asking = point.desk
    desk.version += 1


def _undo_call(day: HallDay, point: UndoPoint, ticket: Ticket) -> None:
    if point.call is None:
        return
    number, before = point.call
    if before is None:
        del day.calls[number]
        day.calls_of[ticket.service] -= 1
        day.changes.calls.discard(number)
        day.changes.removed_calls.add(number)
    else:
        restore(day.calls[number], before)
        day.changes.calls.add(number)


def free_window(day: HallDay, ticket: Ticket, outcome: State, at: int) -> None:
    """End a ticket's call; its window is idle from now on."""
    call, desk = _call_of(day, ticket), day.desks[str(ticket.window)]
    call.ended, call.outcome = at, outcome
    desk.ticket, desk.idle_since = None, at
    desk.version += 1


def _call_of(day: HallDay, ticket: Ticket) -> Call:
    if ticket.call is None:
        message = f"{ticket.id} was never called"
        raise IllegalEventError(message)
    day.changes.calls.add(ticket.call)
    return day.calls[ticket.call]


_STATE = Ticket.__slots__.index("state")
