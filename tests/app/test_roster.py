"""hallops roster as a hall manager uses it, and hallops hall calendar."""

import csv
import json
from pathlib import Path

import pytest

from hallops.roster.problem_file import write_problem
from hallops.roster.roster_file import write_roster
from hallops.roster.rule import Level, RuleKind
from tests.app.running import Cli
from tests.roster.small import demand, problem, row, rule

INSTANCE = """
SECTION_HORIZON
7
SECTION_SHIFTS
D,480,
SECTION_STAFF
A,D=7,2400,480,5,1,1,1
B,D=7,2400,480,5,1,1,1
SECTION_DAYS_OFF
A,0
SECTION_SHIFT_ON_REQUESTS
A,1,D,2
SECTION_SHIFT_OFF_REQUESTS
B,0,D,3
SECTION_COVER
0,D,1,100,1
1,D,1,100,1
"""


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """Two people, six days, one of them needed each day."""
    rules = (rule(RuleKind.COVER, Level.MEDIUM, source="需求"), rule(RuleKind.REST_DAY), rule(RuleKind.LEAVE))
    file = tmp_path / "problem.yaml"
    lines = [(n, "A", 9, 16, 1) for n in range(6)]
    file.write_text(
        write_problem(problem(*rules, days=6, interval=30, demand=demand(*lines))).replace(
            "interval_minutes: 60", "interval_minutes: 30"
        ),
        "utf-8",
    )
    return file


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    file = tmp_path / "roster.csv"
    file.write_text(write_roster(row("ann", 0, 1, 2) | row("bob", 3, 4)), "utf-8")
    return file


def test_check_tells_every_rule_and_the_worst_breaches(cli: Cli, asked: Path, roster: Path) -> None:
    said = cli("roster", "check", asked, roster)
    assert said.code == 0
    assert "需求" in said.out
    assert "2026-12-05 09:00-12:00: 1 short at post A." in said.out
    found = json.loads(cli("roster", "check", asked, roster, "--json").out)
    assert (found["hard"], found["short_intervals"], found["demanded_intervals"]) == (0, 14, 84)
    assert "缺1人" in cli("roster", "check", asked, roster, "--language", "zh").out


def test_a_broken_problem_is_refused_with_all_its_problems(cli: Cli, asked: Path, roster: Path) -> None:
    asked.write_text(asked.read_text("utf-8").replace("skills: [A, B]", "skills: [Z]"), "utf-8")
    said = cli("roster", "check", asked, roster)
    assert said.code == 1
    assert said.err.count("Z is not known here") == 2


@pytest.mark.slow
def test_solve_writes_a_roster_that_check_accepts(cli: Cli, asked: Path, tmp_path: Path) -> None:
    out = tmp_path / "solved.csv"
    said = cli("roster", "solve", asked, "--out", out, "--seconds", 20)
    assert said.code == 0
    assert "Proven: no roster is cheaper." in said.out
    assert json.loads(cli("roster", "check", asked, out, "--json").out)["short_intervals"] == 0


@pytest.mark.slow
def test_repair_ranks_first_and_then_solves_a_few_days(cli: Cli, asked: Path, roster: Path, tmp_path: Path) -> None:
    out = tmp_path / "repaired.csv"
    said = cli(
        "roster", "repair", asked, roster, "--staff", "ann", "--day", "2026-12-01", "--out", out, "--seconds", 10
    )
    assert said.code == 0
    assert said.out.splitlines()[1].startswith("  bob  cost -")
    with out.open(encoding="utf-8", newline="") as file:
        cells = {(line["staff"], line["day"]) for line in csv.DictReader(file)}
    assert ("bob", "2026-12-01") in cells
    assert ("ann", "2026-12-01") not in cells
    assert cli("roster", "repair", asked, roster, "--staff", "eva", "--day", "2026-12-01").code == 1


@pytest.mark.slow
def test_explain_says_that_all_is_possible(cli: Cli, asked: Path) -> None:
    said = cli("roster", "explain", asked, "--seconds", 20)
    assert said.code == 0
    assert "All hard rules can be kept." in said.out


@pytest.mark.slow
def test_bench_writes_one_line_a_person(cli: Cli, tmp_path: Path) -> None:
    instance, out = tmp_path / "Instance.txt", tmp_path / "out.csv"
    instance.write_text(INSTANCE, "utf-8")
    found = json.loads(cli("roster", "bench", instance, "--seconds", 20, "--out", out, "--json").out)
    assert (found["status"], found["hard"], found["cost"], found["bound"]) == ("optimal", 0, 3, 3)
    lines = out.read_text("utf-8").splitlines()
    assert [line.split(",")[:2] for line in lines] == [["A", ""], ["B", "D"]]


def test_a_broken_instance_is_refused_line_by_line(cli: Cli, tmp_path: Path) -> None:
    instance = tmp_path / "Instance.txt"
    instance.write_text(INSTANCE.replace("A,0\n", "Q,9\n").replace("0,D,1,100,1", "0,X,1,many,1"), "utf-8")
    said = cli("roster", "bench", instance, "--seconds", 1)
    assert said.code == 1
    assert all(part in said.err for part in ("Q is none of", "9 is not between", "X is none of", "many is not"))


def test_the_calendar_of_a_year_for_the_hall_file(cli: Cli) -> None:
    said = cli("hall", "calendar", 2026)
    assert (said.code, said.err) == (0, "")
    assert "2026-09-20" in said.out
    ahead = cli("hall", "calendar", 2027)
    assert "not announced yet" in ahead.err
    assert cli("hall", "calendar", 2026, "--country", "XX").code == 1
