"""Rules of rest: between duties, in a week, after a row of days, after weekends."""

from datetime import date, timedelta
from itertools import pairwise

from hallops.domain.calendar import DayKind
from hallops.domain.modes import DAY_END
from hallops.roster.meaning import Book
from hallops.roster.problem import Staff
from hallops.roster.rule import Rule

WEEK = 7


def rest_day(book: Book, rule: Rule) -> None:
    """No more than `most` (six) days of duty in a calendar week, those before the horizon included."""
    for who in book.problem.in_scope(rule):
        for week in book.problem.weeks:
            monday = week[0] - timedelta(days=week[0].weekday())
            counter = book.counter(sum(monday <= day < week[0] for day in who.history.worked))
            for day in week:
                book.touch(counter, staff=who.id, day=day)
            book.clause(rule, counter, high=WEEK - 1 if rule.most is None else rule.most, staff=who.id, day=week[0])


def rest_between(book: Book, rule: Rule) -> None:
    """`least` minutes between a duty's end and the begin of the next day's."""
    least = rule.least or 0
    shifts = book.problem.shifts.values()
    _never_after(
        book,
        rule,
        {s.id: frozenset(n.id for n in shifts if DAY_END - s.end + n.start < least) for s in shifts},
    )


def succession(book: Book, rule: Rule) -> None:
    """What a shift type itself says must not follow it."""
    _never_after(book, rule, {shift.id: shift.not_before for shift in book.problem.shifts.values()})


def consecutive_days(book: Book, rule: Rule) -> None:
    """Days of duty in a row: no more than `most`, and no fewer than `least` unless the row meets the horizon's edge."""
    for who in book.problem.in_scope(rule):
        if rule.most is not None:
            _rows_at_most(book, rule, who, rule.most)
        for length in range(1, rule.least or 1):
            _no_short_row(book, rule, who, length, on_duty=True)


def days_off(book: Book, rule: Rule) -> None:
    """Free days in a row: no fewer than `least` unless the row meets the horizon's edge."""
    for who in book.problem.in_scope(rule):
        for length in range(1, rule.least or 1):
            _no_short_row(book, rule, who, length, on_duty=False)


def weekends(book: Book, rule: Rule) -> None:
    """Weeks with a duty on a weekend day."""
    problem = book.problem
    for who in problem.in_scope(rule):
        counters = []
        for week in problem.weeks:
            counters.append(book.counter(cap=1))
            for day in week:
                if problem.calendar.kind(day) is DayKind.WEEKEND:
                    book.touch(counters[-1], staff=who.id, day=day)
        book.clause(rule, *counters, high=rule.most, staff=who.id)


def compensatory_rest(book: Book, rule: Rule) -> None:
    """For each weekend duty a free workday in its week or the next; a week after the horizon is not asked for."""
    problem = book.problem
    for who in problem.in_scope(rule):
        for week, after in zip(problem.weeks, (*problem.weeks[1:], ()), strict=True):
            if not after and problem.dates[-1].weekday() == WEEK - 1:
                continue  # the rest may lie in the week that is not rostered yet
            owed = who.history.rest_owed if week is problem.weeks[0] else 0
            workdays = [day for day in (*week, *after) if _free_counts(book, who, day)]
            counter = book.counter(owed)
            for day in week:
                if problem.calendar.kind(day) is DayKind.WEEKEND:
                    book.touch(counter, staff=who.id, day=day)
            for day in workdays:
                book.touch(counter, staff=who.id, day=day)
            book.clause(rule, counter, high=len(workdays), staff=who.id, day=week[0])


def _free_counts(book: Book, who: Staff, day: date) -> bool:
    return book.problem.calendar.is_working(day) and (who.id, day) not in book.problem.leave


def _never_after(book: Book, rule: Rule, barred: dict[str, frozenset[str]]) -> None:
    groups: dict[frozenset[str], list[str]] = {}
    for shift, never in barred.items():
        if never:
            groups.setdefault(never, []).append(shift)
    for who in book.problem.in_scope(rule):
        for never, shifts in groups.items():
            if who.history.last_shift in shifts:
                _not_on(book, rule, who, book.problem.first, never=never, counter=book.counter(1))
            for eve, day in pairwise(book.problem.dates):
                counter = book.counter()
                for shift in shifts:
                    book.touch(counter, staff=who.id, day=eve, shift=shift)
                _not_on(book, rule, who, day, never=never, counter=counter)


def _not_on(book: Book, rule: Rule, who: Staff, day: date, *, never: frozenset[str], counter: int) -> None:
    for shift in never:
        book.touch(counter, staff=who.id, day=day, shift=shift)
    book.clause(rule, counter, high=1, staff=who.id, day=day)


def _rows_at_most(book: Book, rule: Rule, who: Staff, most: int) -> None:
    dates = book.problem.dates
    for offset in range(-most, len(dates) - most):
        first = dates[0] + timedelta(days=offset)
        row = [first + timedelta(days=n) for n in range(most + 1)]
        before = sum(day in who.history.worked for day in row if day < dates[0])
        if before < -offset:
            continue  # a free day before the horizon breaks the row
        counter = book.counter(before)
        for day in row:
            if day >= dates[0]:
                book.touch(counter, staff=who.id, day=day)
        book.clause(rule, counter, high=most, staff=who.id, day=row[-1])


def _no_short_row(book: Book, rule: Rule, who: Staff, length: int, *, on_duty: bool) -> None:
    """A row of exactly `length` with the opposite on both sides is one too short."""
    dates = book.problem.dates
    sign = 1 if on_duty else -1
    for start in range(len(dates) - length - 1):
        counter = book.counter()
        row = dates[start : start + length + 2]
        for day in row:
            inside = day not in {row[0], row[-1]}
            book.touch(counter, sign if inside else -sign, staff=who.id, day=day)
        book.clause(rule, counter, high=length - 1 if on_duty else 1, staff=who.id, day=row[1])
