"""Decisions about the visitor at a window: from standing there to the end, and taking the last step back."""

from hallops.domain.commands import Finish, HoldTicket, Miss, Resume, Start, Transfer, Undo
from hallops.domain.deciding.day import end_by_force
from hallops.domain.deciding.guards import (
    FREE_WINDOW,
    current_call,
    find_current,
    find_desk,
    find_free_window,
    find_ticket,
    require_open,
    require_reason,
    require_state,
)
from hallops.domain.deciding.ticket import held_elsewhere
from hallops.domain.deciding.visit import done_here, go_on
from hallops.domain.events import (
    ActionUndone,
    Event,
    NoShow,
    ServiceStarted,
    TicketHeld,
    TicketMissed,
    TicketRequeued,
    TicketResumed,
    TicketTransferred,
)
from hallops.domain.folding.windows import versions
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay, UndoPoint
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import Hold, State, Ticket


def start(day: HallDay, command: Start, now: int) -> list[Event]:
    require_open(day, command)
    ticket = find_current(day, command, State.CALLED)
    return [ServiceStarted(now, command.by, ticket.id, command.window)]


def finish(day: HallDay, command: Finish, now: int) -> list[Event]:
    """End the service, or go on to the visit's next one; a manager may end whatever is stuck at a window."""
    require_open(day, command)
    if command.forced:
        return [end_by_force(find_current(day, command, State.CALLED, State.SERVING), command.by, now)]
    ticket = find_current(day, command, State.SERVING)
    return [go_on(day, ticket, command, done_here(day, ticket, command), now)]


def miss(day: HallDay, command: Miss, now: int) -> list[Event]:
    """Absent after enough calls: may come back once or more, then never."""
    require_open(day, command)
    ticket = find_current(day, command, State.CALLED)
    rules = day.hall.rules
    calls = 1 + current_call(day, ticket).recalls
    if calls < rules.missed_after_calls:
        raise Refusal("miss_soon", ("Recall", "Start"), ticket=ticket.id, calls=calls, needed=rules.missed_after_calls)
    if ticket.misses >= rules.missed_limit:
        return [NoShow(now, command.by, ticket.id)]
    return [TicketMissed(now, command.by, ticket.id, command.window)]


def hold(day: HallDay, command: HoldTicket, now: int) -> list[Event]:
    require_open(day, command)
    if command.reason is not None:
        require_reason(day, Reason.HOLD, command.reason)
    ticket = find_current(day, command, State.SERVING)
    return [TicketHeld(now, command.by, ticket.id, command.window, command.hold, command.reason)]


def resume(day: HallDay, command: Resume, now: int) -> list[Event]:
    """Go on at once where the visitor was; elsewhere they wait again, unless their papers lie there."""
    require_open(day, command)
    ticket = find_ticket(day, command.ticket)
    require_state(ticket, command, State.HELD)
    find_desk(day, str(command.window))
    if ticket.hold is Hold.RETURNED or (ticket.hold is Hold.STEP and ticket.window != command.window):
        return [TicketRequeued(now, command.by, ticket.id)]
    if ticket.window != command.window:
        raise held_elsewhere(ticket)
    find_free_window(day, command, command.window)
    return [TicketResumed(now, command.by, ticket.id, command.window)]


def transfer(day: HallDay, command: Transfer, now: int) -> list[Event]:
    """Send on to a service that somebody will serve today; also a held ticket, whose window has others by now."""
    require_open(day, command)
    ticket = _sent_on(day, command)
    if command.service not in day.hall.services:
        raise Refusal("unknown_service", service=command.service, known=", ".join(day.hall.services))
    if command.service == ticket.service and ticket.state is not State.HELD:
        raise Refusal("same_service", ("HoldTicket",), ticket=ticket.id, service=ticket.service)
    if not _will_be_served(day, command.service, now):
        raise Refusal("service_over", ("HoldTicket", "Finish"), service=command.service, ticket=ticket.id)
    leg, seq = ticket.leg + 1, day.last_seq + 1
    rest = tuple(code for code in ticket.also if code != command.service)
    return [TicketTransferred(now, command.by, ticket.id, command.window, leg, command.service, seq, rest)]


def _sent_on(day: HallDay, command: Transfer) -> Ticket:
    """The ticket at the window, or the one named, if that was held there."""
    named = day.tickets.get(command.ticket or "")
    if named is not None and named.state is State.HELD and named.window == command.window:
        return named
    return find_current(day, command, State.CALLED, State.SERVING)


def _will_be_served(day: HallDay, service: str, now: int) -> bool:
    staffed = any(
        desk.window is not None and service in day.hall.windows[desk.window].rank for desk in day.desks.values()
    )
    return staffed or any(now < stretch.end for stretch in day.plan.offers(service, booked=False))


def undo(day: HallDay, command: Undo, now: int) -> list[Event]:
    """Take the window's last action back, while nobody has built on it."""
    require_open(day, command)
    find_desk(day, str(command.window))
    point = day.undo.get(command.window)
    if point is None:
        raise Refusal("nothing_to_undo", FREE_WINDOW, window=command.window)
    limit = day.hall.rules.undo_within
    if now > point.at + limit:
        raise Refusal("undo_late", window=command.window, ticket=point.ticket, seconds=limit // 1000)
    if versions(day, point) != point.versions:
        raise Refusal("undo_overtaken", window=command.window, ticket=point.ticket)
    undone: list[Event] = [ActionUndone(now, command.by, command.window, point.ticket)]
    if point.first is not None and _is_as_left(day, point.first):
        undone.append(ActionUndone(now, command.by, command.window, point.first.ticket))
    return undone


def _is_as_left(day: HallDay, point: UndoPoint) -> bool:
    """Whether nobody has acted on what an action left, the window apart; a rating makes the end of a service final."""
    return versions(day, point)[1:] == point.versions[1:]
