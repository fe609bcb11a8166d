"""Why there is no roster: first what plain counting shows, in milliseconds; then the fewest rules to give up.

Counting finds what no roster can meet whatever it does. The fewest rules are found by CP-SAT, in a process of its own:
each hard rule of a person or a day may be given up as a whole, and as few as possible are.
"""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context

from hallops.domain.refusal import Fact
from hallops.files.kinds import clock_text
from hallops.roster.meaning import Clause
from hallops.roster.problem import Problem, Staff
from hallops.roster.rule import Level, Rule, RuleKind
from hallops.roster.rules.kinds import meaning_of

WEEK = 7
FINDINGS: Mapping[str, str] = {
    "few_present": "{day} {hours}: {need} must be present ({source}), and no more than {have} can be.",
    "few_skilled": "{day} {hours}: {need} are needed at post {post}, and no more than {have} can be there.",
    "few_hours": "{need} h are demanded, and the contracts have {have} h without those on leave.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that counting shows, with a template of FINDINGS and its facts."""

    code: str
    facts: Mapping[str, Fact]
    hard: bool = False


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A rule that has to be given up, for a person or on a day, by so much."""

    clause: Clause
    amount: int


@dataclass(frozen=True, slots=True)
class Explained:
    """`fewest` is proven when `proven`; None when nothing was found in the time, empty when a roster is possible."""

    given_up: tuple[GivenUp, ...] | None
    proven: bool


def precheck(problem: Problem) -> tuple[Finding, ...]:
    """What can be seen by counting, what breaks a hard rule first."""
    found = [finding for finding in map(_short_of, _lows(problem)) if finding]
    demanded = sum(line.need * (line.hours.end - line.hours.start) for line in problem.demand)
    away = len(problem.leave)
    contract = sum(who.contract for who in problem.staff.values()) * problem.days // WEEK
    least = contract - away * contract // max(1, problem.days * len(problem.staff))
    if demanded > least:
        found.append(Finding("few_hours", {"need": demanded // 60, "have": least // 60}))
    return tuple(sorted(found, key=lambda finding: not finding.hard))


def explain(problem: Problem, seconds: float) -> Explained:
    """The fewest hard rules to give up so that there is a roster."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        try:
            return pool.submit(_work, problem, seconds).result()
        except BrokenProcessPool:
            return Explained(None, proven=False)


def _work(problem: Problem, seconds: float) -> Explained:
    """In the child: only here OR-tools is loaded."""
    found: Explained = import_module("hallops.roster.fewest").fewest(problem, seconds)
    return found


@dataclass(frozen=True, slots=True)
class _Low:
    """A number of people that is asked for, and how many could be there."""

    clause: Clause
    have: int


def _lows(problem: Problem) -> list[_Low]:
    """Posts to be covered and people to be present, with those who have the skill and no leave."""
    away: dict[object, set[str]] = {}
    for who, day in problem.leave:
        away.setdefault(day, set()).add(who)
    kinds = {RuleKind.COVER, RuleKind.PRESENT}
    clauses = [clause for clause in meaning_of(problem).clauses if clause.rule.kind in kinds]
    return [_Low(clause, _able(problem, clause, away.get(clause.day, set()))) for clause in clauses]


def _able(problem: Problem, clause: Clause, away: set[str]) -> int:
    people = problem.in_scope(clause.rule)
    return sum(who.id not in away and _fits(problem, clause, who) for who in people)


def _fits(problem: Problem, clause: Clause, who: Staff) -> bool:
    return clause.post is None or clause.post in who.skills or not _skills_count(problem.rules)


def _skills_count(rules: tuple[Rule, ...]) -> bool:
    return any(rule.kind is RuleKind.SKILL for rule in rules)


def _short_of(low: _Low) -> Finding | None:
    clause = low.clause
    if clause.low is None or low.have >= clause.low or clause.hours is None or clause.day is None:
        return None
    facts: dict[str, Fact] = {
        "day": clause.day.isoformat(),
        "hours": f"{clock_text(clause.hours.start)}-{clock_text(clause.hours.end)}",
        "need": clause.low,
        "have": low.have,
        "post": clause.post or "",
        "source": clause.rule.source or clause.rule.id,
    }
    code = "few_present" if clause.rule.kind is RuleKind.PRESENT else "few_skilled"
    return Finding(code, facts, clause.rule.level is Level.HARD)
