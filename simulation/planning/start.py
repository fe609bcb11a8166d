"""Where a search begins: as many windows in each slot as the formula asks for at the modified offered load."""

import numpy as np

from hallops.domain.rules import MINUTE
from simulation.analytic.erlang import least_servers
from simulation.analytic.offered_load import busy_minutes, mol, rates
from simulation.drawing.draws import Ints
from simulation.planning.goal import Goal
from simulation.planning.grid import Grid
from simulation.planning.trial import Floats


def load(grid: Grid) -> Floats:
    """Windows' worth of work by service and slot: the greatest of the intervals that the slot meets."""
    scenario = grid.scenario
    come = rates(scenario)
    by_interval = np.array([mol(come[code], busy_minutes(scenario, code), scenario.interval) for code in come])
    found = np.zeros((len(come), len(grid.slots)))
    for place, slot in enumerate(grid.slots):
        first = (slot.start - scenario.opening) // scenario.interval
        last = -(-(slot.end - scenario.opening) // scenario.interval)
        found[:, place] = by_interval[:, first:last].max(axis=1)
    return found


def need(grid: Grid, goal: Goal) -> Ints:
    """Windows by slot, all alike and everybody patient: Erlang C on the load, services as long as on average."""
    work, services = load(grid), grid.scenario.services
    busy = np.array([busy_minutes(grid.scenario, code) for code in services])
    limits = goal.limits(grid.scenario) / MINUTE
    found = []
    for loads in work.T:
        rate = loads / busy  # visitors a minute
        total = float(rate.sum())
        if total <= 0:
            found.append(0)
            continue
        found.append(least_servers(total, total / float(loads.sum()), float(rate @ limits) / total, goal.share))
    return np.array(found, np.int64)


def start(grid: Grid, goal: Goal) -> Ints:
    """As many windows as the formula wants, within the bounds, those first that most of the work is left for."""
    counts, work, wanted = grid.fewest.copy(), load(grid), need(grid, goal)
    for slot in range(len(grid.slots)):
        left = work[:, slot].copy()
        for kind in np.repeat(np.arange(len(grid.kinds)), counts[:, slot]):
            _work(grid, int(kind), left)
        least = max(int(grid.at_least[slot]), int(wanted[slot]))
        while counts[:, slot].sum() < least:
            able = [kind for kind in range(len(grid.kinds)) if grid.may_add(counts, kind, slot)]
            if not able:
                break
            best = max(able, key=lambda kind: (useful(grid, kind, left), -kind))
            counts[best, slot] += 1
            _work(grid, best, left)
    return counts


def useful(grid: Grid, kind: int, work: Floats) -> float:
    """How much of some work, by service, a window of a kind is there for: its own work counts whole, help in part."""
    rank = grid.kinds[kind][0].rank
    return float(sum(max(work[n], 0.0) / rank[code] for n, code in enumerate(grid.scenario.services) if code in rank))


def _work(grid: Grid, kind: int, left: Floats) -> None:
    """Take what one window does from what is left, in proportion."""
    rank = grid.kinds[kind][0].rank
    able = [number for number, code in enumerate(grid.scenario.services) if code in rank]
    total = float(np.maximum(left[able], 0.0).sum())
    if total > 0:
        left[able] -= left[able] * min(1.0, 1.0 / total)
