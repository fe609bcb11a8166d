"""The problem file: read as it was written, and everything wrong with it said at once."""

from dataclasses import fields
from importlib.resources import files

import pytest

from hallops.files.problems import Problems
from hallops.roster.problem import Problem
from hallops.roster.problem_file import read_problem, write_problem
from hallops.roster.roster_file import read_roster, write_grid, write_roster
from tests.roster.small import rich, row

GOOD = """
schema: hallops-roster/1
first: 2026-11-30
days: 2
interval_minutes: 30
calendar:
  - {day: 2026-12-01, kind: holiday, statutory: true}
posts:
  - {id: A, zh: 社保, en: Social insurance}
shifts:
  - {id: D, zh: 白班, en: Day, segments: [["09:00", "12:00"], ["13:00", "17:00"]]}
staff:
  - {id: S01, name: 王*, skills: [A], home: A, groups: [lead], history: {overtime_minutes: {2026-11: 90}}}
rules:
  - {id: cover, kind: cover, level: medium, weight: 1, square: true, source: 需求}
  - {id: lead, kind: present, level: hard, least: 1, hours: ["09:00", "10:00"], scope: [lead]}
demand:
  - {post: A, days: [2026-11-30, 2026-12-01], from: "09:00", need: [1, 1, 2]}
"""


def same(one: Problem, other: Problem) -> bool:
    return all(getattr(one, field.name) == getattr(other, field.name) for field in fields(Problem))


def said(text: str) -> list[str]:
    with pytest.raises(Problems) as caught:
        read_problem(text.encode())
    return caught.value.text("en").splitlines()


def test_a_problem_is_read() -> None:
    found = read_problem(GOOD.encode())
    assert (len(found.demand), found.demand[2].need, found.demand[2].hours.start) == (6, 2, 600)
    assert found.staff["S01"].history.overtime == {"2026-11": 90}
    assert found.shifts["D"].minutes == 420
    assert [day.isoformat() for day in found.statutory] == ["2026-12-01"]


def test_writing_and_reading_gives_the_same_problem() -> None:
    read = read_problem(GOOD.encode())
    assert same(read_problem(write_problem(read).encode()), read)


@pytest.mark.slow
def test_the_shipped_problem_is_large_and_tight() -> None:
    shipped = read_problem((files("hallops") / "sample" / "roster.yaml").read_bytes())
    demanded = sum(line.need * (line.hours.end - line.hours.start) for line in shipped.demand)
    contract = sum(who.contract for who in shipped.staff.values()) * shipped.days // 7
    assert (len(shipped.staff), shipped.days, len(shipped.posts), shipped.interval) == (60, 28, 12, 30)
    assert demanded >= 0.85 * contract


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ("skills: [A]", "skills: []", "S01 has no skill for any post"),
        ('"09:00", need', '"08:00", need', "No shift covers 08:00-08:30 at post A on 2026-11-30"),
        ("interval_minutes: 30", "interval_minutes: 20", "20 is none of these: 15, 30"),
        ("scope: [lead]", "scope: [boss]", "boss is not known here"),
        ("least: 1, ", "", "The key least is missing"),
        ("2026-11: 90", "november: 90", "november is not a month"),
        ('["13:00", "17:00"]', '["11:00", "17:00"]', "overlap each other"),
        ("days: 2\n", "days: 1\n", "2026-12-01 is not in the horizon"),
        ("home: A", "home: Z", "The home post Z of S01"),
        ("schema: hallops-roster/1", "schema: hallops-roster/9", "The schema is hallops-roster/9"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(good: str, bad: str, complaint: str) -> None:
    assert good in GOOD
    lines = said(GOOD.replace(good, bad))
    assert any(complaint in line and "problem.yaml line" in line for line in lines)


def test_all_problems_are_said_at_once() -> None:
    locks = """
leave: [{staff: S01, first: 2026-11-30}]
locks:
  - {staff: S01, day: 2026-11-30, shift: D, post: A}
  - {staff: S01, day: 2026-11-30, free: true}
  - {staff: S02, day: 2026-12-01, shift: X, post: A}
"""
    lines = "\n".join(said(GOOD + locks))
    assert "S01 is locked twice on 2026-11-30" in lines
    assert "S02 is not known here" in lines
    assert "X is not known here" in lines


def test_leave_over_a_lock_is_found() -> None:
    locks = "leave: [{staff: S01, first: 2026-11-30}]\nlocks: [{staff: S01, day: 2026-11-30, shift: D, post: A}]\n"
    assert any("on leave on 2026-11-30 and locked" in line for line in said(GOOD + locks))


def test_a_roster_is_read_as_it_was_written() -> None:
    asked, roster = rich(), row("ann", 0, 2) | row("bob", 1)
    assert read_roster(write_roster(roster).encode(), asked) == roster
    assert write_grid(asked, roster).splitlines() == ["ann,E,,E,,,,", "bob,,E,,,,,", "cid,,,,,,,"]


def test_a_roster_of_unknown_people_and_days_is_refused_line_by_line() -> None:
    table = b"staff,day,shift,post\neva,2026-11-30,E,A\nann,2027-01-01,E,A\nann,2026-11-30,Q,A\n"
    with pytest.raises(Problems) as caught:
        read_roster(table, rich())
    assert [problem.place.line for problem in caught.value.problems] == [2, 3, 4]
