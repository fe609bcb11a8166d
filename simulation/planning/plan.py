"""plan(scenario, settings, watch): the staffing of least window-hours, judged at the end on days no search has seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from simulation.drawing.draws import Ints
from simulation.planning.goal import CellName, Goal
from simulation.planning.grid import Grid, Slot, grid
from simulation.planning.judge import FEW, Judge, Verdict
from simulation.planning.search import Found, Place, Search, Watch
from simulation.planning.staffing import numbers_open, staffed, window_hours
from simulation.planning.start import need, start
from simulation.planning.trial import Reached, Trial
from simulation.scenario.scenario import Scenario

FRESH = 1_000_003  # from the seed of the search to that of the fresh days; each further try goes as far again
TRIES = ((3.5, 0.95), (5.0, 1.0))  # standard errors above the share, and which part of what can be had
FIRST_PARTS = (50, 200)  # days: most staffings are judged on them alone


@dataclass(frozen=True, slots=True)
class Settings:
    """`step` is minutes; `days` are the fresh ones that judge the plan, after a search on half as many again."""

    goal: Goal
    step: int = 30
    days: int = 1000
    seed: int = 1

    @property
    def searched(self) -> int:
        return self.days * 3 // 2

    @property
    def parts(self) -> tuple[int, ...]:
        rest = self.searched - sum(FIRST_PARTS)
        return (*FIRST_PARTS, rest) if rest > 0 else (self.searched,)


@dataclass(frozen=True, slots=True)
class Without:
    """What one window less in a slot would bring: the cell that lacks most then, and its share."""

    window: int
    cell: CellName
    share: float


@dataclass(frozen=True, slots=True)
class Row:
    """A slot of the curve: the windows open, what the formula asked for, and why there are not fewer.

    `cover` is that the bounds want as many; `without` is the window that could best be missed.
    """

    slot: Slot
    windows: tuple[int, ...]
    formula: int
    cover: bool
    without: Without | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a staffing reached, on fresh days of a seed, or on those of the search."""

    reached: Reached
    fresh_seed: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """`reached` are the shares on fresh days, or on those of the search where nothing within the bounds keeps the goal.

    `lacking` are the cells that are below the goal on these days; `unjudged`, cells that hardly anybody comes to.
    """

    settings: Settings
    scenario: Scenario
    before: float  # window-hours
    rows: tuple[Row, ...]
    cells: tuple[CellName, ...]
    reached: Reached
    fresh_seed: int | None
    lacking: tuple[int, ...]
    unjudged: tuple[int, ...]
    single: Mapping[Place, Verdict]  # what would be without each window
    days_played: int

    @property
    def is_possible(self) -> bool:
        """Whether there is a staffing within the bounds that keeps the goal on the days of the search."""
        return self.fresh_seed is not None

    @property
    def is_kept(self) -> bool:
        return self.is_possible and not self.lacking

    @property
    def window_hours(self) -> float:
        return window_hours(self.scenario)


def plan(scenario: Scenario, settings: Settings, watch: Watch) -> Plan:
    """Search, then judge on fresh days; where those show that it was cut too fine, search again with more to spare."""
    parts, goal = grid(scenario, settings.step), settings.goal
    trial = Trial(scenario, goal, settings.seed, settings.parts)
    best = trial.whole(staffed(parts, parts.everything()))
    found, judged = Found(parts.everything(), best, {}), Judged(best, None)
    if _below(best, goal):
        return _planned(parts, settings, trial, found, judged)
    counts = start(parts, goal)
    for number, (sureness, part) in enumerate(TRIES, 1):
        found = Search(Judge(parts, trial, best, goal, sureness=sureness, part=part), watch).found(counts)
        counts = found.counts
        fresh = Trial(scenario, goal, settings.seed + number * FRESH, (settings.days,))
        judged = Judged(replace(fresh.whole(staffed(parts, counts)), weights=None), fresh.seed)
        if not _below(judged.reached, goal):
            break
    return _planned(parts, settings, trial, found, judged)


def _below(reached: Reached, goal: Goal) -> tuple[int, ...]:
    """Cells that lack."""
    judged = reached.seen >= FEW * reached.days
    return tuple(np.flatnonzero(judged & (reached.share < goal.share)).tolist())


def _planned(parts: Grid, settings: Settings, trial: Trial, found: Found, judged: Judged) -> Plan:
    reached = judged.reached
    scenario = staffed(parts, found.counts)
    return Plan(
        settings=settings,
        scenario=scenario,
        before=window_hours(parts.scenario),
        rows=tuple(_rows(parts, settings.goal, found, trial.cells.names)),
        cells=trial.cells.names,
        reached=reached,
        fresh_seed=judged.fresh_seed,
        lacking=_below(reached, settings.goal),
        unjudged=tuple(np.flatnonzero((reached.seen < FEW * reached.days) & (reached.seen > 0)).tolist()),
        single=found.without,
        days_played=trial.played,
    )


def _rows(parts: Grid, goal: Goal, found: Found, cells: tuple[CellName, ...]) -> Iterator[Row]:
    wanted, scenario = need(parts, goal), staffed(parts, found.counts)
    for place, slot in enumerate(parts.slots):
        yield Row(
            slot=slot,
            windows=tuple(numbers_open(scenario, slot.start, slot.end)),
            formula=int(wanted[place]),
            cover=_is_cover(parts, found.counts, place),
            without=_without(parts, found, cells, place),
        )


def _is_cover(parts: Grid, counts: Ints, slot: int) -> bool:
    least = max(int(parts.at_least[slot]), int(parts.fewest[:, slot].sum()))
    return bool(counts[:, slot].sum() <= least)


def _without(parts: Grid, found: Found, cells: tuple[CellName, ...], slot: int) -> Without | None:
    verdicts = {place: verdict for place, verdict in found.without.items() if place[1] == slot}
    if not verdicts:
        return None
    place = min(verdicts, key=lambda one: float(verdicts[one].short.max()))
    verdict = verdicts[place]
    window = parts.kinds[place[0]][int(found.counts[place]) - 1].number
    return Without(window, cells[verdict.worst], float(verdict.share[verdict.worst]))
