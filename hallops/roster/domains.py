"""Which duties a person may have on a day: what no hard rule bars by itself."""

from collections.abc import Callable, Mapping

from hallops.roster.meaning import Clause, Key, Meaning, Option
from hallops.roster.problem import Duty, Roster
from hallops.roster.rule import Level, RuleKind

DEMANDED = 3  # parts of what is demanded: day, shift, post
Spot = tuple[int, int]  # a person and a day, in indices
Domains = Mapping[Spot, tuple[Option, ...]]
Chosen = Mapping[Spot, Option]  # a roster in indices


def is_hard(clause: Clause) -> bool:
    """The clauses that bar options in a roster that keeps all hard rules."""
    return clause.rule.level is Level.HARD


def domains_of(meaning: Meaning, bars: Callable[[Clause], bool] = is_hard) -> Domains:
    """The options of each cell; being free is always one more.

    A key is barred when one of its duties alone breaks a clause for which `bars` holds. A post where nobody is
    demanded during a shift is left out on a day with demand, unless a lock or the roster before puts somebody there.
    """
    barred = _barred(meaning, bars)
    wanted = _wanted(meaning)
    busy = {key[0] for key in wanted if len(key) == DEMANDED}
    shifts, posts = range(len(meaning.shifts)), range(len(meaning.posts))
    found: dict[Spot, tuple[Option, ...]] = {}
    for staff in range(len(meaning.staff)):
        own = [post for post in posts if Key(staff, post=post) not in barred]
        for day in range(len(meaning.days)):
            open_shifts = [
                shift
                for shift in shifts
                if not barred & {Key(staff, day), Key(day=day, shift=shift), Key(staff, day, shift)}
            ]
            found[staff, day] = tuple(
                Option(staff, day, shift, post)
                for shift in open_shifts
                for post in own
                if Key(shift=shift, post=post) not in barred
                and (day not in busy or (day, shift, post) in wanted or (staff, day, shift, post) in wanted)
            )
    return found


def _barred(meaning: Meaning, bars: Callable[[Clause], bool]) -> set[Key]:
    """Keys whose duties break a clause by themselves: only counters that nothing lowers can tell."""
    lowered = {counter for touches in meaning.touches.values() for counter, step in touches if step < 0}
    room = {
        clause.counters[0]: clause.high - meaning.base[clause.counters[0]]
        for clause in meaning.clauses
        if clause.high is not None and len(clause.counters) == 1 and not clause.spread and bars(clause)
    }
    return {
        key
        for key, touches in meaning.touches.items()
        if any(counter not in lowered and step > room.get(counter, step) for counter, step in touches)
    }


def _wanted(meaning: Meaning) -> set[tuple[int, ...]]:
    """What is demanded: day, shift, post; and what is locked or was there before, with its person."""
    demanded = {
        clause.counters[0]
        for clause in meaning.clauses
        if clause.rule.kind in {RuleKind.COVER, RuleKind.SURPLUS} and (clause.low or clause.high)
    }
    found: set[tuple[int, ...]] = set()
    for key, touches in meaning.touches.items():
        if key.staff == -1 and key.post != -1 and any(counter in demanded for counter, _ in touches):
            found.add((key.day, key.shift, key.post))
    locked = {cell: duty for cell, duty in meaning.problem.locks.items() if duty is not None}
    found |= set(map(tuple, meaning.options(meaning.problem.before | locked)))
    return found


def roster_of(meaning: Meaning, chosen: Chosen) -> Roster:
    """Options by name again."""
    staff, days = list(meaning.staff), list(meaning.days)
    shifts, posts = list(meaning.shifts), list(meaning.posts)
    return {
        (staff[option.staff], days[option.day]): Duty(shifts[option.shift], posts[option.post])
        for _, option in sorted(chosen.items())
    }
