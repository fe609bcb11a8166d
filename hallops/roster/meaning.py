"""What the rules of a problem mean: counters that the duties of a roster raise, and clauses that hold them in bounds.

Each rule is put into this form once, in `hallops.roster.rules`. `check` counts it in plain Python and the solver
compiles it, so that both mean the same by construction.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hallops.domain.modes import Hours
from hallops.roster.problem import Problem, Roster
from hallops.roster.rule import Level, Rule

ANY = -1
MEDIUM = 100  # a medium rule's weight against a soft one's


class Key(NamedTuple):
    """Which duties raise a counter; ANY stands for all. Indices are those of the problem's own order."""

    staff: int = ANY
    day: int = ANY
    shift: int = ANY
    post: int = ANY


class Option(NamedTuple):
    """One duty of one person."""

    staff: int
    day: int
    shift: int
    post: int


Touch = tuple[int, int]  # a counter and what a duty adds to it
Shape = tuple[bool, bool, bool, bool]  # which parts of a key are given


@dataclass(frozen=True, slots=True)
class Clause:
    """Counters that stay between `low` and `high`: their sum, or with `spread` their greatest minus their least."""

    rule: Rule
    counters: tuple[int, ...]
    low: int | None = None
    high: int | None = None
    spread: bool = False
    weight: int = 1  # of one too many or too few
    staff: str | None = None
    day: date | None = None
    post: str | None = None
    hours: Hours | None = None
    intervals: int = 1  # alike, counted by this one clause

    def amount(self, values: Mapping[int, int] | list[int]) -> int:
        """By how much it is not kept."""
        if self.spread:
            found = [values[counter] for counter in self.counters]
            value = max(found) - min(found)
        elif len(self.counters) == 1:
            value = values[self.counters[0]]
        else:
            value = sum(values[counter] for counter in self.counters)
        if self.high is not None and value > self.high:
            return value - self.high
        return self.low - value if self.low is not None and value < self.low else 0

    def cost(self, amount: int) -> int:
        """What an amount weighs; of a hard clause this is only told."""
        return self.weight * (amount * amount if self.rule.square else amount)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The counters and clauses of a problem."""

    problem: Problem
    base: list[int]  # of each counter, before any duty
    caps: Mapping[int, int]  # counters that do not rise above
    clauses: list[Clause]
    touches: Mapping[Key, list[Touch]]
    shapes: tuple[Shape, ...]
    staff: Mapping[str, int]
    days: Mapping[date, int]
    shifts: Mapping[str, int]
    posts: Mapping[str, int]

    def keys(self, option: Option) -> Iterator[Key]:
        """The keys that an option fits."""
        staff, day, shift, post = option
        for by_staff, by_day, by_shift, by_post in self.shapes:
            key = Key(
                staff if by_staff else ANY, day if by_day else ANY, shift if by_shift else ANY, post if by_post else ANY
            )
            if key in self.touches:
                yield key

    def raised(self, option: Option) -> Iterator[Touch]:
        """The counters that an option raises."""
        for key in self.keys(option):
            yield from self.touches[key]

    def options(self, roster: Roster) -> list[Option]:
        """A roster in indices; duties outside the horizon are not looked at."""
        return [
            Option(self.staff[who], self.days[day], self.shifts[duty.shift], self.posts[duty.post])
            for (who, day), duty in roster.items()
            if day in self.days
        ]

    def count(self, options: Iterable[Option]) -> list[int]:
        """The counters of a roster, caps not applied."""
        values = list(self.base)
        touches, shapes = self.touches, self.shapes
        for staff, day, shift, post in options:
            for by_staff, by_day, by_shift, by_post in shapes:
                key = (
                    staff if by_staff else ANY,
                    day if by_day else ANY,
                    shift if by_shift else ANY,
                    post if by_post else ANY,
                )
                for counter, step in touches.get(key, ()):  # type: ignore[call-overload]  # a plain tuple is as good
                    values[counter] += step
        return values

    def capped(self, values: list[int]) -> list[int]:
        """The counters as the clauses see them."""
        for counter, cap in self.caps.items():
            values[counter] = min(values[counter], cap)
        return values


class Book:
    """A meaning while the rules are written into it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.staff = {who: number for number, who in enumerate(problem.staff)}
        self.days = {day: number for number, day in enumerate(problem.dates)}
        self.shifts = {shift: number for number, shift in enumerate(problem.shifts)}
        self.posts = {post: number for number, post in enumerate(problem.posts)}
        self.covering: dict[tuple[Hours, str | None], tuple[str, ...]] = {}
        self._base: list[int] = []
        self._caps: dict[int, int] = {}
        self._clauses: list[Clause] = []
        self._touches: dict[Key, list[Touch]] = {}

    def counter(self, base: int = 0, cap: int | None = None) -> int:
        """A new counter."""
        self._base.append(base)
        counter = len(self._base) - 1
        if cap is not None:
            self._caps[counter] = cap
        return counter

    def touch(
        self,
        counter: int,
        step: int = 1,
        *,
        staff: str | None = None,
        day: date | None = None,
        shift: str | None = None,
        post: str | None = None,
    ) -> None:
        """Each duty of this person, day, shift and post adds `step`; what is not given is any."""
        key = Key(
            ANY if staff is None else self.staff[staff],
            ANY if day is None else self.days[day],
            ANY if shift is None else self.shifts[shift],
            ANY if post is None else self.posts[post],
        )
        self._touches.setdefault(key, []).append((counter, step))

    def clause(
        self,
        rule: Rule,
        *counters: int,
        low: int | None = None,
        high: int | None = None,
        times: int = 1,
        staff: str | None = None,
        day: date | None = None,
        post: str | None = None,
        hours: Hours | None = None,
        intervals: int = 1,
    ) -> None:
        """Hold the sum of counters in bounds; `times` multiplies the rule's weight."""
        weight = rule.weight * times * intervals * (MEDIUM if rule.level is Level.MEDIUM else 1)
        self._clauses.append(
            Clause(
                rule,
                counters,
                low,
                high,
                weight=weight,
                staff=staff,
                day=day,
                post=post,
                hours=hours,
                intervals=intervals,
            )
        )

    def spread(self, rule: Rule, counters: tuple[int, ...], high: int) -> None:
        """Hold the counters near each other."""
        weight = rule.weight * (MEDIUM if rule.level is Level.MEDIUM else 1)
        self._clauses.append(Clause(rule, counters, high=high, spread=True, weight=weight))

    def closed(self) -> Meaning:
        """The meaning, once all rules are written."""
        shapes = {(key.staff != ANY, key.day != ANY, key.shift != ANY, key.post != ANY) for key in self._touches}
        return Meaning(
            self.problem,
            self._base,
            self._caps,
            self._clauses,
            self._touches,
            tuple(sorted(shapes)),
            self.staff,
            self.days,
            self.shifts,
            self.posts,
        )
