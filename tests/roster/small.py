"""A small roster problem for tests: two posts, an early and a late shift, two weeks from a Monday."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hallops.domain.modes import Hours
from hallops.domain.names import Name
from hallops.roster.check import Findings, check
from hallops.roster.problem import Demand, Duty, Post, Problem, Roster, ShiftType, Staff
from hallops.roster.rule import Level, Rule, RuleKind

MONDAY = date(2026, 11, 30)
EARLY, LATE, DAY = Duty("E", "A"), Duty("L", "A"), Duty("D", "A")


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def shift(code: str, start: int, end: int, meal: int | None = None, **more: Any) -> ShiftType:
    """Hours in whole hours; `meal` is the hour of the break."""
    spans = [(start, end)] if meal is None else [(start, meal), (meal + 1, end)]
    return ShiftType(code, Name(code, code), tuple(Hours(a * 60, b * 60) for a, b in spans), **more)


SHIFTS = (
    shift("E", 8, 16),
    shift("L", 12, 21, tags=frozenset({"evening"})),
    shift("D", 9, 18, 12, tags=frozenset({"lunch"})),
)


def staff(*names: str, **more: Any) -> dict[str, Staff]:
    return {name: Staff(name, name, frozenset({"A", "B"}), **more) for name in names}


def problem(*rules: Rule, people: dict[str, Staff] | None = None, days: int = 14, **more: Any) -> Problem:
    given: dict[str, Any] = {
        "first": MONDAY,
        "days": days,
        "interval": 60,
        "shifts": {found.id: found for found in SHIFTS},
        "posts": {code: Post(code, Name(code, code)) for code in "AB"},
        "staff": people or staff("ann", "bob"),
        "demand": (),
        "rules": rules,
    }
    return Problem(**(given | more))


def rule(kind: RuleKind, level: Level = Level.HARD, **more: Any) -> Rule:
    return Rule(kind.value, kind, level, **more)


def amounts(found: Findings) -> list[int]:
    return [breach.amount for breach in found.breaches]


def broken(asked: Problem, roster: Roster) -> list[int]:
    """By how much the rules are not kept."""
    return amounts(check(asked, roster))


def row(who: str, *days: int, duty: Duty = EARLY) -> Roster:
    return {(who, day(number)): duty for number in days}


def demand(*needs: tuple[int, str, int, int, int]) -> tuple[Demand, ...]:
    """Lines of day, post, from, to (hours) and people."""
    return tuple(Demand(day(n), post, Hours(a * 60, b * 60), need) for n, post, a, b, need in needs)


def rich(days: int = 7) -> Problem:
    """A problem with every kind of rule at work, for three people."""
    people = staff("ann", "bob", "cid", home="A")
    people["ann"] = replace(people["ann"], groups=frozenset({"lead"}))
    people["cid"] = replace(people["cid"], skills=frozenset({"B"}), home="B")
    lines = [(n, post, 9, 17, need) for n in range(days) for post, need in (("A", 2 if n % 3 else 1), ("B", 1))]
    return problem(
        rule(RuleKind.COVER, Level.MEDIUM, square=True),
        rule(RuleKind.SURPLUS, Level.SOFT),
        rule(RuleKind.SKILL),
        rule(RuleKind.LEAVE),
        rule(RuleKind.LOCK),
        rule(RuleKind.AVERAGE_WEEK),
        rule(RuleKind.OVERTIME_MONTH, most=36 * 60),
        rule(RuleKind.TOTAL_MINUTES, Level.SOFT, least=2000, most=2200),
        rule(RuleKind.SHIFT_COUNT, Level.SOFT, most=2, of="L"),
        rule(RuleKind.REST_DAY, most=6),
        rule(RuleKind.REST_BETWEEN, least=12 * 60),
        rule(RuleKind.CONSECUTIVE_DAYS, Level.MEDIUM, most=4, least=2),
        rule(RuleKind.DAYS_OFF, Level.SOFT, weight=3, least=2),
        rule(RuleKind.WEEKENDS, Level.SOFT, most=0, weight=7),
        rule(RuleKind.COMPENSATORY_REST, Level.SOFT, weight=9),
        rule(RuleKind.HOLIDAY_DUTY, Level.SOFT, weight=5),
        rule(RuleKind.FAIRNESS, Level.SOFT, weight=4, of="evening"),
        rule(RuleKind.HOME, Level.SOFT, weight=2),
        rule(RuleKind.WISH, Level.SOFT),
        rule(RuleKind.PRESENT, Level.MEDIUM, least=1, hours=Hours(12 * 60, 13 * 60), scope=frozenset({"lead"})),
        rule(RuleKind.KEEP, Level.SOFT, weight=1),
        people=people,
        days=days,
        demand=demand(*lines),
        statutory=frozenset({day(3)}),
        leave=frozenset({("bob", day(2))}),
        before=row("bob", 0, 1) | row("ann", 4),
    )


def any_roster(asked: Problem, rng: Random) -> Roster:
    """Duties drawn at random, whatever the rules say."""
    return {
        (who, when): Duty(rng.choice(list(asked.shifts)), rng.choice(list(asked.posts)))
        for who in asked.staff
        for when in asked.dates
        if rng.random() < 2 / 3
    }
