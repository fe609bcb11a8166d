"""The outcome of a simulation: figures in total, by service, by half hour and by both, with intervals across days."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hallops.domain.rules import MINUTE
from hallops.measures.figures import Figures
from simulation.drawing.draws import Draws
from simulation.outcome.counting import Chosen, Counter, groups
from simulation.outcome.intervals import Interval, ratio
from simulation.outcome.tickets import HALF_HOURS, Tickets
from simulation.outcome.window_time import WindowTime, queue_quantiles, window_time
from simulation.paths import Paths
from simulation.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Cell:
    """Some tickets of all days: their figures, and how sure the mean wait (ms) and the share within target are."""

    figures: Figures
    mean: Interval
    within: Interval

    def as_dict(self) -> dict[str, object]:
        return self.figures.as_dict() | {
            "mean_wait_minutes": self.mean.as_dict(1 / MINUTE),
            "share_within_target": self.within.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """Half hours are counted from midnight; 17 is 08:30. Windows are in the scenario's order."""

    scenario: Scenario
    days: int
    total: Cell
    services: Mapping[str, Cell]
    half_hours: Mapping[int, Cell]
    cells: Mapping[tuple[str, int], Cell]
    window_time: WindowTime
    queue: Mapping[int, Mapping[str, int]]

    def as_dict(self) -> dict[str, object]:
        windows = {str(w.number): self.window_time.of_window(i) for i, w in enumerate(self.scenario.windows)}
        return {
            "days": self.days,
            "total": self.total.as_dict(),
            "by": {
                "service": {code: cell.as_dict() for code, cell in self.services.items()},
                "half_hour": {clock_of(half): cell.as_dict() for half, cell in self.half_hours.items()},
                "service_half_hour": [
                    {"service": code, "half_hour": clock_of(half)} | cell.as_dict()
                    for (code, half), cell in self.cells.items()
                ],
            },
            "utilisation": {
                "total": self.window_time.total.as_dict(),
                "window": {number: share.as_dict() for number, share in windows.items()},
                "half_hour": {
                    clock_of(half): share.as_dict()
                    for half in range(HALF_HOURS)
                    if (share := self.window_time.of_half_hour(half)).n
                },
            },
            "queue": {clock_of(half): dict(quantiles) for half, quantiles in self.queue.items()},
        }


def outcome_of(scenario: Scenario, draws: Draws, paths: Paths) -> Result:
    """Count what happened."""
    tickets = Tickets.of(scenario, draws, paths)
    count = _Cells(tickets, draws.days)
    codes = list(scenario.services)
    pairs = tickets.service * HALF_HOURS + tickets.half_hour
    return Result(
        scenario=scenario,
        days=draws.days,
        total=count.cell(np.arange(len(tickets.day))),
        services={codes[number]: count.cell(chosen) for number, chosen in groups(tickets.service)},
        half_hours={half: count.cell(chosen) for half, chosen in groups(tickets.half_hour)},
        cells={(codes[n // HALF_HOURS], n % HALF_HOURS): count.cell(chosen) for n, chosen in groups(pairs)},
        window_time=window_time(scenario, tickets, draws.days),
        queue=queue_quantiles(scenario, tickets, draws),
    )


class _Cells:
    def __init__(self, tickets: Tickets, days: int) -> None:
        self._tickets = tickets
        self._counter = Counter(tickets)
        self._days = days

    def cell(self, chosen: Chosen) -> Cell:
        served = chosen[self._tickets.is_served[chosen]]
        day = self._tickets.day[served]
        n = self._by_day(day, np.ones(len(served), np.int64))
        waits = self._by_day(day, self._tickets.wait[served])
        hits = self._by_day(day, self._tickets.within[served].astype(np.int64))
        return Cell(self._counter.figures(chosen), ratio(waits, n), ratio(hits, n))

    def _by_day(self, day: Chosen, weights: Chosen) -> Chosen:
        return np.bincount(day, weights=weights, minlength=self._days).astype(np.int64)


def clock_of(half: int) -> str:
    return f"{half // 2:02d}:{half % 2 * 30:02d}"
