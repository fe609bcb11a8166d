"""A staffing: how many windows of each kind are open in each slot, and the scenario that says so."""

from dataclasses import replace

import numpy as np

from hallops.domain.modes import Hours
from simulation.drawing.draws import Ints
from simulation.planning.grid import Grid
from simulation.scenario.scenario import PlannedWindow, Scenario, inside, merged


def staffed(grid: Grid, counts: Ints) -> Scenario:
    """The scenario with these windows open: of a kind, those that must be and then the smallest numbers."""
    windows = [w for kind, alike in enumerate(grid.kinds) for w in _opened(grid, counts, kind, alike)]
    return replace(grid.scenario, windows=tuple(sorted(windows, key=lambda window: window.number)))


def _opened(grid: Grid, counts: Ints, kind: int, alike: tuple[PlannedWindow, ...]) -> list[PlannedWindow]:
    found: list[list[Hours]] = [[] for _ in alike]
    for place, slot in enumerate(grid.slots):
        mode = grid.scenario.modes.get(slot.mode)
        order = sorted(range(len(alike)), key=lambda n: (mode is not None and alike[n].number not in mode.always, n))
        for number in order[: int(counts[kind, place])]:
            found[number].append(Hours(slot.start, slot.end))
    return [replace(one, open=merged(tuple(periods))) for one, periods in zip(alike, found, strict=True)]


def present(grid: Grid) -> Ints:
    """What the scenario itself has open; a window that is open in a part of a slot counts for the whole."""
    counts = np.zeros((len(grid.kinds), len(grid.slots)), np.int64)
    for kind, alike in enumerate(grid.kinds):
        for place, slot in enumerate(grid.slots):
            part = Hours(slot.start, slot.end)
            counts[kind, place] = sum(any(part.overlaps(period) for period in one.open) for one in alike)
    return counts


def numbers_open(scenario: Scenario, start: int, end: int) -> list[int]:
    """The windows that are open all through a part of the day."""
    return [window.number for window in scenario.windows if inside(Hours(start, end), window.open)]


def window_hours(scenario: Scenario) -> float:
    return sum(period.end - period.start for window in scenario.windows for period in window.open) / 60
