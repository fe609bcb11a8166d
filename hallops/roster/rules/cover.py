"""Rules of what is demanded: people at posts, people present, and duties that fit the day."""

from collections.abc import Iterable
from itertools import groupby

from hallops.domain.modes import Hours
from hallops.roster.meaning import Book
from hallops.roster.problem import Demand
from hallops.roster.rule import Level, Rule, RuleKind

FITS = Rule("fits", RuleKind.SKILL, Level.HARD, source="a shift on its days, at its posts")


def cover(book: Book, rule: Rule) -> None:
    """Missing people, in each interval of a post."""
    _at_posts(book, rule, under=True)


def surplus(book: Book, rule: Rule) -> None:
    """People too many, in each interval of a post."""
    _at_posts(book, rule, under=False)


def present(book: Book, rule: Rule) -> None:
    """People of the scope on duty, whatever their post, in each interval of the rule's hours."""
    problem = book.problem
    hours, least = rule.hours or Hours(0, 0), rule.least or 1
    everybody = rule.scope is None
    people = [None] if everybody else [who.id for who in problem.in_scope(rule)]
    for day in problem.dates:
        if not any(choice.includes(problem.calendar.kind(day), day) for choice in rule.days):
            continue
        for stretch, shifts in _alike(book, _intervals(hours, problem.interval)):
            counter = book.counter()
            for shift in shifts:
                for who in people:
                    book.touch(counter, staff=who, day=day, shift=shift)
            book.clause(rule, counter, low=least, day=day, hours=stretch)


def fits(book: Book) -> None:
    """Duties that there are: the shift is kept on the day, and worked at the post."""
    problem = book.problem
    wrong_post = book.counter()
    book.clause(FITS, wrong_post, high=0)
    for shift in problem.shifts.values():
        for post in problem.posts.keys() - (shift.posts or problem.posts.keys()):
            book.touch(wrong_post, shift=shift.id, post=post)
    for day in problem.dates:
        others = [s.id for s in problem.shifts.values() if not s.is_kept_on(day, problem.calendar.kind(day))]
        if others:
            counter = book.counter()
            book.clause(FITS, counter, high=0, day=day)
            for other in others:
                book.touch(counter, day=day, shift=other)


def _at_posts(book: Book, rule: Rule, *, under: bool) -> None:
    demand = sorted(book.problem.demand, key=lambda d: (d.day, d.post, d.need, d.under, d.over, d.hours.start))
    for (day, post, need, less, more), lines in groupby(demand, lambda d: (d.day, d.post, d.need, d.under, d.over)):
        times = less if under else more
        if times == 0 or (under and need == 0):
            continue
        for stretch, shifts in _alike(book, _split(lines, book.problem.interval), post):
            counter = book.counter()
            for shift in shifts:
                book.touch(counter, day=day, shift=shift, post=post)
            low, high = (need, None) if under else (None, need)
            count = max(1, (stretch.end - stretch.start) // book.problem.interval)
            book.clause(
                rule, counter, low=low, high=high, times=times, day=day, post=post, hours=stretch, intervals=count
            )


def _split(lines: Iterable[Demand], interval: int) -> list[Hours]:
    return [part for line in lines for part in _intervals(line.hours, interval)]


def _intervals(hours: Hours, interval: int) -> list[Hours]:
    return [Hours(start, min(start + interval, hours.end)) for start in range(hours.start, hours.end, interval)]


def _alike(book: Book, intervals: Iterable[Hours], post: str | None = None) -> list[tuple[Hours, tuple[str, ...]]]:
    """Intervals that follow each other and are worked in the same shifts, as one."""
    found: list[tuple[Hours, tuple[str, ...]]] = []
    for part in intervals:
        shifts = _covering(book, part, post)
        if found and found[-1][1] == shifts and found[-1][0].end == part.start:
            found[-1] = (Hours(found[-1][0].start, part.end), shifts)
        else:
            found.append((part, shifts))
    return found


def _covering(book: Book, part: Hours, post: str | None) -> tuple[str, ...]:
    """The shifts that are at the post for all of the interval; asked for many days, found once."""
    if (part, post) not in book.covering:
        book.covering[part, post] = tuple(
            shift.id
            for shift in book.problem.shifts.values()
            if shift.covers(part) and (post is None or shift.posts is None or post in shift.posts)
        )
    return book.covering[part, post]
