"""How long services took, and which of them a forgotten "finish" has made absurdly long.

A forgotten finish has two marks. It ends where somebody noticed: with the window's next call, after which nothing else
fits, or with the end of the window's day. And it is longer than any of so many services should be: by Chauvenet's
criterion on the logarithm, whose middle and upper quartile no number of forgotten ones below a quarter can move.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import stats

from hallops.domain.rules import MINUTE, SECOND
from simulation.fitting.log import Log, Logged, PastDay

AT_ONCE = 5 * SECOND  # between a finish and the call that brought it about
FEWEST = 20  # services, to say what is too long for one
EXPECTED = 0.1  # services as long as this in all; Chauvenet said 0.5, which leaves out too many good ones
QUARTILE = float(stats.norm.ppf(0.75))


@dataclass(frozen=True, slots=True)
class Served:
    """A service as logged, in ms, from the call to the finish, without others that lie inside it."""

    line: int
    day: date
    ticket: str
    service: str
    window: int | None
    begun: int
    ended: int
    time: int
    ends_by_call: bool  # with the window's next call, or the last one of its day

    @property
    def minutes(self) -> float:
        return self.time / MINUTE

    def as_dict(self) -> dict[str, object]:
        names = ("line", "ticket", "service", "window")
        return {name: getattr(self, name) for name in names} | {"minutes": round(self.minutes, 1)}


@dataclass(frozen=True, slots=True)
class ServiceTimes:
    """What can be used, by service, and what was left out."""

    times: Mapping[str, tuple[Served, ...]]
    forgotten: tuple[Served, ...]
    forced: int  # ended by force, by the log's own word
    unknown: int  # served at times that are not known

    @property
    def used(self) -> int:
        return sum(map(len, self.times.values()))

    def minutes(self, service: str) -> list[float]:
        return [served.minutes for served in self.times.get(service, ())]


def service_times(log: Log) -> ServiceTimes:
    """All services of a log, the forgotten ones apart."""
    found: dict[str, list[Served]] = defaultdict(list)
    forced = unknown = 0
    for day in log.days:
        served = [logged for logged in day.tickets if logged.is_served]
        forced += sum(logged.ticket.flagged for logged in served)
        unknown += sum(not _is_timed(logged) for logged in served if not logged.ticket.flagged)
        for one in _of_day(day):
            found[one.service].append(one)
    good: dict[str, tuple[Served, ...]] = {}
    forgotten: list[Served] = []
    for code, all_served in found.items():
        limit = longest_credible([served.time for served in all_served])
        bad = [served for served in all_served if served.time > limit and served.ends_by_call]
        lines = {served.line for served in bad}
        forgotten += bad
        good[code] = tuple(served for served in all_served if served.line not in lines)
    return ServiceTimes(good, tuple(sorted(forgotten, key=_line)), forced, unknown)


def longest_credible(times: Sequence[int]) -> float:
    """Above this, a service is not to be expected among so many; without end where there are too few to say."""
    if len(times) < FEWEST:
        return float("inf")
    middle, upper = np.quantile(np.log(np.maximum(times, 1)), [0.5, 0.75])
    spread = (upper - middle) / QUARTILE
    return float(np.exp(middle + spread * stats.norm.isf(EXPECTED / len(times))))


def _of_day(day: PastDay) -> Iterator[Served]:
    by_window: dict[int | None, list[Logged]] = defaultdict(list)
    for logged in day.tickets:
        if logged.begun is not None:
            by_window[logged.ticket.window].append(logged)
    for window, line in by_window.items():
        line.sort(key=_begun)
        services = [logged for logged in line if logged.is_served and _is_timed(logged)]
        for logged in services:
            if not logged.ticket.flagged:
                yield _served(day, logged, [] if window is None else line, services)


def _served(day: PastDay, logged: Logged, line: Sequence[Logged], services: Sequence[Logged]) -> Served:
    ticket, begun, ended = logged.ticket, _begun(logged), logged.ticket.finished or 0
    following = next((_begun(other) for other in line if _begun(other) >= ended and other is not logged), None)
    inside = [other for other in services if other is not logged and begun <= _begun(other) and _ended(other) <= ended]
    return Served(
        line=logged.line,
        day=day.day,
        ticket=ticket.ticket,
        service=ticket.service,
        window=ticket.window,
        begun=begun,
        ended=ended,
        time=max(ended - begun - sum(_ended(other) - _begun(other) for other in inside), 1),
        ends_by_call=following is None or following - ended <= AT_ONCE,
    )


def _is_timed(logged: Logged) -> bool:
    return logged.begun is not None and logged.ticket.finished is not None


def _begun(logged: Logged) -> int:
    return logged.begun or 0


def _ended(logged: Logged) -> int:
    return logged.ticket.finished or 0


def _line(served: Served) -> int:
    return served.line
