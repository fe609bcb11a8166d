"""What can not be right in a problem, found before anybody solves it."""

from collections.abc import Iterable
from datetime import date, timedelta

from hallops.files.fields import Fields
from hallops.files.kinds import clock_text
from hallops.roster.problem import Duty, Problem
from hallops.roster.rule import Rule, RuleKind

LIMITED = {
    RuleKind.PRESENT: ("hours", "least"),
    RuleKind.OVERTIME_MONTH: ("most",),
    RuleKind.SHIFT_COUNT: ("of",),
    RuleKind.REST_BETWEEN: ("least",),
    RuleKind.DAYS_OFF: ("least",),
    RuleKind.WEEKENDS: ("most",),
    RuleKind.FAIRNESS: ("of",),
}


def check_problem(root: Fields, problem: Problem) -> None:
    """Report names that nobody has, people without a use, demand that no shift covers, locks that can not hold."""
    last = problem.first + timedelta(days=problem.days - 1)
    for key in ("posts", "shifts", "staff"):
        if not getattr(problem, key):
            root.problem(root.node.at(key), "none_at_all", key=key)
    _check_staff(root, problem)
    _check_shifts(root, problem)
    _check_rules(root, problem)
    _check_demand(root, problem, last)
    _check_locks(root, problem)
    cells = [*problem.locks, *problem.leave, *((wish.staff, wish.day) for wish in problem.wishes)]
    for who in dict.fromkeys(who for who, _ in cells):
        _one_of(root, "staff", who, problem.staff)
    for who, day in [*problem.locks, *((wish.staff, wish.day) for wish in problem.wishes)]:
        _inside(root, "locks" if (who, day) in problem.locks else "wishes", day, problem.first, last)
    for wish in problem.wishes:
        _one_of(root, "wishes", wish.shift, problem.shifts)


def _check_staff(root: Fields, problem: Problem) -> None:
    demanded = {line.post for line in problem.demand}
    for number, who in enumerate(problem.staff.values()):
        node = root.node.at("staff", number)
        for post in sorted(who.skills - problem.posts.keys()):
            root.problem(node.at("skills"), "roster_unknown", what=post, known=", ".join(problem.posts))
        if who.home is not None and who.home not in who.skills:
            root.problem(node.at("home"), "roster_home_no_skill", staff=who.id, post=who.home)
        if not who.skills & demanded:
            root.problem(node.at("skills"), "roster_no_skill", staff=who.id)
        if who.history.last_shift not in {None, *problem.shifts}:
            root.problem(node, "roster_unknown", what=str(who.history.last_shift), known=", ".join(problem.shifts))


def _check_shifts(root: Fields, problem: Problem) -> None:
    for number, shift in enumerate(problem.shifts.values()):
        node = root.node.at("shifts", number)
        for post in sorted((shift.posts or frozenset()) - problem.posts.keys()):
            root.problem(node.at("posts"), "roster_unknown", what=post, known=", ".join(problem.posts))
        for other in sorted(shift.not_before - problem.shifts.keys()):
            root.problem(node.at("not_before"), "roster_unknown", what=other, known=", ".join(problem.shifts))


def _check_rules(root: Fields, problem: Problem) -> None:
    people = problem.staff.keys() | {group for who in problem.staff.values() for group in who.groups}
    for number, rule in enumerate(problem.rules):
        node = root.node.at("rules", number)
        for who in sorted((rule.scope or frozenset()) - people):
            root.problem(node.at("scope"), "roster_unknown", what=who, known=", ".join(sorted(people)))
        for key in _needed(rule):
            root.problem(node, "missing_key", key=key)
        if rule.kind is RuleKind.SHIFT_COUNT and rule.of is not None and rule.of not in problem.shifts:
            root.problem(node.at("of"), "roster_unknown", what=rule.of, known=", ".join(problem.shifts))


def _needed(rule: Rule) -> list[str]:
    return [key for key in LIMITED.get(rule.kind, ()) if getattr(rule, key) is None]


def _check_demand(root: Fields, problem: Problem, last: date) -> None:
    """Places where people are needed and no shift of the day covers the interval at that post."""
    rows = root.node.at("demand")
    for number, node in enumerate(root.items("demand") if rows is not root.node else ()):
        post = node.at("post").value
        _one_of(root, "demand", post if isinstance(post, str) else None, problem.posts, number)
    missed: dict[tuple[str, str], list[date]] = {}
    for line in problem.demand:
        _inside(root, "demand", line.day, problem.first, last)
        if line.need and not _is_covered(problem, line.day, line.post, line.hours.start, line.hours.end):
            clock = f"{clock_text(line.hours.start)}-{clock_text(line.hours.end)}"
            missed.setdefault((line.post, clock), []).append(line.day)
    for (post, clock), days in missed.items():
        root.problem(rows, "roster_no_shift", post=post, hours=clock, day=days[0].isoformat(), days=len(days))


def _is_covered(problem: Problem, day: date, post: str, start: int, end: int) -> bool:
    kind = problem.calendar.kind(day)
    return any(
        shift.is_kept_on(day, kind)
        and (shift.posts is None or post in shift.posts)
        and any(hours.start <= start and end <= hours.end for hours in shift.segments)
        for shift in problem.shifts.values()
    )


def _check_locks(root: Fields, problem: Problem) -> None:
    rows = root.node.at("locks")
    for number, ((who, day), duty) in enumerate(problem.locks.items()):
        if duty is None:
            continue
        node = rows.at(number)
        if (who, day) in problem.leave:
            root.problem(node, "roster_lock_on_leave", staff=who, day=day.isoformat())
        _one_of(root, "locks", duty.shift, problem.shifts, number)
        _one_of(root, "locks", duty.post, problem.posts, number)
        if who in problem.staff and _can_not(problem, who, day, duty):
            facts = {"staff": who, "day": day.isoformat(), "shift": duty.shift, "post": duty.post}
            root.problem(node, "roster_lock_impossible", **facts)


def _can_not(problem: Problem, who: str, day: date, duty: Duty) -> bool:
    shift = problem.shifts.get(duty.shift)
    if shift is None or duty.post not in problem.posts:
        return False
    at_post = shift.posts is None or duty.post in shift.posts
    return not (
        at_post and shift.is_kept_on(day, problem.calendar.kind(day)) and duty.post in problem.staff[who].skills
    )


def _one_of(root: Fields, key: str, word: str | None, known: Iterable[str], number: int | None = None) -> None:
    if word is not None and word not in known:
        node = root.node.at(key) if number is None else root.node.at(key, number)
        root.problem(node, "roster_unknown", what=word, known=", ".join(known))


def _inside(root: Fields, key: str, day: date, first: date, last: date) -> None:
    if not first <= day <= last:
        facts = {"day": day.isoformat(), "first": first.isoformat(), "last": last.isoformat()}
        root.problem(root.node.at(key), "roster_day_outside", **facts)
