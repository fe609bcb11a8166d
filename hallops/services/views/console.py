"""A window's console: the visitor there, what can be done about them now, and who would come next.

For the person who sits there. Every button's "possible" and its reason are `decide`'s own.
"""

from hallops.domain.choosing import can_take, choose_ticket
from hallops.domain.commands import Resume
from hallops.domain.hall import Hall, Reason, Window
from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import Ticket
from hallops.services.alert_measures import Devices
from hallops.services.possible import ASKING, Actions, held_tickets, primary, why_not, window_actions
from hallops.services.views.alerts import alert_rows, help_rows
from hallops.services.views.asked import asked_window
from hallops.services.views.confirm import confirm_of
from hallops.services.views.names import WORST, Json, class_name, name_of, reason_of, reasons_of, service_name, staff_of
from hallops.services.views.places import window_state
from hallops.services.views.refused import actions_of

REASONS = (Reason.PAUSE, Reason.CALL, Reason.HOLD, Reason.CANCEL, Reason.HELP, Reason.NOTICE)
MOST_WAITING = 20  # in the list to choose from
FEWEST_RATINGS = 5  # below it a sum would point at a visitor


def console(day: HallDay, now: int, devices: Devices, *, window: str) -> Json:
    found = asked_window(day, window)
    desk = day.desk_at(found.number)
    current = None if desk is None or desk.ticket is None else day.tickets[desk.ticket]
    actions = window_actions(day, found.number, now)
    return {
        "window": found.number,
        "state": window_state(day, desk),
        "paused": None if desk is None else reason_of(day.hall, Reason.PAUSE, desk.paused),
        "asking": desk is not None and desk.asking,
        "staff": None if desk is None else staff_of(day.hall, desk.staff),
        "ticket": None if current is None else _ticket(day, current),
        "call": None if current is None else current.call,
        "held": _held(day, found, now),
        "waiting_here": sum(can_take(found, waiting) for waiting in day.waiting()),
        "next": _next(day, found, now),
        "confirm": confirm_of(day, found.number, now),
        "reasons": {kind.value: reasons_of(day.hall, kind) for kind in REASONS},
        "services": _services(day.hall, found),
        "actions": actions_of(day, actions),
        "primary": primary(day, found.number),
        "undo_until": _undo_until(day, found, actions),
        "waiting": _waiting(day, found),
        "ratings": None if desk is None else _ratings(day, desk.staff),
        "help": help_rows(day, now, str(found.number)),
        "alerts": alert_rows(day, now, devices, "window", str(found.number)),
    }


def _ticket(day: HallDay, ticket: Ticket) -> Json:
    call = day.calls[ticket.call or 0]
    return {
        **_line(day, ticket),
        "language": ticket.language,
        "accessible": ticket.accessible,
        "leg": ticket.leg,
        "also": [{"code": code, "name": service_name(day.hall, code)} for code in ticket.also],
        "item": ticket.item,
        "waited": max(0, call.at - ticket.joined),  # a booked visitor may be called before the booked time
        "called": call.at,
        "started": ticket.started,
        "recalls": call.recalls,
        "recalled": call.recalled,
    }


def _line(day: HallDay, ticket: Ticket) -> Json:
    return {
        "id": ticket.id,
        "number": ticket.spoken,
        "service": ticket.service,
        "service_name": service_name(day.hall, ticket.service),
        "class": ticket.priority,
        "class_name": class_name(day.hall, ticket.priority),
    }


def _held(day: HallDay, window: Window, now: int) -> list[Json]:
    """Tickets held at this window, and those elsewhere that it may let go on."""
    rows = []
    for ticket in held_tickets(day):
        possible = why_not(day, Resume(ASKING, window.number, ticket.id), now) is None
        if possible or ticket.window == window.number:
            rows.append({**_held_line(day, ticket), "possible": possible})
    return rows


def _held_line(day: HallDay, ticket: Ticket) -> Json:
    call = day.calls[ticket.call or 0]
    return {
        **_line(day, ticket),
        "hold": None if ticket.hold is None else ticket.hold.value,
        "reason": reason_of(day.hall, Reason.HOLD, ticket.reason),
        "window": ticket.window,
        "since": call.ended,
    }


def _next(day: HallDay, window: Window, now: int) -> Json | None:
    """Whom the rule would call now."""
    choice = choose_ticket(day, window, now)
    if choice is None:
        return None
    return {**_line(day, day.tickets[choice.ticket]), "score": choice.score, "passed_over": choice.passed_over}


def _waiting(day: HallDay, window: Window) -> list[Json]:
    """Whom this window could call by choice, in the order of joining."""
    mine = [waiting for waiting in day.waiting() if can_take(window, waiting)]
    first = sorted(mine, key=lambda waiting: (waiting.joined, waiting.seq))[:MOST_WAITING]
    return [
        {**_line(day, day.tickets[waiting.ticket]), "joined": waiting.joined, "accessible": waiting.accessible}
        for waiting in first
    ]


def _ratings(day: HallDay, staff: str) -> Json | None:
    """One's own ratings of today, in sum only, and only when there are enough to hide who gave which."""
    grades = [call.grade for call in day.calls.values() if call.staff == staff and call.grade is not None]
    if len(grades) < FEWEST_RATINGS:
        return None
    return {"count": len(grades), "good": sum(grade > WORST for grade in grades)}


def _services(hall: Hall, window: Window) -> list[Json]:
    """All of the hall, for a transfer; `rank` where this window serves it."""
    return [
        {"code": service.code, "name": name_of(service.name), "rank": window.rank.get(service.code)}
        for service in hall.services.values()
    ]


def _undo_until(day: HallDay, window: Window, actions: Actions) -> int | None:
    """The last instant at which the window's action can be taken back; None when it can not."""
    if actions["Undo"] is not None:
        return None
    return day.undo[window.number].at + day.hall.rules.undo_within
