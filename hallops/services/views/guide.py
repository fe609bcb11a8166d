"""The guide desk's list of today, the newest ticket first, and one ticket with what can be done about it.

For the guide. Neither view names a person: a ticket is its number.
"""

from collections.abc import Iterator

from hallops.domain.deciding.guards import find_ticket
from hallops.domain.hall import PriorityClass, Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.ticket import State, Ticket
from hallops.services.alert_measures import Devices
from hallops.services.possible import ticket_actions
from hallops.services.views.alerts import alert_rows, help_rows
from hallops.services.views.asked import asked_state
from hallops.services.views.names import Json, class_name, hall_of, name_of, reasons_of, service_name
from hallops.services.views.places import waiting_by_service
from hallops.services.views.refused import actions_of

REASONS = (Reason.CANCEL, Reason.RATING, Reason.HELP)


def guide(
    day: HallDay, now: int, devices: Devices, *, q: str = "", state: str | None = None, role: str = "guide"
) -> Json:
    """`q` is a part of the number, in small or capital letters; `state` one state of a ticket; `role` whose alerts."""
    waiting = waiting_by_service(day)
    return {
        "day": day.day.isoformat(),
        "tickets": [_row(ticket) for ticket in _found(day, q.strip().upper(), asked_state(state))],
        "counts": {state.value: day.counts[state] for state in State},
        "classes": [_class(priority) for priority in day.hall.classes.values()],
        "services": [
            {
                "code": service.code,
                "letter": service.letter,
                "name": name_of(service.name),
                "online_only": service.online_only,
                "waiting": waiting[service.code],
            }
            for service in day.hall.services.values()
        ],
        "reasons": {kind.value: reasons_of(day.hall, kind) for kind in REASONS},
        "help": help_rows(day, now),
        "alerts": alert_rows(day, now, devices, role),
    }


def guide_ticket(day: HallDay, now: int, *, ticket: str) -> Json:
    """One ticket by its id, with each command about it and why it is not possible."""
    found = find_ticket(day, ticket)
    return {
        "hall": hall_of(day.hall),
        "day": day.day.isoformat(),
        "ticket": {
            **_row(found),
            "service_name": service_name(day.hall, found.service),
            "class_name": class_name(day.hall, found.priority),
            "misses": found.misses,
            "called": found.called,
            "started": found.started,
            "ended": found.ended,
        },
        "actions": actions_of(day, ticket_actions(day, found.id, now)),
    }


def _found(day: HallDay, part: str, state: State | None) -> Iterator[Ticket]:
    """Tickets are kept in the order of issue."""
    for ticket in reversed(day.tickets.values()):
        if (state is None or ticket.state is state) and (not part or part in ticket.id.upper()):
            yield ticket


def _row(ticket: Ticket) -> Json:
    return {
        "id": ticket.id,
        "number": ticket.spoken,
        "service": ticket.service,
        "class": ticket.priority,
        "state": ticket.state.value,
        "joined": ticket.joined,
        "window": ticket.window,
        "accessible": ticket.accessible,
        "language": ticket.language,
        "booked": ticket.booked,
        "printed": ticket.printed,
        "call": ticket.call,
    }


def _class(priority: PriorityClass) -> Json:
    return {
        "code": priority.code,
        "name": name_of(priority.name),
        "proof": None if priority.proof is None else name_of(priority.proof),
    }
