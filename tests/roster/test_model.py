"""The compiled model means what `check` means, and obeys what every roster obeys."""

from dataclasses import replace
from random import Random

import pytest
from ortools.sat.python import cp_model

from hallops.roster.check import check
from hallops.roster.compiled import GIVEN_UP, compile_model
from hallops.roster.domains import domains_of, is_hard, roster_of
from hallops.roster.problem import Problem, Roster
from hallops.roster.rules.kinds import meaning_of
from hallops.roster.search import as_options
from hallops.roster.tally import HARD, Tally
from tests.roster.small import EARLY, any_roster, day, rich


def best(asked: Problem) -> int:
    """The least cost there is, proven."""
    meaning = meaning_of(asked)
    domains = domains_of(meaning)
    compiled = compile_model(meaning, domains, domains, {})
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    assert solver.solve(compiled.model) == cp_model.OPTIMAL
    found = check(asked, roster_of(meaning, compiled.chosen(solver.value))).score
    assert (found.hard, found.cost) == (0, round(solver.objective_value) + compiled.fixed_cost)
    return found.cost


@pytest.mark.parametrize("seed", range(12))
def test_a_random_roster_costs_in_the_model_what_check_counts(seed: int) -> None:
    asked = rich()
    roster = any_roster(asked, Random(seed))
    meaning = meaning_of(asked)
    chosen = as_options(meaning, meaning.options(roster))
    domains = {spot: (option,) for spot, option in chosen.items()}
    compiled = compile_model(meaning, domains, chosen, chosen, is_hard)
    for duty in compiled.duties.values():
        compiled.model.add(duty == 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(compiled.model) == cp_model.OPTIMAL
    score = check(asked, roster).score
    unmoved = sum(clause.amount(meaning.base) for clause in meaning.clauses if is_hard(clause) and clause.low)
    assert round(solver.objective_value) + compiled.fixed_cost == score.cost + GIVEN_UP * score.hard
    assert unmoved == 0  # no hard clause is broken by nobody, which the model would not count


@pytest.mark.parametrize("seed", range(6))
def test_the_tally_knows_the_cost_of_every_change(seed: int) -> None:
    asked, rng = rich(), Random(seed)
    meaning = meaning_of(asked)
    tally = Tally(meaning)
    cost = _ranked(asked, {})
    domains = domains_of(meaning, lambda clause: False)
    for _ in range(60):
        spot = rng.choice(list(domains))
        option = rng.choice([None, *domains[spot]])
        dearer = tally.change(spot, option)
        tally.put(spot, option)
        now = _ranked(asked, roster_of(meaning, tally.chosen))
        assert now - cost == dearer
        cost = now


def _ranked(asked: Problem, roster: Roster) -> int:
    score = check(asked, roster).score
    return HARD * score.hard + score.cost


@pytest.mark.slow
def test_the_order_of_people_leave_and_locks_change_what_they_should() -> None:
    asked = rich(days=5)
    cost = best(asked)
    backwards = replace(
        asked, staff=dict(reversed(list(asked.staff.items()))), posts=dict(reversed(list(asked.posts.items())))
    )
    assert best(backwards) == cost
    assert best(replace(asked, leave=asked.leave | {("ann", day(1))})) >= cost
    locked = replace(asked, locks={("ann", day(1)): None, ("bob", day(3)): EARLY})
    assert best(locked) >= cost
