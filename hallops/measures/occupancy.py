"""When a ticket occupied a window, as far as its record tells.

A record has the last call, start and finish. Of a ticket that went unserved (过号, a hold, a no-show closed
in the evening) it does not say when the window let go: the window's next call ends that, and a call without a
start holds a window for `ABSENCE` at most. Earlier calls of a ticket are not in its record, and a hold at the
same window lies inside its service.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hallops.domain.record import TicketRecord
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import AT_WINDOW
from hallops.measures.reading import is_served

ABSENCE = 3 * MINUTE  # a call, its recalls and the time to come


@dataclass(frozen=True, slots=True)
class Occupancy:
    """[called, until), of which service and wrap-up are [started, until)."""

    called: int
    started: int | None
    until: int


def occupancies(tickets: Iterable[TicketRecord], now: int) -> dict[int, list[Occupancy]]:
    """By window; what is not over lasts until `now`."""
    at: dict[int, list[tuple[int, TicketRecord]]] = defaultdict(list)
    for ticket in tickets:
        came = ticket.started if ticket.called is None else ticket.called
        if ticket.window is not None and came is not None:
            at[ticket.window].append((came, ticket))
    return {window: list(_in_turn(line, now)) for window, line in at.items()}


def _in_turn(line: Sequence[tuple[int, TicketRecord]], now: int) -> Iterator[Occupancy]:
    calls = [*sorted(line, key=_came), (now, None)]
    for (came, ticket), (following, _) in pairwise(calls):
        if ticket is not None and (until := _until(ticket, came, following, now)) is not None:
            yield Occupancy(came, ticket.started, until)


def _until(ticket: TicketRecord, came: int, following: int, now: int) -> int | None:
    if is_served(ticket):
        return ticket.finished if ticket.wrapped is None else ticket.wrapped
    if ticket.outcome in AT_WINDOW:
        return now
    latest = min(following, now if ticket.finished is None else ticket.finished)
    return latest if ticket.started is not None else min(latest, came + ABSENCE)


def _came(call: tuple[int, TicketRecord]) -> int:
    return call[0]
