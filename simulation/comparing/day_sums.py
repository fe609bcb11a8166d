"""What days add up to: whole numbers a day, from which every figure and its interval follow.

The sums of days that were played in parts, anywhere, are those of days played at once: joined in the order of days they
are the same numbers. Tickets and waits are counted as `simulation.outcome` counts them.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from simulation.drawing.draw import draw
from simulation.drawing.draws import NONE, Draws, Ints
from simulation.outcome.tickets import Tickets
from simulation.paths import Outcome, Paths
from simulation.roster import roster
from simulation.run import PLAY, Engine
from simulation.scenario.scenario import DAY, Scenario


@dataclass(frozen=True, slots=True)
class DaySums:
    """An entry a day, but for `wait`: ms of each who was served, day after day."""

    tickets: Ints
    served: Ints
    left: Ints
    waits: Ints  # ms of all who were served
    hits: Ints  # served within their target
    busy: Ints  # ms of windows; 0 where only some services are looked at
    open: Ints
    wait: Ints

    @property
    def days(self) -> int:
        return len(self.tickets)

    @property
    def ones(self) -> Ints:
        """What a figure a day is divided by."""
        return np.ones(self.days, np.int64)


@dataclass(frozen=True, slots=True)
class PlayedDays:
    """All tickets, and those of each service."""

    total: DaySums
    services: dict[str, DaySums]


def play_days(scenario: Scenario, days: range, seed: int, engine: Engine) -> PlayedDays:
    """Draw these days, play them and add them up."""
    draws = draw(scenario, days, seed)
    return add_up(scenario, draws, PLAY[engine](scenario, draws))


def add_up(scenario: Scenario, draws: Draws, paths: Paths) -> PlayedDays:
    tickets = Tickets.of(scenario, draws, paths)
    busy, opened = _window_time(scenario, tickets, draws.days)
    everybody = np.ones(len(tickets.day), np.bool_)
    nothing = np.zeros(draws.days, np.int64)
    return PlayedDays(
        _sums(tickets, everybody, busy, opened),
        {
            code: _sums(tickets, tickets.service == number, nothing, nothing)
            for number, code in enumerate(scenario.services)
        },
    )


def joined_days(parts: list[PlayedDays]) -> PlayedDays:
    """Days after each other."""
    total = joined_sums([part.total for part in parts])
    return PlayedDays(total, {code: joined_sums([part.services[code] for part in parts]) for code in parts[0].services})


def joined_sums(parts: list[DaySums]) -> DaySums:
    """Days after each other."""
    return DaySums(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(DaySums)))


def _sums(tickets: Tickets, chosen: NDArray[np.bool_], busy: Ints, opened: Ints) -> DaySums:
    served = chosen & tickets.is_served
    wait = tickets.wait

    def a_day(which: NDArray[np.bool_], weights: Ints | None = None) -> Ints:
        found = np.bincount(tickets.day[which], None if weights is None else weights[which], minlength=len(busy))
        return found.astype(np.int64)

    return DaySums(
        tickets=a_day(chosen),
        served=a_day(served),
        left=a_day(chosen & (tickets.outcome == Outcome.LEFT)),
        waits=a_day(served, wait),
        hits=a_day(served & tickets.within),
        busy=busy,
        open=opened,
        wait=wait[served],
    )


def _window_time(scenario: Scenario, tickets: Tickets, days: int) -> tuple[Ints, Ints]:
    """Busy and open ms of all windows by day of joining; work outside the planned time counts as open too."""
    called = np.flatnonzero(tickets.called != NONE)
    wrap_up = np.array([service.wrap_up for service in scenario.services.values()], np.int64)
    extra = np.where(tickets.outcome[called] == Outcome.SERVED, wrap_up[tickets.service[called]], 0)
    begun = tickets.called[called] % DAY if scenario.carry_over else tickets.called[called]
    until = begun + tickets.ended[called] - tickets.called[called] + extra
    outside = until - begun
    planned = 0
    for stretch in roster(scenario, 1):
        here = tickets.window[called] == stretch.window
        covered = np.minimum(until, stretch.end) - np.maximum(begun, stretch.start)
        outside = outside - np.where(here, np.maximum(covered, 0), 0)
        planned += stretch.end - stretch.start
    day = tickets.day[called]
    busy = np.bincount(day, until - begun, minlength=days).astype(np.int64)
    return busy, planned + np.bincount(day, outside, minlength=days).astype(np.int64)
