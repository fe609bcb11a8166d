"""How busy the windows are, and how many people wait, by half hour."""

from dataclasses import dataclass

import numpy as np

from hallops.domain.rules import MINUTE
from hallops.measures.share import Share
from simulation.drawing.draws import NONE, Draws, Ints
from simulation.outcome.tickets import HALF_HOUR, HALF_HOURS, Tickets
from simulation.paths import Outcome
from simulation.roster import roster
from simulation.scenario.scenario import DAY, Scenario

LOOK = 5 * MINUTE  # how often the queue is looked at
LOOKS = DAY // LOOK
QUANTILES = {"median": 50, "p90": 90, "longest": 100}


@dataclass(frozen=True, slots=True)
class WindowTime:
    """By window and half hour, in ms over all days. Busy beyond the planned time counts as open too."""

    busy: Ints
    open: Ints

    def of_window(self, window: int) -> Share:
        return _share(self.busy[window], self.open[window])

    def of_half_hour(self, half: int) -> Share:
        return _share(self.busy[:, half], self.open[:, half])

    @property
    def total(self) -> Share:
        return _share(self.busy, self.open)


def window_time(scenario: Scenario, tickets: Tickets, days: int) -> WindowTime:
    """Service, wrap-up and waiting for the absent are busy time."""
    index = {window.number: place for place, window in enumerate(scenario.windows)}
    planned = [(index[s.window], s.start, s.end) for s in roster(scenario, 1)]
    called = np.flatnonzero(tickets.called != NONE)
    wrap_up = np.array([service.wrap_up for service in scenario.services.values()], np.int64)
    extra = np.where(tickets.outcome[called] == Outcome.SERVED, wrap_up[tickets.service[called]], 0)
    places = np.array([index[number] for number in tickets.window[called].tolist()], np.int64)
    begun = tickets.called[called] % DAY if scenario.carry_over else tickets.called[called]
    until = begun + tickets.ended[called] - tickets.called[called] + extra
    busy = _by_half(len(index), places, begun, until)
    inside = np.zeros_like(busy)
    open_time = np.zeros_like(busy)
    for place, start, end in planned:
        mine = places == place
        inside += _by_half(len(index), places[mine], np.clip(begun[mine], start, end), np.clip(until[mine], start, end))
        open_time += days * _by_half(len(index), np.array([place]), np.array([start]), np.array([end]))
    return WindowTime(busy, open_time + busy - inside)


def _by_half(windows: int, places: Ints, start: Ints, end: Ints) -> Ints:
    """The ms of spans by window and half hour; what is past midnight counts for the last half hour."""
    found = np.zeros((windows, HALF_HOURS), np.int64)
    for half in range(HALF_HOURS):
        low = half * HALF_HOUR
        high = low + HALF_HOUR if half < HALF_HOURS - 1 else np.iinfo(np.int64).max
        inside = np.maximum(np.minimum(end, high) - np.maximum(start, low), 0)
        found[:, half] = np.bincount(places, weights=inside, minlength=windows).astype(np.int64)
    return found


def _share(busy: Ints, open_time: Ints) -> Share:
    return Share(int(busy.sum()), int(open_time.sum()))


def queue_quantiles(scenario: Scenario, tickets: Tickets, draws: Draws) -> dict[int, dict[str, int]]:
    """People waiting, looked at every five minutes of all days, by half hour in which anybody may wait."""
    last = draws.days * LOOKS
    end = np.where(tickets.until == NONE, draws.days * DAY, tickets.until + tickets.day * DAY)
    limit = np.full(len(end), last) if scenario.carry_over else (tickets.day + 1) * LOOKS
    first = np.minimum(-(-(tickets.issued + tickets.day * DAY) // LOOK), limit)
    after = np.minimum(np.maximum(-(-end // LOOK), first), limit)
    change = np.bincount(first, minlength=last + 1) - np.bincount(after, minlength=last + 1)
    waiting = np.cumsum(change)[:last].reshape(draws.days, HALF_HOURS, -1)
    halves = np.sort(waiting.transpose(1, 0, 2).reshape(HALF_HOURS, -1), axis=1)
    size = halves.shape[1]
    first_half, last_half = scenario.opening // 30, -(-scenario.closing // 30)
    return {
        half: {name: int(halves[half, -(-percent * size // 100) - 1]) for name, percent in QUANTILES.items()}
        for half in range(HALF_HOURS)
        if first_half <= half < last_half or halves[half, -1] > 0
    }
