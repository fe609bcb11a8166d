"""Which cells of a roster to free next: some days of everybody, or some people on all days, near what is broken.

Sizes follow what the solver can prove in its time: a part that is solved soon grows, one that is not shrinks.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from hallops.roster.check import Breach
from hallops.roster.domains import Domains, Spot
from hallops.roster.meaning import Meaning

GROWTH, SHRINK = 1.3, 0.8
LEAST, FIRST, MOST = 100.0, 250.0, 40_000.0  # options to free
MEMORY = 0.85  # of how often a cut helped; the rest is the newest answer
FEW = 3  # people in the narrowest block
HOPE = 0.1  # no cut is given up for good


class Cut(StrEnum):
    """How a part is cut out of the roster."""

    DAYS = "days"  # days in a row, everybody
    SCATTERED = "scattered"  # days here and there, everybody
    PEOPLE = "people"  # some people, all days
    BLOCK = "block"  # some people, as many days in a row as fit


@dataclass
class Neighbourhood:
    """Chooses parts of a problem; `cells` are those that may change at all."""

    meaning: Meaning
    domains: Domains
    cells: frozenset[Spot]
    rng: Random
    target: dict[Cut, float] = field(default_factory=dict)  # options to free
    help: dict[Cut, float] = field(default_factory=dict)  # how often a cut helped, lately

    def __post_init__(self) -> None:
        self.target = dict.fromkeys(Cut, FIRST)
        self.help = dict.fromkeys(Cut, 1.0)

    def choose(self, breaches: tuple[Breach, ...]) -> tuple[Cut, list[Spot]]:
        """A way to cut and the cells it frees, around a breach drawn by its cost."""
        cut = self.rng.choices(list(Cut), [self.help[cut] + HOPE for cut in Cut])[0]
        staff, day = self._seed(breaches)
        people, days = self._ordered_people(staff), self._ordered_days(day, in_a_row=cut is not Cut.SCATTERED)
        if cut is Cut.PEOPLE:
            order = [(who, when) for who in people for when in days]
        elif cut is Cut.BLOCK:
            people = people[: self.rng.randint(min(FEW, len(people)), max(FEW, len(people) // 2))]
            order = [(who, when) for when in days for who in people]
        else:
            order = [(who, when) for when in days for who in people]
        line = len(days) if cut is Cut.PEOPLE else len(people)
        return cut, self._filled(order, self.target[cut], line)

    def learn(self, cut: Cut, share: float, *, proven: bool, helped: bool) -> None:
        """Free more after a proof in less than half of the time, less after none; try what helps more often."""
        self.help[cut] = self.help[cut] * MEMORY + helped * (1 - MEMORY)
        if not proven:
            self.target[cut] = max(LEAST, self.target[cut] * SHRINK)
        elif share < 1 / 2:
            self.target[cut] = min(MOST, self.target[cut] * GROWTH)

    def _filled(self, order: list[Spot], target: float, line: int) -> list[Spot]:
        """Cells in order up to the target; at least one whole line of them."""
        found, size = [], 0
        for number, spot in enumerate(order):
            if spot not in self.cells:
                continue
            if size >= target and number % line == 0:
                break
            found.append(spot)
            size += len(self.domains[spot])
        return found

    def _seed(self, breaches: tuple[Breach, ...]) -> tuple[int | None, int | None]:
        if not breaches or self.rng.random() < 1 / 4:
            return None, None
        clause = self.rng.choices(breaches, [breach.cost + 1 for breach in breaches])[0].clause
        staff = None if clause.staff is None else self.meaning.staff[clause.staff]
        return staff, None if clause.day is None else self.meaning.days[clause.day]

    def _ordered_people(self, first: int | None) -> list[int]:
        people = list(range(len(self.meaning.staff)))
        self.rng.shuffle(people)
        return people if first is None else [first, *(who for who in people if who != first)]

    def _ordered_days(self, day: int | None, *, in_a_row: bool) -> list[int]:
        count = len(self.meaning.days)
        middle = self.rng.randrange(count) if day is None else day
        if not in_a_row:
            others = [other for other in range(count) if other != middle]
            self.rng.shuffle(others)
            return [middle, *others]
        tilt = self.rng.random() - 1 / 2  # the day stands anywhere in its row
        return sorted(range(count), key=lambda other: abs(other - middle + tilt / 2))
