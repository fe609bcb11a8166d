"""A visitor's own ticket: its state, its place in line, the wait; never more.

Public: whoever holds the paper may look, so there is nothing here that the paper and the board do not say.
"""

from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import AT_WINDOW, Ticket
from hallops.services.estimate import estimate_ticket, people_ahead
from hallops.services.views.asked import asked_number
from hallops.services.views.names import Json, service_name


def ticket(day: HallDay, now: int, *, number: str) -> Json:
    """`number` as spoken: "A012"; after a transfer it is the newest leg's."""
    found = asked_number(day, number)
    return {
        "number": found.spoken,
        "state": found.state.value,
        "service": found.service,
        "name": service_name(day.hall, found.service),
        **_place_in_line(day, found, now),
        "window": found.window if found.state in AT_WINDOW else None,
    }


def _place_in_line(day: HallDay, found: Ticket, now: int) -> Json:
    """People of the same service before this one, and the wait as an interval; null when it does not wait."""
    waiting = day.waiting_for(found.id)
    if waiting is None:
        return {"ahead": None, "estimate": None}
    estimate = estimate_ticket(day, waiting, now)
    return {
        "ahead": people_ahead(day, waiting, {waiting.service}, now),
        "estimate": {"low": estimate.low, "high": estimate.high},
    }
