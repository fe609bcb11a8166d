"""A day's tickets, calls and duties as table rows: plain functions, the same for writing, checking and repair."""

from collections.abc import Iterator
from typing import Any

from hallops.domain.desk import Duty
from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import Call, Ticket

Row = dict[str, Any]


def day_row(hall: str, day: HallDay) -> Row:
    return {
        "hall": hall,
        "day": day.day.isoformat(),
        "phase": day.phase.value,
        "kind": day.plan.kind.value,
        "version": day.version,
    }


def ticket_row(hall: str, day: str, ticket: Ticket) -> Row:
    return {
        "hall": hall,
        "day": day,
        "id": ticket.id,
        "visit": ticket.visit,
        "service": ticket.service,
        "prefix": ticket.prefix,
        "number": ticket.number,
        "leg": ticket.leg,
        "seq": ticket.seq,
        "state": ticket.state.value,
        "priority": ticket.priority,
        "channel": ticket.channel,
        "language": ticket.language,
        "accessible": int(ticket.accessible),
        "transferred": int(ticket.transferred),
        "misses": ticket.misses,
        "printed": ticket.printed,
        "flagged": int(ticket.flagged),
        "issued": ticket.issued,
        "joined": ticket.joined,
        "called": ticket.called,
        "started": ticket.started,
        "ended": ticket.ended,
        "booked": ticket.booked,
        "quoted_low": ticket.quoted_low,
        "quoted_high": ticket.quoted_high,
        "window": ticket.window,
        "call": ticket.call,
        "passed_over": ticket.passed_over,
        "staff": ticket.staff,
        "booking": ticket.booking,
        "quoted_by": ticket.quoted_by,
        "hold": None if ticket.hold is None else ticket.hold.value,
        "reason": ticket.reason,
        "also": " ".join(ticket.also) or None,
        "also_done": " ".join(ticket.also_done) or None,
        "item": ticket.item,
    }


def call_row(hall: str, day: str, call: Call) -> Row:
    return {
        "hall": hall,
        "day": day,
        "number": call.number,
        "ticket": call.ticket,
        "window": call.window,
        "staff": call.staff,
        "at": call.at,
        "score": call.score,
        "passed_over": call.passed_over,
        "rule": call.rule,
        "recalls": call.recalls,
        "reason": call.reason,
        "recalled": call.recalled,
        "started": call.started,
        "ended": call.ended,
        "outcome": None if call.outcome is None else call.outcome.value,
        "grade": call.grade,
        "rated": call.rated,
        "rated_by": call.rated_by,
        "reasons": " ".join(call.reasons),
    }


def duty_row(hall: str, day: str, duty: Duty) -> Row:
    return {
        "hall": hall,
        "day": day,
        "number": duty.number,
        "place": duty.place,
        "staff": duty.staff,
        "since": duty.since,
        "until": duty.until,
        "state": duty.state.value,
        "reason": duty.reason,
        "planned": int(duty.planned),
        "forced": int(duty.forced),
    }


def rows_of(hall: str, day: HallDay) -> dict[str, list[Row]]:
    """All rows that a day's events lead to, by table and in the order of their keys."""
    iso = day.day.isoformat()
    return {
        "business_day": [day_row(hall, day)],
        "ticket": list(_sorted_tickets(hall, iso, day)),
        "call": [call_row(hall, iso, day.calls[number]) for number in sorted(day.calls)],
        "duty": [duty_row(hall, iso, duty) for duty in day.duty],
    }


def _sorted_tickets(hall: str, iso: str, day: HallDay) -> Iterator[Row]:
    for ticket in sorted(day.tickets):
        yield ticket_row(hall, iso, day.tickets[ticket])
