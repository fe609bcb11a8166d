"""The board above one window: whom it calls or serves, and what is done there.

Public: a number, and nothing of the person who sits there.
"""

from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import Ticket
from hallops.services.views.asked import asked_window
from hallops.services.views.names import Json, hall_of, name_of, service_name
from hallops.services.views.places import window_state


def window_board(day: HallDay, now: int, *, window: str) -> Json:
    found = asked_window(day, window)
    desk = day.desk_at(found.number)
    current = None if desk is None or desk.ticket is None else day.tickets[desk.ticket]
    return {
        "hall": hall_of(day.hall),
        "window": found.number,
        "state": window_state(day, desk),
        "accessible": found.accessible,
        "current": None if current is None else _current(day, current),
        "notices": [name_of(notice) for notice in day.hall.notices],
        "services": [
            {"code": code, "name": service_name(day.hall, code), "rank": rank} for code, rank in found.rank.items()
        ],
    }


def _current(day: HallDay, ticket: Ticket) -> Json:
    call = day.calls[ticket.call or 0]
    return {
        "call": call.number,
        "number": ticket.spoken,
        "at": call.at if call.recalled is None else call.recalled,
        "recalled": call.recalls,
        "started": ticket.started,
    }
