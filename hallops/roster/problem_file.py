"""The problem file, schema hallops-roster/1: read whole, with all its problems at once, or not at all.

Writing and reading again gives the same problem. Demand is written as counts an interval, from a time of day on, for
all days that have the same.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hallops.domain.calendar import Calendar, DayKind
from hallops.domain.modes import DAY_END, Hours
from hallops.files.fields import Fields, Placed
from hallops.files.hall_parts import present, write_name
from hallops.files.kinds import CLOCK, CODE, DAY, FLAG, Kind, choice, clock_text, text, whole
from hallops.files.problems import Report, Wrong
from hallops.files.yaml_file import Value, read_yaml, write_yaml
from hallops.roster.problem import Demand, Duty, Post, Problem, Wish
from hallops.roster.problem_checks import check_problem
from hallops.roster.problem_parts import (
    WEIGHT,
    read_rule,
    read_shift,
    read_staff,
    write_rule,
    write_shift,
    write_staff,
)

SCHEMA = "hallops-roster/1"
HORIZON = whole(1, 371)
NEED = whole(0, 999)
INTERVALS = (15, 30)


def read_problem(data: bytes, name: str = "problem.yaml") -> Problem:
    """Read a problem, or raise all its problems."""
    report = Report(name)
    with Fields(read_yaml(data, report), report) as root:
        root.need("schema", Kind(_schema, SCHEMA))
        problem = _read(root)
        check_problem(root, problem)
    report.raise_if_any()
    return problem


def write_problem(problem: Problem) -> str:
    """The text of a problem file."""
    return write_yaml(
        {
            "schema": SCHEMA,
            "first": problem.first.isoformat(),
            "days": problem.days,
            "interval_minutes": problem.interval,
            **present({"provisional": problem.provisional}),
            "calendar": [
                {"day": day.isoformat(), "kind": kind.value, **present({"statutory": day in problem.statutory})}
                for day, kind in sorted(problem.calendar.table.items())
            ],
            "posts": [{"id": post.id, **write_name(post.name)} for post in problem.posts.values()],
            "shifts": [write_shift(shift) for shift in problem.shifts.values()],
            "staff": [write_staff(who) for who in problem.staff.values()],
            "rules": [write_rule(rule) for rule in problem.rules],
            "leave": [{"staff": who, "first": day.isoformat()} for who, day in sorted(problem.leave)],
            "wishes": [_write_wish(wish) for wish in problem.wishes],
            "locks": [_write_lock(*cell, duty) for cell, duty in problem.locks.items()],
            "demand": _write_demand(problem),
        }
    )


def _schema(value: Value) -> str:
    schema = text(value)
    if schema != SCHEMA:
        raise Wrong("unknown_schema", found=schema, known=SCHEMA)
    return schema


def _interval(value: Value) -> int:
    if value not in INTERVALS or isinstance(value, bool):
        raise Wrong("not_one_of", found=str(value), known=", ".join(map(str, INTERVALS)))
    return int(str(value))


def _read(root: Fields) -> Problem:
    interval = root.need("interval_minutes", Kind(_interval, INTERVALS[-1]))
    days = root.rows("calendar", _read_day)
    leave = [(who, day) for _, stretch in root.rows("leave", _read_leave) for who, day in stretch]
    locks = root.rows("locks", _read_lock)
    demand = [line for _, lines in root.rows("demand", lambda f: _read_demand(f, interval)) for line in lines]
    _once(root, locks)
    return Problem(
        first=root.need("first", DAY),
        days=root.need("days", HORIZON),
        interval=interval,
        shifts=_by_id(root, root.rows("shifts", read_shift)),
        posts=_by_id(root, root.rows("posts", _read_post)),
        staff=_by_id(root, root.rows("staff", read_staff)),
        demand=tuple(sorted(demand, key=lambda line: (line.day, line.post, line.hours.start))),
        rules=tuple(_by_id(root, root.rows("rules", read_rule)).values()),
        calendar=Calendar({day: kind for _, (day, kind, _) in days}),
        statutory=frozenset(day for _, (day, _, statutory) in days if statutory),
        leave=frozenset(leave),
        wishes=tuple(wish for _, wish in root.rows("wishes", _read_wish)),
        locks=dict(lock for _, lock in locks),
        provisional=root.may("provisional", FLAG, default=False),
    )


def _by_id(root: Fields, rows: Placed[Any]) -> dict[str, Any]:
    """What is listed, by its id; an id that stands twice is reported."""
    lines: dict[str, int] = {}
    for node, found in rows:
        if found.id in lines:
            root.problem(node.at("id"), "id_twice", id=found.id, line=lines[found.id])
        lines.setdefault(found.id, node.line)
    return {found.id: found for _, found in rows}


def _once(root: Fields, locks: Placed[tuple[tuple[str, date], Duty | None]]) -> None:
    """Two locks of one cell are in conflict, whatever they say."""
    lines: dict[tuple[str, date], int] = {}
    for node, (cell, _) in locks:
        if cell in lines:
            root.problem(node, "roster_two_locks", staff=cell[0], day=cell[1].isoformat(), line=lines[cell])
        lines.setdefault(cell, node.line)


def _read_post(fields: Fields) -> Post:
    return Post(fields.need("id", CODE), fields.name())


def _read_day(fields: Fields) -> tuple[date, DayKind, bool]:
    return fields.need("day", DAY), fields.need("kind", choice(DayKind)), fields.may("statutory", FLAG, default=False)


def _read_leave(fields: Fields) -> list[tuple[str, date]]:
    first = fields.need("first", DAY)
    last = fields.may("last", DAY, first)
    if last < first:
        fields.problem(fields.node.at("last"), "days_end_first", first=first.isoformat(), last=last.isoformat())
    who = fields.need("staff", CODE)
    return [(who, first + timedelta(days=n)) for n in range((last - first).days + 1)]


def _read_wish(fields: Fields) -> Wish:
    return Wish(
        fields.need("staff", CODE),
        fields.need("day", DAY),
        fields.need("wants", FLAG),
        fields.may("shift", CODE, None),
        fields.may("weight", WEIGHT, 1),
    )


def _write_wish(wish: Wish) -> dict[str, Any]:
    plain = {"staff": wish.staff, "day": wish.day.isoformat(), "wants": wish.wants}
    return plain | present({"shift": wish.shift}) | {"weight": wish.weight}


def _read_lock(fields: Fields) -> tuple[tuple[str, date], Duty | None]:
    cell = fields.need("staff", CODE), fields.need("day", DAY)
    if fields.may("free", FLAG, default=False):
        return cell, None
    return cell, Duty(fields.need("shift", CODE), fields.need("post", CODE))


def _write_lock(who: str, day: date, duty: Duty | None) -> dict[str, Any]:
    rest: dict[str, Any] = {"free": True} if duty is None else {"shift": duty.shift, "post": duty.post}
    return {"staff": who, "day": day.isoformat()} | rest


def _read_demand(fields: Fields, interval: int) -> list[Demand]:
    """People needed at a post, interval by interval from a time on, on each of the days."""
    post, start = fields.need("post", CODE), fields.need("from", CLOCK)
    days, needs = fields.values("days", DAY), fields.values("need", NEED)
    under, over = fields.may("under", WEIGHT, 1), fields.may("over", WEIGHT, 1)
    if start + len(needs) * interval > DAY_END:
        fields.problem(fields.node.at("need"), "roster_past_midnight", count=len(needs), start=clock_text(start))
    return [
        Demand(day, post, Hours(start + n * interval, start + (n + 1) * interval), need, under, over)
        for day in days
        for n, need in enumerate(needs)
    ]


def _write_demand(problem: Problem) -> list[dict[str, Any]]:
    """Rows of intervals without a break, alike days together."""
    rows: dict[tuple[date, str, int, int], list[Demand]] = {}
    runs: dict[tuple[str, int, int, int, tuple[int, ...]], list[date]] = {}
    for line in sorted(_by_interval(problem), key=lambda d: (d.day, d.post, d.hours.start)):
        rows.setdefault((line.day, line.post, line.under, line.over), []).append(line)
    for (day, post, under, over), lines in rows.items():
        for run in _unbroken(lines):
            runs.setdefault((post, run[0].hours.start, under, over, tuple(d.need for d in run)), []).append(day)
    return [
        {"post": post, "days": [day.isoformat() for day in days], "from": clock_text(start), "need": list(needs)}
        | {key: weight for key, weight in (("under", under), ("over", over)) if weight != 1}
        for (post, start, under, over, needs), days in runs.items()
    ]


def _by_interval(problem: Problem) -> list[Demand]:
    return [
        replace(line, hours=Hours(start, start + problem.interval))
        for line in problem.demand
        for start in range(line.hours.start, line.hours.end, problem.interval)
    ]


def _unbroken(lines: list[Demand]) -> list[list[Demand]]:
    found: list[list[Demand]] = []
    for line in lines:
        if found and found[-1][-1].hours.end == line.hours.start:
            found[-1].append(line)
        else:
            found.append([line])
    return found
