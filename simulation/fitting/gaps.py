"""What windows do between tickets while people wait: wrap-up where it is short, a pause where it is long.

Nothing but a gap in which somebody waits tells how long a window needs until its next call; in any other gap there may
just be nobody. A short gap counts where at least two wait all through it whom the window may take: one alone may be a
visitor who has missed the call. Where no table of windows was kept, a long gap is a pause from when somebody waits.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hallops.domain.day_plan import Stretch
from hallops.domain.desk import DutyState
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import State
from simulation.fitting.log import Log, Logged, PastDay

HUNDREDTH = MINUTE // 100
PAUSE = 5 * MINUTE  # longer than any wrap-up, shorter than any break
WAITING = 2  # who show that a window was expected to call
FEWEST = 30  # gaps, for a service's own wrap-up


@dataclass(frozen=True, slots=True)
class Gap:
    """From the end of a ticket to the next call at the window, in ms; of a no-show from its own call."""

    service: str
    length: int
    after_no_show: bool


@dataclass(frozen=True, slots=True)
class WindowDay:
    """What is known of a window on a day: when it could call, and the gaps that tell of its work."""

    window: int
    open: tuple[Stretch, ...]
    paused: int  # ms between its first and its last time, in pauses
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class WindowTimes:
    """Every window of every day, and wrap-up and no-show times in ms by service."""

    days: Mapping[int, tuple[WindowDay, ...]]  # by place of the day in the log
    wrap_up: Mapping[str, int]
    no_show: int
    gaps: int

    @property
    def pause_share(self) -> float:
        """Time in pauses ÷ time from a window's first opening to its last closing."""
        found = [day for days in self.days.values() for day in days]
        paused = sum(day.paused for day in found)
        opened = sum(span.end - span.start for day in found for span in day.open)
        return paused / (paused + opened) if opened else 0.0


def window_times(log: Log, forgotten: frozenset[int], typical: int) -> WindowTimes:
    """`forgotten` are lines of services whose end is not known; they are taken to last as long as a typical one."""
    days = {place: tuple(_windows(log, day, forgotten, typical)) for place, day in enumerate(log.days)}
    gaps = [gap for found in days.values() for day in found for gap in day.gaps]
    no_shows = [gap.length for gap in gaps if gap.after_no_show]
    return WindowTimes(days, _wrap_up(log, gaps), _mean(no_shows), len(gaps) - len(no_shows))


def _wrap_up(log: Log, gaps: Sequence[Gap]) -> dict[str, int]:
    """The mean gap after a service; of a service that has few, that of all."""
    by_service: dict[str, list[int]] = defaultdict(list)
    for gap in gaps:
        if not gap.after_no_show:
            by_service[gap.service].append(gap.length)
    overall = _mean([length for lengths in by_service.values() for length in lengths])
    return {code: _mean(by_service[code]) if len(by_service[code]) >= FEWEST else overall for code in log.hall.services}


def _windows(log: Log, day: PastDay, forgotten: frozenset[int], typical: int) -> Iterator[WindowDay]:
    lines: dict[int, list[Logged]] = defaultdict(list)
    for logged in day.tickets:
        if logged.begun is not None and logged.ticket.window is not None:
            lines[logged.ticket.window].append(logged)
    duties = day.duties or ()
    for number in sorted(lines.keys() | {duty.window for duty in duties}):
        line = sorted(lines[number], key=lambda logged: logged.begun or 0)
        waiting = _Waiting.of(day, log.hall.windows[number].rank)
        turns = [_turn(logged, forgotten, typical) for logged in line]
        if day.duties is None:
            spans, paused = _inferred(turns, waiting)
        else:
            spans, paused = _told(day, number, turns)
        willing = tuple(_willing(span, turns, day.plan.closing) for span in spans)
        yield WindowDay(number, willing, paused, tuple(_gaps(turns, waiting, spans)))


@dataclass(frozen=True, slots=True)
class _Turn:
    """A ticket at the window, [begun, ended); a no-show has no end of its own."""

    service: str
    begun: int
    ended: int
    is_no_show: bool
    is_known: bool  # whether its end is


