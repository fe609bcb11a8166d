"""A roster whose cost is known after every change: the counters of `hallops.roster.meaning`, kept up to date.

What a change of one cell costs is found from the few counters that it touches: ten thousand times a second. The
search begins with it, and the ranked replacements for a sick colleague come from it.
"""

from collections import defaultdict
from collections.abc import Iterable

from hallops.roster.domains import Spot, is_hard
from hallops.roster.meaning import Clause, Meaning, Option, Touch

HARD = 10_000_000  # a unit of a hard clause, dearer than any roster's other cost
Line = tuple[int, int, int, bool]  # low, high, weight, squared
NEVER = 1 << 40


class Tally:
    """Counters, clauses and chosen options of one roster."""

    def __init__(self, meaning: Meaning, options: Iterable[Option] = ()) -> None:
        self.meaning = meaning
        self.chosen: dict[Spot, Option] = {}
        self.values = list(meaning.base)
        self._touches: dict[Option, list[Touch]] = {}
        self._plain: list[list[Line]] = [[] for _ in meaning.base]
        self._standing: list[list[int]] = [[] for _ in meaning.base]
        self._joint: defaultdict[int, list[int]] = defaultdict(list)  # clauses of several counters, or capped ones
        self._read_clauses()
        for option in options:
            self.put((option.staff, option.day), option)

    def change(self, spot: Spot, option: Option | None) -> int:
        """What the cost would rise by if the cell held this option instead; None is free."""
        total = 0
        values = self.values
        for counter, step in self._steps(spot, option):
            before = values[counter]
            after = before + step
            for low, high, weight, squared in self._plain[counter]:
                was = before - high if before > high else low - before if before < low else 0
                now = after - high if after > high else low - after if after < low else 0
                if was != now:
                    total += weight * (now * now - was * was if squared else now - was)
            if counter in self._joint:
                total += self._joint_change(counter, after)
        return total

    def put(self, spot: Spot, option: Option | None) -> None:
        """Let the cell hold this option."""
        for counter, step in self._steps(spot, option):
            self.values[counter] += step
        if option is None:
            self.chosen.pop(spot, None)
        else:
            self.chosen[spot] = option

    def clauses_of(self, counters: Iterable[int]) -> list[Clause]:
        """The clauses that these counters stand in, each once."""
        numbers = {number for counter in counters for number in self._standing[counter]}
        return [self.meaning.clauses[number] for number in sorted(numbers)]

    def _steps(self, spot: Spot, option: Option | None) -> Iterable[Touch]:
        """The counters that change, and by how much."""
        now = self.chosen.get(spot)
        if now is None:
            return () if option is None else self._of(option)
        steps = {counter: -step for counter, step in self._of(now)}
        if option is not None:
            for counter, step in self._of(option):
                steps[counter] = steps.get(counter, 0) + step
        return [(counter, step) for counter, step in steps.items() if step]

    def _of(self, option: Option) -> list[Touch]:
        found = self._touches.get(option)
        if found is None:
            total: defaultdict[int, int] = defaultdict(int)
            for counter, step in self.meaning.raised(option):
                total[counter] += step
            found = self._touches[option] = list(total.items())
        return found

    def _read_clauses(self) -> None:
        for number, clause in enumerate(self.meaning.clauses):
            for counter in clause.counters:
                self._standing[counter].append(number)
            if clause.spread or len(clause.counters) > 1 or clause.counters[0] in self.meaning.caps:
                for counter in clause.counters:
                    self._joint[counter].append(number)
                continue
            low = -NEVER if clause.low is None else clause.low
            high = NEVER if clause.high is None else clause.high
            hard = is_hard(clause)
            line = low, high, HARD if hard else clause.weight, clause.rule.square and not hard
            self._plain[clause.counters[0]].append(line)

    def _joint_change(self, counter: int, after: int) -> int:
        return sum(
            self._joint_cost(number, counter, after) - self._joint_cost(number) for number in self._joint[counter]
        )

    def _joint_cost(self, number: int, changed: int = -1, value: int = 0) -> int:
        clause, caps = self.meaning.clauses[number], self.meaning.caps
        values = {c: value if c == changed else self.values[c] for c in clause.counters}
        amount = clause.amount({c: min(v, caps[c]) if c in caps else v for c, v in values.items()})
        return HARD * amount if is_hard(clause) else clause.cost(amount)
