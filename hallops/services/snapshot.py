"""The whole day in one picture, for a client of the event feed that begins, or that missed too much to catch up."""

from typing import Any

from hallops.domain.desk import Desk
from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import Call, Ticket

CALLS = 20  # the newest; older ones are history


def snapshot(day: HallDay, now: int) -> dict[str, Any]:
    """Tickets that have not ended, who is where, the last calls."""
    calls = list(day.calls.values())[-CALLS:]
    return {
        "day": day.day.isoformat(),
        "phase": day.phase.value,
        "version": day.version,
        "now": now,
        "tickets": [_ticket(ticket) for ticket in day.tickets.values() if not ticket.state.is_end],
        "counts": {state.value: count for state, count in day.counts.items()},
        "places": [_place(desk) for desk in day.desks.values()],
        "calls": [_call(call) for call in calls],
    }


def _ticket(ticket: Ticket) -> dict[str, Any]:
    return {
        "id": ticket.id,
        "visit": ticket.visit,
        "leg": ticket.leg,
        "misses": ticket.misses,
        "number": ticket.spoken,
        "service": ticket.service,
        "priority": ticket.priority,
        "state": ticket.state.value,
        "language": ticket.language,
        "accessible": ticket.accessible,
        "joined": ticket.joined,
        "called": ticket.called,
        "started": ticket.started,
        "window": ticket.window,
        "call": ticket.call,
        "hold": None if ticket.hold is None else ticket.hold.value,
        "printed": ticket.printed,
    }


def _place(desk: Desk) -> dict[str, Any]:
    return {
        "place": desk.place,
        "staff": desk.staff,
        "paused": desk.paused,
        "ticket": desk.ticket,
        "asking": desk.asking,
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "number": call.number,
        "ticket": call.ticket,
        "window": call.window,
        "at": call.at,
        "recalls": call.recalls,
        "outcome": None if call.outcome is None else call.outcome.value,
    }
