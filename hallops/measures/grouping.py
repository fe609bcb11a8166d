"""Groups of tickets. Every ticket is in exactly one group of a grouping, so that counts sum to the whole.

A figure of a group is computed from its tickets, never from figures of smaller groups: no means of means.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from zoneinfo import ZoneInfo

from hallops.domain.record import TicketRecord
from hallops.measures.half_hour import half_hour
from hallops.measures.reading import Reading

Label = str | int | None  # None: unknown, as the window of a ticket that was never called
Key = Callable[[TicketRecord], Label]


def keys(zone: ZoneInfo) -> Mapping[str, Key]:
    """The groupings of a summary; `window` is that of the last call, `half_hour` the local one of joining."""
    return {
        "service": lambda ticket: ticket.service,
        "window": lambda ticket: ticket.window,
        "mode": lambda ticket: ticket.mode,
        "class": lambda ticket: ticket.priority,
        "half_hour": lambda ticket: half_hour(ticket.joined, zone),
    }


def grouped(tickets: Iterable[Reading], key: Key) -> dict[Label, list[Reading]]:
    """In the order of the labels, the unknown first."""
    groups: dict[Label, list[Reading]] = defaultdict(list)
    for ticket in tickets:
        groups[key(ticket.ticket)].append(ticket)
    return {label: groups[label] for label in sorted(groups, key=_order)}


def _order(label: Label) -> tuple[bool, int, str]:
    return label is not None, label if isinstance(label, int) else 0, str(label)
