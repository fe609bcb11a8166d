"""What several decisions must know first: the day is open, the ticket is there, the window is staffed.

Each guard returns the thing asked for or raises a Refusal that says who, in what state, and what is possible instead.
"""

from hallops.domain.commands import AtWindow, Command
from hallops.domain.desk import Desk
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.refusal import Moment, Refusal, Term
from hallops.domain.ticket import Call, State, Ticket

POSSIBLE: dict[State, tuple[str, ...]] = {
    State.WAITING: ("CallTicket", "SetPriority", "SetNeeds", "Leave", "Cancel"),
    State.CALLED: ("Start", "Recall", "Miss", "Transfer"),
    State.SERVING: ("Finish", "HoldTicket", "Transfer"),
    State.HELD: ("Resume", "Requeue", "Transfer", "Leave", "Cancel"),
    State.MISSED: ("Reinsert", "Leave", "Cancel"),
    State.DONE: ("Rate",),
    State.TRANSFERRED: ("Rate",),
}
FREE_WINDOW = ("CallNext", "CallTicket", "Resume", "Pause", "SignOut")


def asked(command: Command) -> Term:
    return Term(type(command).__name__)


def require_open(day: HallDay, command: Command) -> None:
    if day.phase is Phase.OPEN:
        return
    if day.phase is Phase.AHEAD and day.plan.opens is not None:
        raise Refusal("day_ahead", asked=asked(command), opens=Moment(day.plan.opens))
    raise Refusal("day_closed", asked=asked(command), day=day.day.isoformat())


def require_reason(day: HallDay, kind: Reason, code: str) -> None:
    known = day.hall.reasons_for(kind)
    if code not in known:
        raise Refusal("unknown_reason", reason=code, kind=Term(kind), known=", ".join(known) or "—")


def find_ticket(day: HallDay, ticket_id: str) -> Ticket:
    ticket = day.tickets.get(ticket_id)
    if ticket is None:
        raise Refusal("unknown_ticket", ticket=ticket_id, day=day.day.isoformat())
    return ticket


def find_call(day: HallDay, number: int) -> Call:
    call = day.calls.get(number)
    if call is None:
        raise Refusal("unknown_call", call=number, day=day.day.isoformat())
    return call


def require_state(ticket: Ticket, command: Command, *states: State) -> None:
    if ticket.state not in states:
        raise ticket_refusal(ticket, command)


def ticket_refusal(ticket: Ticket, command: Command) -> Refusal:
    possible = POSSIBLE.get(ticket.state, ())
    return Refusal("ticket_state", possible, ticket=ticket.id, state=Term(ticket.state), asked=asked(command))


def require_place(day: HallDay, place: str) -> None:
    """A window's number as it is written, or a post; compared as text, since a place may be any text at all."""
    known = [*map(str, day.hall.windows), *day.hall.posts]
    if place not in known:
        raise Refusal("unknown_place", place=place, known=", ".join(known))


def find_desk(day: HallDay, place: str) -> Desk:
    desk = day.desks.get(place)
    if desk is None:
        require_place(day, place)
        raise Refusal("place_empty", ("SignIn",), place=place)
    return desk


def require_nobody(day: HallDay, command: Command, desk: Desk) -> None:
    """No visitor stands at the place."""
    if desk.ticket is None:
        return
    ticket = day.tickets[desk.ticket]
    raise Refusal(
        "window_busy",
        POSSIBLE[ticket.state],
        window=desk.place,
        ticket=ticket.id,
        state=Term(ticket.state),
        asked=asked(command),
    )


def find_free_window(day: HallDay, command: Command, window: int) -> Desk:
    """A staffed window that is neither paused nor has a visitor."""
    desk = find_desk(day, str(window))
    require_nobody(day, command, desk)
    if desk.paused is not None:
        raise Refusal("window_paused", ("Continue",), window=window, reason=desk.paused, asked=asked(command))
    return desk


def find_current(day: HallDay, command: AtWindow, *states: State) -> Ticket:
    """The ticket at a window, if it is the one that the command means."""
    desk = find_desk(day, str(command.window))
    if desk.ticket is None:
        raise Refusal("window_free", FREE_WINDOW, window=command.window, asked=asked(command))
    ticket = day.tickets[desk.ticket]
    if command.ticket not in {None, ticket.id}:
        raise Refusal(
            "other_ticket",
            POSSIBLE[ticket.state],
            window=command.window,
            ticket=ticket.id,
            state=Term(ticket.state),
            meant=str(command.ticket),
            asked=asked(command),
        )
    require_state(ticket, command, *states)
    return ticket


def current_call(day: HallDay, ticket: Ticket) -> Call:
    return find_call(day, ticket.call or 0)
