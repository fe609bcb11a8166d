"""Which function gives which kind of rule its meaning."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from hallops.roster.meaning import Book, Meaning
from hallops.roster.problem import Problem
from hallops.roster.rule import Rule, RuleKind
from hallops.roster.rules import cover, hours, people, rest

MEANINGS: Mapping[RuleKind, Callable[[Book, Rule], None]] = {
    RuleKind.COVER: cover.cover,
    RuleKind.SURPLUS: cover.surplus,
    RuleKind.PRESENT: cover.present,
    RuleKind.SKILL: people.skill,
    RuleKind.LEAVE: people.leave,
    RuleKind.LOCK: people.lock,
    RuleKind.AVERAGE_WEEK: hours.average_week,
    RuleKind.OVERTIME_MONTH: hours.overtime_month,
    RuleKind.TOTAL_MINUTES: hours.total_minutes,
    RuleKind.SHIFT_COUNT: hours.shift_count,
    RuleKind.REST_DAY: rest.rest_day,
    RuleKind.REST_BETWEEN: rest.rest_between,
    RuleKind.SUCCESSION: rest.succession,
    RuleKind.CONSECUTIVE_DAYS: rest.consecutive_days,
    RuleKind.DAYS_OFF: rest.days_off,
    RuleKind.WEEKENDS: rest.weekends,
    RuleKind.COMPENSATORY_REST: rest.compensatory_rest,
    RuleKind.HOLIDAY_DUTY: people.holiday_duty,
    RuleKind.FAIRNESS: people.fairness,
    RuleKind.HOME: people.home,
    RuleKind.WISH: people.wish,
    RuleKind.KEEP: people.keep,
}


@lru_cache(maxsize=4)
def meaning_of(problem: Problem) -> Meaning:
    """The counters and clauses of a problem's rules, in their order; kept, since rosters are checked often."""
    book = Book(problem)
    cover.fits(book)
    for rule in problem.rules:
        MEANINGS[rule.kind](book, rule)
    return book.closed()
