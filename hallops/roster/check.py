"""What a roster keeps and breaks, counted in plain Python: the same meaning that the solver compiles."""

from collections.abc import Mapping
from dataclasses import dataclass

from hallops.roster.meaning import Clause, Meaning
from hallops.roster.problem import Problem, Roster
from hallops.roster.rule import Level, RuleKind
from hallops.roster.rules.kinds import meaning_of


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that is not kept: where it stands is in the clause, `amount` is by how much."""

    clause: Clause
    amount: int
    cost: int

    @property
    def is_hard(self) -> bool:
        return self.clause.rule.level is Level.HARD


@dataclass(frozen=True, slots=True)
class Score:
    """What a roster costs: hard breaches first, then the weighed cost of the others."""

    hard: int
    cost: int
    by_rule: Mapping[str, tuple[int, int]]  # breaches and their cost
    short: int  # half hours (intervals) of people missing
    demanded: int  # intervals of people demanded

    @property
    def short_share(self) -> float:
        return self.short / self.demanded if self.demanded else 0.0

    @property
    def rank(self) -> tuple[int, int]:
        return self.hard, self.cost


@dataclass(frozen=True, slots=True)
class Findings:
    """All breaches of a roster, the dearest first, and its score."""

    score: Score
    breaches: tuple[Breach, ...]


def check(problem: Problem, roster: Roster) -> Findings:
    """Hold a roster against its problem."""
    meaning = meaning_of(problem)
    breaches = breaches_of(meaning, meaning.capped(meaning.count(meaning.options(roster))))
    return Findings(_score(meaning, breaches), breaches)


def breaches_of(meaning: Meaning, values: list[int]) -> tuple[Breach, ...]:
    """The clauses that these counters do not keep."""
    found = [(clause, amount) for clause in meaning.clauses if (amount := clause.amount(values))]
    breaches = [Breach(clause, amount, clause.cost(amount)) for clause, amount in found]
    return tuple(sorted(breaches, key=lambda breach: (not breach.is_hard, -breach.cost)))


def _score(meaning: Meaning, breaches: tuple[Breach, ...]) -> Score:
    by_rule = {rule.id: (0, 0) for rule in meaning.problem.rules}
    hard = cost = short = 0
    for breach in breaches:
        rule = breach.clause.rule
        count, so_far = by_rule.get(rule.id, (0, 0))
        by_rule[rule.id] = (count + 1, so_far + breach.cost)
        if breach.is_hard:
            hard += breach.amount
        else:
            cost += breach.cost
        if rule.kind is RuleKind.COVER:
            short += breach.amount * breach.clause.intervals
    demanded = sum(
        (clause.low or 0) * clause.intervals for clause in meaning.clauses if clause.rule.kind is RuleKind.COVER
    )
    return Score(hard, cost, by_rule, short, demanded)