def _turn(logged: Logged, forgotten: frozenset[int], typical: int) -> _Turn:
    begun, finished = logged.begun or 0, logged.ticket.finished
    if not logged.is_served or finished is None:
        return _Turn(logged.ticket.service, begun, begun, logged.ticket.outcome == State.NO_SHOW, is_known=True)
    if logged.line in forgotten or logged.ticket.flagged:
        return _Turn(logged.ticket.service, begun, min(finished, begun + typical), is_no_show=False, is_known=False)
    return _Turn(logged.ticket.service, begun, finished, is_no_show=False, is_known=True)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """When those whom a window may take have waited, in order of joining."""

    joined: NDArray[np.int64]
    until: NDArray[np.int64]

    @classmethod
    def of(cls, day: PastDay, rank: Mapping[str, int]) -> "_Waiting":
        rows = sorted((logged.came, logged.waits_until) for logged in day.tickets if logged.ticket.service in rank)
        table = np.array(rows, np.int64).reshape(len(rows), 2)
        return cls(table[:, 0], table[:, 1])

    def all_through(self, start: int, end: int) -> int:
        """How many waited all the time."""
        return int(np.count_nonzero((self.joined <= start) & (self.until >= end)))

    def first(self, start: int, end: int) -> tuple[int, int]:
        """When somebody waited first, and how long somebody did."""
        here = (self.joined < end) & (self.until > start)
        covered, last, first = 0, start, end
        for joined, until in zip(self.joined[here].tolist(), self.until[here].tolist(), strict=True):
            low, high = max(joined, last), min(until, end)
            if low < high:
                first, last, covered = min(first, low), high, covered + high - low
        return first, covered


def _gaps(turns: Sequence[_Turn], waiting: _Waiting, spans: Sequence[Stretch]) -> Iterator[Gap]:
    for turn, following in pairwise(turns):
        start, end = turn.ended, following.begun
        is_at_work = any(span.start <= start and end <= span.end for span in spans)
        if turn.is_known and start <= end <= start + PAUSE and is_at_work and _expected(waiting, start, end):
            yield Gap(turn.service, end - start, turn.is_no_show)


def _expected(waiting: _Waiting, start: int, end: int) -> bool:
    return waiting.all_through(start, end) >= WAITING


def _told(day: PastDay, number: int, turns: Sequence[_Turn]) -> tuple[tuple[Stretch, ...], int]:
    """By the table of windows. A period without an end lasts until the next one, the last one until the last ticket."""
    mine = sorted((duty for duty in day.duties or () if duty.window == number), key=lambda duty: duty.since)
    last = max([turn.ended for turn in turns] + [day.plan.closing or 0, *(duty.since for duty in mine)])
    ends = [
        (following.since if following else last) if duty.until is None else duty.until
        for duty, following in pairwise([*mine, None])
        if duty is not None
    ]
    spans = [Stretch(duty.since, end) for duty, end in zip(mine, ends, strict=True) if duty.state == DutyState.OPEN]
    paused = sum(end - duty.since for duty, end in zip(mine, ends, strict=True) if duty.state == DutyState.PAUSED)
    return joined_stretches(spans), paused


def _inferred(turns: Sequence[_Turn], waiting: _Waiting) -> tuple[tuple[Stretch, ...], int]:
    """From the first call to the last end, without the long gaps in which somebody waited."""
    spans, paused = [], 0
    start = turns[0].begun
    for turn, following in pairwise(turns):
        first, covered = waiting.first(turn.ended, following.begun)
        if covered > PAUSE:
            spans.append(Stretch(start, max(first, turn.ended)))
            paused += following.begun - first
            start = following.begun
    spans.append(Stretch(start, max(turn.ended for turn in turns)))
    return joined_stretches(spans), paused


def _willing(span: Stretch, turns: Sequence[_Turn], closing: int | None) -> Stretch:
    """Until when the window would have called. One that ends with a ticket has stopped calling some time during it.

    The middle of the ticket is right on average. At the last closing nobody stops: those windows serve out.
    """
    if closing is not None and span.end >= closing:
        return span
    last = [turn.begun for turn in turns if span.start <= turn.begun < span.end and turn.ended >= span.end - MINUTE]
    return Stretch(span.start, (last[-1] + span.end) // 2) if last else span


def joined_stretches(spans: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """In order, touching ones as one, empty ones left out."""
    found: list[Stretch] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and span.start <= found[-1].end:
            found[-1] = Stretch(found[-1].start, max(found[-1].end, span.end))
        elif span.start < span.end:
            found.append(span)
    return tuple(found)


def _mean(lengths: Sequence[int]) -> int:
    """To a hundredth of a minute, as people write it."""
    return round(sum(lengths) / len(lengths) / HUNDREDTH) * HUNDREDTH if lengths else 0
