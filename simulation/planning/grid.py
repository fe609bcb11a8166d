"""The grid of a plan: the day in slots, windows that are alike in kinds, and the bounds of every slot.

Slots are 15 or 30 minutes, cut where the hall or a mode opens or closes. Windows of one kind serve the same services
with the same ranks under the same bounds: how many are open is to be found, which ones is of no matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simulation.drawing.draws import Ints
from simulation.scenario.scenario import PlannedMode, PlannedWindow, Scenario

REST = "day"  # the mode of what lies in no other, and has no bounds
FREE = PlannedMode(())


@dataclass(frozen=True, slots=True)
class Slot:
    """A part [start, end) of the day, in minutes, that is staffed as one."""

    start: int
    end: int
    mode: str

    @property
    def minutes(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Grid:
    """Arrays are by kind and slot, or by slot; `fewest` and `most` are windows of that kind."""

    scenario: Scenario
    slots: tuple[Slot, ...]
    kinds: tuple[tuple[PlannedWindow, ...], ...]
    fewest: Ints
    most: Ints
    at_least: Ints
    at_most: Ints

    @property
    def minutes(self) -> Ints:
        return np.array([slot.minutes for slot in self.slots], np.int64)

    @property
    def modes(self) -> tuple[str, ...]:
        """In the order of the day."""
        return tuple(dict.fromkeys(slot.mode for slot in self.slots))

    def may_add(self, counts: Ints, kind: int, slot: int) -> bool:
        return bool(counts[kind, slot] < self.most[kind, slot] and counts[:, slot].sum() < self.at_most[slot])

    def may_take(self, counts: Ints, kind: int, slot: int) -> bool:
        return bool(counts[kind, slot] > self.fewest[kind, slot] and counts[:, slot].sum() > self.at_least[slot])

    def everything(self) -> Ints:
        """As many as the bounds allow; where they allow fewer than there are, those that serve the most come first."""
        counts = self.fewest.copy()
        order = sorted(range(len(self.kinds)), key=lambda kind: -len(self.kinds[kind][0].rank))
        for slot in range(len(self.slots)):
            for kind in order:
                while self.may_add(counts, kind, slot):
                    counts[kind, slot] += 1
        return counts


def grid(scenario: Scenario, step: int) -> Grid:
    """`step` is minutes."""
    slots = tuple(_slots(scenario, step))
    bounds = [scenario.modes.get(slot.mode, FREE) for slot in slots]
    kinds: dict[object, list[PlannedWindow]] = {}
    for window in scenario.windows:
        allowed = tuple((mode.may_open(window.number), window.number in mode.always) for mode in bounds)
        kinds.setdefault((tuple(sorted(window.rank.items())), window.accessible, allowed), []).append(window)
    alike = tuple(tuple(windows) for windows in kinds.values())
    may = [[sum(mode.may_open(one.number) for one in windows) for mode in bounds] for windows in alike]
    always = [[sum(one.number in mode.always for one in windows) for mode in bounds] for windows in alike]
    there = np.array(may, np.int64).sum(axis=0)
    return Grid(
        scenario=scenario,
        slots=slots,
        kinds=alike,
        fewest=np.array(always, np.int64),
        most=np.array(may, np.int64),
        at_least=np.array([mode.at_least for mode in bounds], np.int64),
        at_most=np.minimum(there, [999 if mode.at_most is None else mode.at_most for mode in bounds]),
    )


def _slots(scenario: Scenario, step: int) -> Iterator[Slot]:
    edges = {
        minute for mode in scenario.modes.values() for period in mode.hours for minute in (period.start, period.end)
    }
    for period in scenario.hours:
        inner = {minute for minute in edges if period.start < minute < period.end}
        inner |= set(range(-(-period.start // step) * step, period.end, step))
        cuts = sorted(inner | {period.start, period.end})
        for start, end in pairwise(cuts):
            yield Slot(start, end, mode_at(scenario, start))


def mode_at(scenario: Scenario, minute: int) -> str:
    """The mode that a minute of the day lies in."""
    for code, mode in scenario.modes.items():
        if any(period.start <= minute < period.end for period in mode.hours):
            return code
    return REST
