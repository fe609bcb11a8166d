"""Rules that count minutes and duties over weeks, months and the horizon."""

from collections.abc import Iterable
from datetime import date

from hallops.roster.meaning import Book
from hallops.roster.problem import Staff
from hallops.roster.rule import Rule

WEEK = 7
WORKDAYS = 5  # of a contract's week


def average_week(book: Book, rule: Rule) -> None:
    """Minutes in the horizon against `most` a week, or the contract's minutes."""
    for who in book.problem.in_scope(rule):
        limit = who.contract if rule.most is None else min(rule.most, who.contract)
        counter = _minutes(book, who, book.problem.dates)
        book.clause(rule, counter, high=limit * book.problem.days // WEEK, staff=who.id)


def overtime_month(book: Book, rule: Rule) -> None:
    """Minutes of a calendar month above the contract's for its working days, and what is carried in."""
    problem = book.problem
    for month in dict.fromkeys(f"{day:%Y-%m}" for day in problem.dates):
        days = [day for day in problem.dates if f"{day:%Y-%m}" == month]
        workdays = sum(problem.calendar.is_working(day) for day in days)
        for who in problem.in_scope(rule):
            standard = who.contract * workdays // WORKDAYS
            counter = _minutes(book, who, days, who.history.overtime.get(month, 0) - standard)
            book.clause(rule, counter, high=rule.most or 0, staff=who.id, day=days[0])


def total_minutes(book: Book, rule: Rule) -> None:
    """Minutes in the horizon, from `least` to `most`."""
    for who in book.problem.in_scope(rule):
        counter = _minutes(book, who, book.problem.dates)
        book.clause(rule, counter, low=rule.least, high=rule.most, staff=who.id)


def shift_count(book: Book, rule: Rule) -> None:
    """Duties of one shift in the horizon."""
    for who in book.problem.in_scope(rule):
        counter = book.counter()
        for day in book.problem.dates:
            book.touch(counter, staff=who.id, day=day, shift=rule.of)
        book.clause(rule, counter, low=rule.least, high=rule.most, staff=who.id)


def _minutes(book: Book, who: Staff, days: Iterable[date], base: int = 0) -> int:
    counter = book.counter(base)
    for day in days:
        for shift in book.problem.shifts.values():
            book.touch(counter, shift.minutes, staff=who.id, day=day, shift=shift.id)
    return counter
