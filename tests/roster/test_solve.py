"""Solving in a process of its own: what comes back, and what happens when it is stopped or killed."""

import multiprocessing
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from hallops.domain.modes import Hours
from hallops.roster.check import check
from hallops.roster.curtois_qu import read_instance
from hallops.roster.explain import explain, precheck
from hallops.roster.problem import Problem
from hallops.roster.progress import Profile, Progress, Settings, Status
from hallops.roster.repair import differences, repair, replacements, without
from hallops.roster.rule import Level, RuleKind
from hallops.roster.solve import solve
from tests.roster.small import EARLY, day, demand, problem, rich, row, rule, staff

pytestmark = pytest.mark.slow
DATA = Path(os.environ.get("HALLOPS_TEST_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def unprovable() -> Problem:
    """Enough people for a search that goes on."""
    people = staff(*(f"p{number}" for number in range(12)))
    lines = [(n, post, 8, 20, 3) for n in range(14) for post in "AB"]
    rules = (
        rule(RuleKind.COVER, Level.MEDIUM, square=True),
        rule(RuleKind.AVERAGE_WEEK),
        rule(RuleKind.REST_BETWEEN, least=720),
        rule(RuleKind.FAIRNESS, Level.SOFT, of="evening"),
    )
    return problem(*rules, people=people, demand=demand(*lines))


def test_the_best_roster_is_proven_and_told() -> None:
    told: list[Progress] = []
    solved = solve(rich(days=4), Settings(60, Profile.SMALL), watch=told.append)
    score = check(rich(days=4), solved.roster).score
    assert (solved.status, score.hard) == (Status.OPTIMAL, 0)
    assert solved.bound == score.cost
    assert [found.cost for found in told] == sorted((found.cost for found in told), reverse=True)


def test_locked_cells_never_move_and_leave_is_kept() -> None:
    asked = replace(rich(days=4), locks={("ann", day(1)): None, ("bob", day(3)): EARLY})
    roster = solve(asked, Settings(5)).roster
    assert ("ann", day(1)) not in roster
    assert roster["bob", day(3)] == EARLY
    assert ("bob", day(2)) not in roster


def test_a_search_ends_when_it_is_asked_to() -> None:
    told: list[Progress] = []
    solved = solve(unprovable(), Settings(100), watch=told.append, stopped=lambda: bool(told))
    assert solved.status is Status.STOPPED
    assert check(unprovable(), solved.roster).score.cost <= told[0].cost


def test_a_killed_solver_leaves_the_best_roster_so_far() -> None:
    told: list[Progress] = []

    def kill(found: Progress) -> None:
        told.append(found)
        for child in multiprocessing.active_children():
            os.kill(child.pid or 0, signal.SIGKILL)

    solved = solve(unprovable(), Settings(100), watch=kill)
    assert solved.status is Status.LOST
    assert solved.roster == told[-1].roster
    assert len(solved.trace) == len(told)


def test_the_reproducible_profile_finds_the_same_roster_again() -> None:
    once, again = (solve(unprovable(), Settings(1, Profile.REPRODUCIBLE, seed=7)).roster for _ in range(2))
    assert once == again


def impossible() -> Problem:
    """A lead must be present on each of two days, and the only one is on leave on the second."""
    lead = rule(RuleKind.PRESENT, least=1, hours=Hours(9 * 60, 12 * 60), scope=frozenset({"lead"}))
    people = staff("ann", groups=frozenset({"lead"})) | staff("bob")
    return problem(rule(RuleKind.LEAVE), lead, people=people, days=2, leave=frozenset({("ann", day(1))}))


def test_what_can_not_be_is_counted_and_explained() -> None:
    finding = precheck(impossible())[0]
    assert (finding.code, finding.facts["need"], finding.facts["have"]) == ("few_present", 1, 0)
    explained = explain(impossible(), 60)
    assert explained.proven
    assert [given.clause.day for given in explained.given_up or ()] == [day(1)]
    assert explain(replace(impossible(), leave=frozenset()), 60).given_up == ()


def test_without_a_lawful_roster_the_nearest_one_is_found() -> None:
    assert solve(impossible(), Settings(20)).status is Status.INFEASIBLE
    relaxed = solve(impossible(), Settings(20, elastic=True))
    assert check(impossible(), relaxed.roster).score.hard == 1


def test_the_best_replacement_is_free_and_fit_and_costs_least() -> None:
    limit = rule(RuleKind.CONSECUTIVE_DAYS, most=5)
    home = rule(RuleKind.HOME, Level.SOFT, weight=10)
    people = staff("ann", "bob", "cid", "dan")
    people["bob"] = replace(people["bob"], home="B")
    people["dan"] = replace(people["dan"], skills=frozenset({"B"}))
    asked = problem(limit, home, people=people)
    roster = row("ann", 5) | row("cid", *range(5))
    ranked = replacements(asked, roster, ("ann", day(5)))
    assert [(other.staff, other.hard, other.breaks) for other in ranked] == [
        ("bob", False, ("home",)),
        ("cid", True, ("consecutive_days",)),
    ]


def test_a_repair_fills_the_gap_and_leaves_other_days_alone() -> None:
    cover = rule(RuleKind.COVER, Level.MEDIUM, weight=10)
    asked = problem(cover, rule(RuleKind.REST_DAY), demand=demand(*((n, "A", 9, 16, 1) for n in range(6))))
    roster = row("ann", 0, 1, 2) | row("bob", 3, 4, 5)
    changed, left = without(asked, roster, [("ann", day(1))])
    solved = repair(changed, left, day(1), Settings(20), window=2)
    assert differences(left, solved.roster) == (("bob", day(1)),)
    assert check(asked, solved.roster).score.short == 0


@pytest.mark.parametrize(("number", "best"), [(1, 607)])
def test_an_instance_of_the_benchmark_is_solved_to_its_best_known_value(number: int, best: int) -> None:
    file = DATA / "rostering" / f"Instance{number}.txt"
    if not file.exists():
        pytest.skip(f"the benchmark's instances are not in {DATA} (HALLOPS_TEST_DATA names another folder)")
    asked = read_instance(file.read_bytes())
    solved = solve(asked, Settings(60))
    assert check(asked, solved.roster).score.rank == (0, best)
