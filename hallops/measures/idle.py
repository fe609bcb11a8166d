"""How windows spent their open time, and how much of it they stood idle although somebody waited for them.

A window is open by its duty records; a pause is not open time. It is busy from a call to the end of the
wrap-up, idle else. Idle is deliberate while at least one ticket waits that the window may serve, at whatever
rank. Work outside open time is in no figure, so that busy and idle always sum to open.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from zoneinfo import ZoneInfo

from hallops.domain.day_plan import Stretch
from hallops.domain.record import DutyRecord, TicketRecord
from hallops.domain.ticket import State
from hallops.measures.half_hour import by_half_hour
from hallops.measures.occupancy import Occupancy, occupancies
from hallops.measures.share import Share
from hallops.measures.spans import Span, common, length, merged, without
from hallops.measures.spread import minutes

OPEN = "open"
WAITING = State.WAITING


@dataclass(frozen=True, slots=True)
class WindowTime:
    """In ms. Times of several windows add up."""

    open: int = 0
    busy: int = 0
    served: int = 0  # the busy time without the way to the window and without no-shows
    deliberate: int = 0

    @property
    def idle(self) -> int:
        return self.open - self.busy

    @property
    def utilisation(self) -> Share:
        """窗口饱和度: service and wrap-up ÷ open time."""
        return Share(self.served, self.open)

    def __add__(self, other: "WindowTime") -> "WindowTime":
        return WindowTime(
            self.open + other.open,
            self.busy + other.busy,
            self.served + other.served,
            self.deliberate + other.deliberate,
        )

    def as_dict(self) -> dict[str, float | None]:
        return {
            "open_minutes": minutes(self.open),
            "busy_minutes": minutes(self.busy),
            "idle_minutes": minutes(self.idle),
            "deliberate_idle_minutes": minutes(self.deliberate),
            "utilisation": self.utilisation.as_dict()["share"],
        }


@dataclass(frozen=True, slots=True)
class WindowSpans:
    """The same of one window, as spans of instants."""

    open: list[Span]
    busy: list[Span]
    served: list[Span]
    deliberate: list[Span]

    @property
    def time(self) -> WindowTime:
        return WindowTime(*map(length, (self.open, self.busy, self.served, self.deliberate)))

    def by_half_hour(self, zone: ZoneInfo) -> dict[str, WindowTime]:
        parts = [by_half_hour(spans, zone) for spans in (self.open, self.busy, self.served, self.deliberate)]
        return {half: WindowTime(*(part[half] for part in parts)) for half in parts[0]}


def window_spans(
    tickets: Sequence[TicketRecord],
    duties: Iterable[DutyRecord],
    ranks: Mapping[int, Collection[str]],
    period: Stretch,
) -> dict[int, WindowSpans]:
    """Of every window that was open.

    `ranks` are the services that each window may serve; what is not over ends with `period`.
    """
    opened: dict[int, list[Span]] = defaultdict(list)
    for duty in duties:
        if duty.state == OPEN:
            until = period.end if duty.until is None else duty.until
            opened[duty.window].append((max(duty.since, period.start), min(until, period.end)))
    occupied = occupancies(tickets, period.end)
    lines = _lines(tickets, period.end)
    waiting = {codes: _waiting(lines, codes) for codes in set(map(frozenset, ranks.values()))}
    return {
        window: _window(merged(spans), occupied.get(window, []), waiting.get(frozenset(ranks.get(window, ())), []))
        for window, spans in sorted(opened.items())
    }


def _window(opened: list[Span], occupied: list[Occupancy], waiting: list[Span]) -> WindowSpans:
    busy = common(opened, merged((span.called, span.until) for span in occupied))
    served = common(opened, merged((span.started, span.until) for span in occupied if span.started is not None))
    return WindowSpans(opened, busy, served, common(without(opened, busy), waiting))


def _waiting(lines: Mapping[str, list[Span]], services: Iterable[str]) -> list[Span]:
    return merged(chain.from_iterable(lines.get(code, []) for code in services))


def _lines(tickets: Iterable[TicketRecord], now: int) -> dict[str, list[Span]]:
    """When at least one ticket of a service waited."""
    lines: dict[str, list[Span]] = defaultdict(list)
    for ticket in tickets:
        lines[ticket.service].append((ticket.joined, _waited_until(ticket, now)))
    return {service: merged(spans) for service, spans in lines.items()}


def _waited_until(ticket: TicketRecord, now: int) -> int:
    """The last call, else the end; a ticket with neither that waits no more is taken as gone at once."""
    if ticket.outcome == WAITING:
        return now
    ends = (ticket.called, ticket.started, ticket.finished)
    return next((end for end in ends if end is not None), ticket.joined)
