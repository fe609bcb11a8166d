"""A sweep: every combination of scenarios and levels, each to be played on the same days of each seed."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulation.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination: its level of each factor, `scenario` first, and what it makes."""

    levels: Mapping[str, str]
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Sweep:
    """All cells have the same factors."""

    cells: tuple[Cell, ...]
    days: int
    seeds: tuple[int, ...]

    @property
    def factors(self) -> tuple[str, ...]:
        return tuple(self.cells[0].levels)

    @property
    def rows(self) -> int:
        return len(self.cells) * len(self.seeds)
