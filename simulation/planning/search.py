"""The search: windows are added where the promise is not kept, then taken away one by one as long as it is.

A plan is found when no single window of any slot can be taken away.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from simulation.drawing.draws import Ints
from simulation.planning.goal import HALF
from simulation.planning.judge import Judge, Verdict
from simulation.planning.start import useful
from simulation.planning.trial import Floats, Reached

Place = tuple[int, int]  # kind and slot
Watch = Callable[[str, int], None]  # what it does, and the window-minutes so far


@dataclass(frozen=True, slots=True)
class Found:
    """A staffing with what it reached, and what would be without each window that the bounds would let go."""

    counts: Ints
    reached: Reached
    without: dict[Place, Verdict]


class Search:
    """`watch` is told of each step, and may stop the search by an exception."""

    def __init__(self, judge: Judge, watch: Watch) -> None:
        self._judge = judge
        self._grid = judge.grid
        self._watch = watch
        self._codes = list(self._grid.scenario.services)

    def found(self, first: Ints) -> Found:
        """The least staffing from a first one; one that lacks where the bounds allow no more."""
        counts, reached = self.grown(first)
        if not self._judge.verdict(reached).kept:
            return Found(counts, reached, {})
        while True:
            counts, reached = self.shrunk(counts, reached)
            without = self.without(counts, reached)
            if not any(verdict.kept for verdict in without.values()):
                return Found(counts, reached, without)

    def minutes(self, counts: Ints) -> int:
        """Window-minutes of a day."""
        return int((counts * self._grid.minutes).sum())

    # adding

    def grown(self, counts: Ints) -> tuple[Ints, Reached]:
        """Add windows for every late cell at once, until none is late or none can be added."""
        counts, look = counts.copy(), self._judge.glance
        while True:
            self._watch("grow", self.minutes(counts))
            reached = look(counts)
            places = set(self._wanted(counts, reached))
            if not places and look == self._judge.whole:
                return counts, reached
            if not places:
                look = self._judge.whole
            for kind, slot in sorted(places):
                if self._grid.may_add(counts, kind, slot):
                    counts[kind, slot] += 1

    def _wanted(self, counts: Ints, reached: Reached) -> Iterator[Place]:
        short = self._judge.verdict(reached).short
        for cell in np.flatnonzero(short > 0).tolist():
            name = self._judge.cells.names[cell]
            if name.half_hour is not None:
                place = self._place(counts, name.half_hour, reached.late[cell].astype(float))
            else:
                place = self._for_service(counts, str(name.service), str(name.mode), reached.late)
            if place is not None:
                yield place

    def _for_service(self, counts: Ints, service: str, mode: str, late: Ints) -> Place | None:
        """Where most of a service are late in a mode: a window for it, or else one for those who are before them."""
        number = self._codes.index(service)
        first = self._grid.scenario.opening // HALF
        halves = {s.start // HALF - first for s in self._grid.slots if s.mode == mode}
        by_need = sorted(halves, key=lambda half: -late[half, number])
        for work in (np.eye(len(self._codes))[number], np.ones(len(self._codes))):
            for half in by_need:
                place = self._place(counts, (first + half) * HALF, work)
                if place is not None:
                    return place
        return None

    def _place(self, counts: Ints, minute: int, late: Floats) -> Place | None:
        """The window that helps those late in a half hour: there, right after it, or as shortly before as can be."""
        slots = [number for number, slot in enumerate(self._grid.slots) if slot.start < minute + HALF]
        after = list(range(len(slots), len(self._grid.slots)))[:1]
        there = [number for number in slots if self._grid.slots[number].end > minute]
        for slot in (*reversed(there), *after, *reversed(slots[: len(slots) - len(there)])):
            kinds = [kind for kind in range(len(self._grid.kinds)) if self._grid.may_add(counts, kind, slot)]
            helping = {kind: useful(self._grid, kind, late) for kind in kinds}
            if helping and max(helping.values()) > 0:
                return max(helping, key=lambda kind: (helping[kind], -kind)), slot
        return None

    # taking away

    def shrunk(self, counts: Ints, reached: Reached) -> tuple[Ints, Reached]:
        """Take windows away one by one as long as the promise is kept, from the morning on.

        Each is asked once: with fewer others it is needed the more.
        """
        for place in self._removable(counts):
            while self._grid.may_take(counts, *place):
                _, less = self._judge.less(fewer(counts, place), reached)
                self._watch("shrink", self.minutes(counts))
                if less is None:
                    break
                counts, reached = fewer(counts, place), less
        return counts, reached

    def without(self, counts: Ints, reached: Reached) -> dict[Place, Verdict]:
        """What would be without each window that the bounds would let go."""
        found = {}
        for place in self._removable(counts):
            found[place], _ = self._judge.less(fewer(counts, place), reached)
            self._watch("prove", self.minutes(counts))
        return found

    def _removable(self, counts: Ints) -> list[Place]:
        """Windows that the bounds would let go, by time; of a slot the last kind first."""
        kinds, slots = counts.shape
        every = ((kind, slot) for slot in range(slots) for kind in reversed(range(kinds)))
        return [place for place in every if self._grid.may_take(counts, *place)]


def fewer(counts: Ints, place: Place) -> Ints:
    """One window less."""
    found = counts.copy()
    found[place] -= 1
    return found
