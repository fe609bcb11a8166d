"""Rules about a person: what one can, may and wishes to do, and what is fair."""

from hallops.domain.calendar import DayKind
from hallops.roster.meaning import Book
from hallops.roster.rule import Rule

WEEKEND, HOLIDAY = "weekend", "holiday"


def skill(book: Book, rule: Rule) -> None:
    """Nobody works at a post without its skill."""
    for who in book.problem.in_scope(rule):
        counter = book.counter()
        for post in book.problem.posts.keys() - who.skills:
            book.touch(counter, staff=who.id, post=post)
        book.clause(rule, counter, high=0, staff=who.id)


def leave(book: Book, rule: Rule) -> None:
    """No duty on a day of leave."""
    known = {who.id for who in book.problem.in_scope(rule)}
    for who, day in sorted(book.problem.leave):
        if who in known:
            counter = book.counter()
            book.touch(counter, staff=who, day=day)
            book.clause(rule, counter, high=0, staff=who, day=day)


def lock(book: Book, rule: Rule) -> None:
    """A locked cell holds its duty, or none."""
    for (who, day), duty in book.problem.locks.items():
        counter = book.counter()
        if duty is None:
            book.touch(counter, staff=who, day=day)
            book.clause(rule, counter, high=0, staff=who, day=day)
        else:
            book.touch(counter, staff=who, day=day, shift=duty.shift, post=duty.post)
            book.clause(rule, counter, low=1, staff=who, day=day)


def keep(book: Book, rule: Rule) -> None:
    """A cell is as it was in the roster before; each that differs counts one."""
    for who in book.problem.in_scope(rule):
        for day in book.problem.dates:
            duty = book.problem.before.get((who.id, day))
            counter = book.counter()
            if duty is None:
                book.touch(counter, staff=who.id, day=day)
                book.clause(rule, counter, high=0, staff=who.id, day=day)
            else:
                book.touch(counter, staff=who.id, day=day, shift=duty.shift, post=duty.post)
                book.clause(rule, counter, low=1, staff=who.id, day=day)


def wish(book: Book, rule: Rule) -> None:
    """Each wish that is not met counts its own weight."""
    known = {who.id for who in book.problem.in_scope(rule)}
    for asked in book.problem.wishes:
        if asked.staff in known:
            counter = book.counter()
            book.touch(counter, staff=asked.staff, day=asked.day, shift=asked.shift)
            low, high = (1, None) if asked.wants else (None, 0)
            book.clause(rule, counter, low=low, high=high, times=asked.weight, staff=asked.staff, day=asked.day)


def home(book: Book, rule: Rule) -> None:
    """Days that a person works away from the home post."""
    for who in book.problem.in_scope(rule):
        if who.home is not None:
            counter = book.counter()
            for post in book.problem.posts.keys() - {who.home}:
                book.touch(counter, staff=who.id, post=post)
            book.clause(rule, counter, high=rule.most or 0, staff=who.id)


def holiday_duty(book: Book, rule: Rule) -> None:
    """Duties on statutory holidays."""
    days = sorted(book.problem.statutory & book.days.keys())
    for who in book.problem.in_scope(rule) if days else ():
        counter = book.counter()
        for day in days:
            book.touch(counter, staff=who.id, day=day)
        book.clause(rule, counter, high=rule.most or 0, staff=who.id)


def fairness(book: Book, rule: Rule) -> None:
    """The most minus the least duties of a kind that anybody in the scope has, history included."""
    counters = []
    for who in book.problem.in_scope(rule):
        counters.append(book.counter(who.history.counts.get(rule.of or "", 0)))
        _count(book, rule, who.id, counters[-1])
    if counters:
        book.spread(rule, tuple(counters), rule.most or 0)


def _count(book: Book, rule: Rule, who: str, counter: int) -> None:
    problem = book.problem
    if rule.of in {WEEKEND, HOLIDAY}:
        kinds = {DayKind.HOLIDAY} if rule.of == HOLIDAY else {DayKind.WEEKEND, DayKind.HOLIDAY}
        for day in problem.dates:
            if problem.calendar.kind(day) in kinds:
                book.touch(counter, staff=who, day=day)
        return
    for shift in problem.shifts.values():
        if rule.of in shift.tags:
            book.touch(counter, staff=who, shift=shift.id)
