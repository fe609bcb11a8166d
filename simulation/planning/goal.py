"""What a plan promises, and where: in each half hour over all services, and for each service over each mode.

A visitor counts where the ticket joins its line; one who joins after the last closing counts for the last half hour.
The share is the service level: tickets called within the time ÷ all tickets that joined. Who gave up, or was sent home
at closing, was not called, so that a hall can not keep its promise by letting people leave; who did not come when
called counts by the call. It lies between the two shares of `hallops.measures`: that of the served, which `hallops
simulate` prints, is never less.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulation.drawing.draws import Ints
from simulation.planning.grid import mode_at
from simulation.scenario.scenario import Scenario

HALF = 30  # minutes


@dataclass(frozen=True, slots=True)
class Goal:
    """At least `share` wait no longer than `within` (ms), or than their service's target where it is None."""

    share: float
    within: int | None = None

    def limits(self, scenario: Scenario) -> Ints:
        """The longest wait that is in time, by service."""
        return np.array([self.within or service.target for service in scenario.services.values()], np.int64)


@dataclass(frozen=True, slots=True)
class CellName:
    """A cell that the promise holds in: a half hour (minute of its start), or a service in a mode."""

    half_hour: int | None = None
    service: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """`places` are for the kernel's count: by minute of the day the cell of its half hour and the first of its mode."""

    names: tuple[CellName, ...]
    halves: int
    places: Ints


def cells(scenario: Scenario) -> Cells:
    first = scenario.opening // HALF
    halves = -(-scenario.closing // HALF) - first
    modes = list(dict.fromkeys(mode_at(scenario, minute) for minute in _open_minutes(scenario)))
    names = [CellName(half_hour=(first + number) * HALF) for number in range(halves)]
    names += [CellName(service=code, mode=mode) for mode in modes for code in scenario.services]
    places = np.zeros((scenario.closing, 2), np.int64)
    places[:, 0] = np.maximum(np.arange(scenario.closing) // HALF - first, 0)
    for minute in _open_minutes(scenario):  # a break counts as the mode before it
        places[minute:, 1] = halves + modes.index(mode_at(scenario, minute)) * len(scenario.services)
    places[: scenario.opening, 1] = halves
    return Cells(tuple(names), halves, places)


def _open_minutes(scenario: Scenario) -> Iterator[int]:
    for period in scenario.hours:
        yield from range(period.start, period.end)
