"""When somebody falls ill: who could step in, at once and without a solver; then a small part solved anew.

A replacement is judged by what it costs the whole roster. The part that is solved again is a few days from the absence
on; every cell that differs from the roster that people know has a price.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hallops.roster.meaning import Meaning, Option
from hallops.roster.problem import Cell, Problem, Roster
from hallops.roster.progress import Progress, Settings, Solved
from hallops.roster.rule import Level, Rule, RuleKind
from hallops.roster.rules.kinds import meaning_of
from hallops.roster.solve import solve
from hallops.roster.tally import HARD, Tally

WINDOW = 4  # days that are solved anew, from the absence on
PRICE = 300  # of a changed cell: three medium units, so that nobody is moved for less


@dataclass(frozen=True, slots=True)
class Replacement:
    """Somebody who could take the duty. `moved` means away from a duty of that day; `breaks` are rules made worse."""

    staff: str
    hard: bool
    cost: int
    moved: bool
    breaks: tuple[str, ...]


def replacements(problem: Problem, roster: Roster, absent: Cell) -> tuple[Replacement, ...]:
    """Everybody with the skill who is not away that day, the best first; without a duty there nobody is needed."""
    duty = roster.get(absent)
    if duty is None:
        return ()
    who_is_ill, day = absent
    meaning = meaning_of(problem)
    tally = Tally(meaning, meaning.options({cell: other for cell, other in roster.items() if cell != absent}))
    found = []
    for who in problem.staff.values():
        if who.id != who_is_ill and duty.post in who.skills and (who.id, day) not in problem.leave:
            option = meaning.options({(who.id, day): duty})[0]
            found.append(_replacement(meaning, tally, who.id, option))
    return tuple(sorted(found, key=lambda other: (other.hard, other.cost, other.moved, other.staff)))


def without(problem: Problem, roster: Roster, absences: Iterable[Cell], price: int = PRICE) -> tuple[Problem, Roster]:
    """The problem with people away and the known roster to be kept, and that roster without them."""
    away = frozenset(absences)
    keep = Rule("keep", RuleKind.KEEP, Level.SOFT, price, source="")
    leave = Rule("absence", RuleKind.LEAVE, Level.HARD)
    rules = (*(rule for rule in problem.rules if rule.kind is not RuleKind.KEEP), keep)
    if not any(rule.kind is RuleKind.LEAVE for rule in rules):
        rules = (*rules, leave)
    left = {cell: duty for cell, duty in roster.items() if cell not in away}
    changed = replace(
        problem,
        rules=rules,
        leave=problem.leave | away,
        before=left,
        locks={cell: duty for cell, duty in problem.locks.items() if cell not in away},
    )
    return changed, left


def repair(
    changed: Problem,
    left: Roster,
    first: date,
    settings: Settings,
    *,
    window: int = WINDOW,
    watch: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Solved:
    """Solve `window` days from `first` on anew; all other days stay as they are, the past among them."""
    days = {first + timedelta(days=n) for n in range(window)} & set(changed.dates)
    free = frozenset((who, day) for who in changed.staff for day in days if (who, day) not in changed.locks)
    return solve(changed, replace(settings, free=free), left, watch, stopped)


def differences(before: Roster, after: Roster) -> tuple[Cell, ...]:
    """The cells that are not the same in both."""
    return tuple(sorted(cell for cell in before.keys() | after.keys() if before.get(cell) != after.get(cell)))


def _replacement(meaning: Meaning, tally: Tally, who: str, option: Option) -> Replacement:
    spot = option.staff, option.day
    cost = tally.change(spot, option)
    now = tally.chosen.get(spot)
    moved = now is not None
    touched = [counter for given in (option, now) if given for counter, _ in meaning.raised(given)]
    before = _amounts(meaning, tally, touched)
    tally.put(spot, option)
    after = _amounts(meaning, tally, touched)
    tally.put(spot, now)
    worse = [rule for rule, amount in after.items() if amount > before.get(rule, 0)]
    return Replacement(who, cost >= HARD // 2, cost, moved, tuple(worse))


def _amounts(meaning: Meaning, tally: Tally, touched: Iterable[int]) -> dict[str, int]:
    """What the clauses of some counters cost, by rule."""
    counters = set(touched)
    found: dict[str, int] = {}
    for clause in tally.clauses_of(counters):
        amount = clause.amount(meaning.capped(list(tally.values)) if meaning.caps else tally.values)
        if amount:
            found[clause.rule.id] = found.get(clause.rule.id, 0) + max(clause.cost(amount), 1)
    return found
