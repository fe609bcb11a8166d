"""What is possible now, at a window and for a ticket, and why the rest is not.

Nothing here knows a rule: `decide` is asked with a plausible command (the first reason of a list, a member of staff who
sits nowhere, the ticket the rule would call) and its refusal is the answer. None means: possible.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from hallops.domain.choosing import can_take, choose_ticket
from hallops.domain.commands import (
    CallNext,
    CallTicket,
    Cancel,
    Command,
    Continue,
    Finish,
    HoldTicket,
    Leave,
    Miss,
    Pause,
    PrintTicket,
    Rate,
    Recall,
    Reinsert,
    Requeue,
    Resume,
    SetNeeds,
    SetPriority,
    SignIn,
    SignOut,
    Start,
    Transfer,
    Undo,
)
from hallops.domain.decide import decide
from hallops.domain.deciding.guards import find_ticket, require_place
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.refusal import Refusal, Term
from hallops.domain.ticket import Hold, State, Ticket

Actions = dict[str, Refusal | None]

ASKING = "possible"  # who asks; nothing that is decided here happens
NOTHING = ""  # the ticket or the reason of a hall that has none


def why_not(day: HallDay, command: Command, now: int) -> Refusal | None:
    """The refusal that a command would meet now; None if it would be carried out."""
    try:
        decide(day, command, now)
    except Refusal as refusal:
        return refusal
    return None


def window_actions(day: HallDay, window: int, now: int) -> Actions:
    """Each command a window gives.

    Raises:
        Refusal: there is no such window.
    """
    if window not in day.hall.windows:
        known = ", ".join(map(str, day.hall.windows))
        raise Refusal("unknown_place", place=str(window), known=known)
    return {name: action(day, window, now) for name, action in _AT_WINDOW.items()}


def ticket_actions(day: HallDay, ticket_id: str, now: int) -> Actions:
    """Each command that concerns a ticket away from a window; a rating once it was called.

    Raises:
        Refusal: there is no such ticket.
    """
    ticket = find_ticket(day, ticket_id)
    return {type(command).__name__: why_not(day, command, now) for command in _about(day, ticket)}


def primary(day: HallDay, window: int) -> str | None:
    """The one action whose meaning follows the window's state; whether it is possible, `window_actions` says.

    None while the hall's day is not open.
    """
    require_place(day, str(window))
    if day.phase is not Phase.OPEN:
        return None
    desk = day.desk_at(window)
    if desk is None:
        return SignIn.__name__
    if desk.ticket is not None:
        serving = day.tickets[desk.ticket].state is State.SERVING
        return Finish.__name__ if serving else Start.__name__
    return CallNext.__name__ if desk.paused is None else Continue.__name__


def held_tickets(day: HallDay) -> list[Ticket]:
    """All tickets on hold; a day mostly has none, and then nobody is looked at."""
    if not day.counts[State.HELD]:
        return []
    return [ticket for ticket in day.tickets.values() if ticket.state is State.HELD]


def _about(day: HallDay, ticket: Ticket) -> Iterator[Command]:
    other = next((code for code in day.hall.classes if code != ticket.priority), ticket.priority)
    yield PrintTicket(ASKING, ticket.id, reprint=ticket.printed > 0)
    yield SetPriority(ASKING, ticket.id, other, proof_seen=True)
    yield SetNeeds(ASKING, ticket.id, not ticket.accessible, ticket.language)
    yield Reinsert(ASKING, ticket.id)
    yield Requeue(ASKING, ticket.id)
    yield Leave(ASKING, ticket.id)
    yield Cancel(ASKING, ticket.id, _reason(day, Reason.CANCEL))
    if ticket.call is not None:
        yield Rate(ASKING, ticket.call, grade=5)


def _sign_in(day: HallDay, window: int, now: int) -> Refusal | None:
    somebody = next(iter(day.hall.staff), NOTHING)
    free = next((staff for staff in day.hall.staff if staff not in day.place_of), somebody)
    return why_not(day, SignIn(ASKING, str(window), free), now)


def _pause(day: HallDay, window: int, now: int) -> Refusal | None:
    return why_not(day, Pause(ASKING, str(window), _reason(day, Reason.PAUSE)), now)


def _call_ticket(day: HallDay, window: int, now: int) -> Refusal | None:
    """Of some ticket: whom the rule would call, or else a re-inserted one before its turn."""
    counter = day.hall.windows[window]
    choice = choose_ticket(day, counter, now)
    waiting = next((entry.ticket for entry in day.deferred.values() if can_take(counter, entry)), NOTHING)
    ticket = waiting if choice is None else choice.ticket
    refusal = why_not(day, CallTicket(ASKING, window, ticket, _reason(day, Reason.CALL)), now)
    if refusal is not None and refusal.code == "unknown_ticket":
        return Refusal("nobody_waits", window=window, asked=Term(CallTicket.__name__))
    return refusal


def _resume(day: HallDay, window: int, now: int) -> Refusal | None:
    """Of any held ticket; the refusal of one that is held here says more than that of another."""
    held = sorted(held_tickets(day), key=lambda ticket: ticket.window == window)
    refusal = _any(day, (Resume(ASKING, window, ticket.id) for ticket in held), now)
    if held:
        return refusal
    refusal = why_not(day, Resume(ASKING, window, NOTHING), now)
    if refusal is not None and refusal.code == "unknown_ticket":
        return Refusal("nothing_held", window=window, asked=Term(Resume.__name__))
    return refusal


def _transfer(day: HallDay, window: int, now: int) -> Refusal | None:
    """To any service; the window's own state is asked once."""
    services = list(day.hall.services)
    first = why_not(day, Transfer(ASKING, window, service=services[0]), now)
    if first is None or first.code not in {"same_service", "service_over"}:
        return first
    return _any(day, (Transfer(ASKING, window, service=code) for code in services), now)


def _any(day: HallDay, commands: Iterable[Command], now: int) -> Refusal | None:
    """None if one of these is possible, else the last one's refusal."""
    refusal = None
    for command in commands:
        refusal = why_not(day, command, now)
        if refusal is None:
            return None
    return refusal


def _reason(day: HallDay, kind: Reason) -> str:
    return next(iter(day.hall.reasons_for(kind)), NOTHING)


def _plain(make: Callable[[int], Command]) -> Callable[[HallDay, int, int], Refusal | None]:
    """An action that has only one command it can be."""
    return lambda day, window, now: why_not(day, make(window), now)


_AT_WINDOW: Mapping[str, Callable[[HallDay, int, int], Refusal | None]] = {
    "SignIn": _sign_in,
    "SignOut": _plain(lambda window: SignOut(ASKING, str(window))),
    "Pause": _pause,
    "Continue": _plain(lambda window: Continue(ASKING, str(window))),
    "CallNext": _plain(lambda window: CallNext(ASKING, window)),
    "CallTicket": _call_ticket,
    "Recall": _plain(lambda window: Recall(ASKING, window)),
    "Start": _plain(lambda window: Start(ASKING, window)),
    "Finish": _plain(lambda window: Finish(ASKING, window)),
    "Miss": _plain(lambda window: Miss(ASKING, window)),
    # papers given back: the hold that asks least of the window
    "HoldTicket": _plain(lambda window: HoldTicket(ASKING, window, hold=Hold.RETURNED)),
    "Resume": _resume,
    "Transfer": _transfer,
    "Undo": _plain(lambda window: Undo(ASKING, window)),
}
