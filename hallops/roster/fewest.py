"""The fewest hard rules to give up: a group of hard clauses may be given up as a whole, and CP-SAT counts groups."""

from collections import defaultdict
from datetime import date

from ortools.sat.python import cp_model

from hallops.roster.compiled import compile_model
from hallops.roster.domains import domains_of
from hallops.roster.explain import Explained, GivenUp
from hallops.roster.meaning import Clause
from hallops.roster.problem import Problem
from hallops.roster.rule import RuleKind
from hallops.roster.rules.kinds import meaning_of

ABILITIES = {RuleKind.SKILL}  # what nobody can give up
BY_DAY = {RuleKind.LEAVE, RuleKind.LOCK, RuleKind.PRESENT, RuleKind.COVER}
Group = tuple[str, str | None, date | None]


def fewest(problem: Problem, seconds: float, workers: int = 2) -> Explained:
    """Solve for the smallest number of groups; what is given up in them is as little as the solver happened on."""
    meaning = meaning_of(problem)
    domains = domains_of(meaning, is_ability)
    compiled = compile_model(meaning, domains, domains, {}, lambda clause: not is_ability(clause))
    groups: defaultdict[Group, list[cp_model.LinearExprT]] = defaultdict(list)
    for clause, slack in compiled.slacks:
        groups[_group(clause)].append(slack)
    given_up = []
    for slacks in groups.values():
        given = compiled.model.new_bool_var("")
        for slack in slacks:
            compiled.model.add(slack == 0).only_enforce_if(given.negated())
        given_up.append(given)
    compiled.model.minimize(cp_model.LinearExpr.sum(given_up))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(compiled.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Explained(None, proven=False)
    options = compiled.chosen(solver.value).values()
    values = meaning.capped(meaning.count(options))
    broken = {clause: amount for clause, _ in compiled.slacks if (amount := clause.amount(values))}
    first_of: dict[Group, GivenUp] = {}
    for clause, amount in broken.items():
        first_of.setdefault(_group(clause), GivenUp(clause, amount))
    return Explained(tuple(first_of.values()), proven=status == cp_model.OPTIMAL)


def is_ability(clause: Clause) -> bool:
    """A clause that stays whatever is given up."""
    return clause.rule.kind in ABILITIES


def _group(clause: Clause) -> Group:
    """A rule for a person, or on a day."""
    return clause.rule.id, clause.staff, clause.day if clause.rule.kind in BY_DAY else None
