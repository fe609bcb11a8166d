"""compare(scenarios, days, seed): the same days under each scenario, and what differs from the first one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simulation.comparing.day_sums import DaySums, PlayedDays, add_up, joined_days
from simulation.comparing.figures import FIGURES, OF_WINDOWS
from simulation.drawing.draw import draw
from simulation.drawing.draws import COLUMNS, Draws
from simulation.outcome.intervals import Interval
from simulation.run import PLAY, Engine
from simulation.scenario.scenario import Scenario

CHUNK = 100  # days, after which whoever waits is told
Figures = Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Compared:
    """One scenario's figures and what they differ from the first scenario's, over all services and by common one."""

    name: str
    figures: Figures
    differences: Figures
    services: Mapping[str, tuple[Figures, Figures]]
    own_services: tuple[str, ...]  # that not all scenarios have
    same_people: bool  # exactly those of the first scenario come, at the same times with the same wants

    def as_dict(self) -> dict[str, object]:
        return {
            "scenario": self.name,
            "same_people": self.same_people,
            "own_services": list(self.own_services),
            "figures": _plain(self.figures),
            "differences": _plain(self.differences),
            "services": {
                code: {"figures": _plain(figures), "differences": _plain(differences)}
                for code, (figures, differences) in self.services.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first scenario is what the others are compared with."""

    days: int
    seed: int
    common: tuple[str, ...]  # services that all have
    compared: tuple[Compared, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "days": self.days,
            "seed": self.seed,
            "common_services": list(self.common),
            "scenarios": [each.as_dict() for each in self.compared],
        }


def compare(
    scenarios: Mapping[str, Scenario],
    days: int,
    seed: int,
    engine: Engine,
    watch: Callable[[int], None] = lambda _done: None,
) -> Comparison:
    """Play the days of one seed under every scenario; `watch` is told how many are done, of all together."""
    names = list(scenarios)
    played: dict[str, list[PlayedDays]] = {name: [] for name in names}
    same = dict.fromkeys(names, True)
    done = 0
    for chunk in _chunks(scenarios, days):
        first: Draws | None = None
        for name, scenario in scenarios.items():
            draws = draw(scenario, chunk, seed)
            first = draws if first is None else first
            same[name] &= same_people(first, draws)
            played[name].append(add_up(scenario, draws, PLAY[engine](scenario, draws)))
            done += len(chunk)
            watch(done)
    sums = {name: joined_days(parts) for name, parts in played.items()}
    common = tuple(code for code in sums[names[0]].services if all(code in its.services for its in sums.values()))
    base = sums[names[0]]
    return Comparison(
        days, seed, common, tuple(_compared(name, base, its, common, same[name]) for name, its in sums.items())
    )


def same_people(one: Draws, other: Draws) -> bool:
    """Whether the draws are equal, whatever windows they meet."""
    if (one.services, one.classes) != (other.services, other.classes):
        return False
    return all(np.array_equal(getattr(one, column), getattr(other, column)) for column in ("starts", *COLUMNS))


def _chunks(scenarios: Mapping[str, Scenario], days: int) -> list[range]:
    """Days that follow each other without a break are one piece."""
    size = days if any(scenario.carry_over for scenario in scenarios.values()) else CHUNK
    bounds = [*range(0, days, size), days]
    return [range(low, high) for low, high in pairwise(bounds)]


def _compared(name: str, base: PlayedDays, mine: PlayedDays, common: tuple[str, ...], same: bool) -> Compared:
    services = {
        code: (
            _figures(mine.services[code], OF_WINDOWS),
            _differences(base.services[code], mine.services[code], OF_WINDOWS),
        )
        for code in common
    }
    own = tuple(code for code in mine.services if code not in common)
    return Compared(name, _figures(mine.total), _differences(base.total, mine.total), services, own, same)


def _figures(sums: DaySums, without: tuple[str, ...] = ()) -> Figures:
    return {name: figure.of(sums) for name, figure in FIGURES.items() if name not in without}


def _differences(base: DaySums, mine: DaySums, without: tuple[str, ...] = ()) -> Figures:
    return {name: figure.difference(base, mine) for name, figure in FIGURES.items() if name not in without}


def _plain(figures: Figures) -> dict[str, dict[str, float | None]]:
    return {name: interval.as_dict() for name, interval in figures.items()}
