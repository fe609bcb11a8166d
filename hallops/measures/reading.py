"""What one ticket's record says: the definitions that every figure of tickets rests on, applied once.

Zero is a wait like any other. A wait ends with the last call: after a 过号 the visitor's absence is in it,
after a hold that went back to the line the first service is. A hold at the same window is in the service.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hallops.domain.record import TicketRecord
from hallops.domain.ticket import State

LOST = frozenset({State.LEFT, State.NO_SHOW})  # went without service, of their own accord
DONE, TRANSFERRED = State.DONE, State.TRANSFERRED  # Python 3.11 is slow to look them up for every ticket


@dataclass(frozen=True, slots=True)
class Reading:
    """A ticket with its times in ms, None where unknown."""

    ticket: TicketRecord
    state: State
    is_served: bool
    wait: int | None  # of a served ticket
    service: int | None  # of a served ticket
    on_time: bool | None  # served within the target; False for the lost, None for all others
    promise: tuple[int, int, int] | None  # lowest quoted, real and highest quoted wait


def readings(tickets: Iterable[TicketRecord], targets: Mapping[str, int]) -> list[Reading]:
    """`targets` are ms by service; a ticket of a service without one is neither on time nor late."""
    return [_read(ticket, targets.get(ticket.service)) for ticket in tickets]


def is_served(ticket: TicketRecord) -> bool:
    """Whether it ended by service; a ticket sent on before its start was not served here."""
    if ticket.outcome == TRANSFERRED:
        return ticket.started is not None
    return ticket.outcome == DONE


def wait_of(ticket: TicketRecord) -> int | None:
    """Last call − joined in ms, or None; never below 0, for a visitor called before the booked time."""
    return None if ticket.called is None else max(0, ticket.called - ticket.joined)


def service_of(ticket: TicketRecord) -> int | None:
    """Finish − start in ms, without wrap-up; None if unknown or ended by force."""
    if ticket.flagged or ticket.started is None or ticket.finished is None:
        return None
    return ticket.finished - ticket.started


def _read(ticket: TicketRecord, target: int | None) -> Reading:
    state = State(ticket.outcome)
    if not is_served(ticket):
        on_time = False if state in LOST and target is not None else None
        return Reading(ticket, state, False, None, None, on_time, None)
    wait, low, high = wait_of(ticket), ticket.quoted_low, ticket.quoted_high
    on_time = None if wait is None or target is None else wait <= target
    promise = None if wait is None or low is None or high is None else (low, wait, high)
    return Reading(ticket, state, True, wait, service_of(ticket), on_time, promise)
