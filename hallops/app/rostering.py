"""What the verbs of rosters use, in one place, so that they load it only when it is asked for; and their tables."""

from dataclasses import replace
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from hallops.app.voice import Voice
from hallops.language import sentence
from hallops.roster.check import Breach, Findings, check
from hallops.roster.curtois_qu import read_instance
from hallops.roster.explain import FINDINGS, Finding, GivenUp, explain, precheck
from hallops.roster.problem import Problem
from hallops.roster.problem_file import read_problem
from hallops.roster.progress import Profile, Progress, Settings, Solved, Status
from hallops.roster.repair import differences, repair, replacements, without
from hallops.roster.roster_file import read_roster, write_grid, write_roster
from hallops.roster.sentences import said
from hallops.roster.solve import solve

__all__ = [
    "Problem",
    "Profile",
    "Progress",
    "Settings",
    "Solved",
    "Status",
    "check",
    "differences",
    "explain",
    "finding_text",
    "findings_dict",
    "given_up_text",
    "precheck",
    "read_instance",
    "read_problem",
    "read_roster",
    "repair",
    "replace",
    "replacements",
    "solve",
    "table",
    "without",
    "worst",
    "write_grid",
    "write_roster",
]

WIDTH = 120
SHOWN = 12  # breaches said one by one


def table(problem: Problem, found: Findings, voice: Voice) -> str:
    """One line a rule: its level, how often it is broken and what that costs, and where it comes from."""
    score = found.score
    shown = Table(box=SIMPLE_HEAD, title=voice.phrase("roster_title", cost=score.cost, hard=score.hard))
    shown.title_justify = "left"
    for head, justify in (("rule", "left"), ("level", "left"), ("breaches", "right"), ("cost", "right")):
        shown.add_column(voice.phrase(f"roster_{head}"), justify="right" if justify == "right" else "left")
    shown.add_column(voice.phrase("roster_source"))
    for rule in problem.rules:
        count, cost = score.by_rule[rule.id]
        hard = rule.level.value == "hard"
        level = voice.phrase(f"roster_{rule.level.value}")
        shown.add_row(rule.id, level, str(count), "" if hard else str(cost), rule.source)
    stream = StringIO()
    Console(file=stream, width=WIDTH, color_system=None).print(shown)
    lines = [line.rstrip() for line in stream.getvalue().splitlines()]
    cover = voice.phrase("roster_short", short=score.short, demanded=score.demanded, share=f"{score.short_share:.1%}")
    return "\n".join([*lines, cover])


def worst(problem: Problem, found: Findings, language: str) -> list[str]:
    """The dearest breaches as sentences, hard ones first."""
    return [said(problem, breach, language) for breach in found.breaches[:SHOWN]]


def findings_dict(found: Findings) -> dict[str, object]:
    """The score for programs."""
    score = found.score
    return {
        "hard": score.hard,
        "cost": score.cost,
        "short_intervals": score.short,
        "demanded_intervals": score.demanded,
        "rules": {rule: {"breaches": count, "cost": cost} for rule, (count, cost) in score.by_rule.items()},
    }


def finding_text(finding: Finding, language: str) -> str:
    """What counting showed, as a sentence."""
    return sentence(FINDINGS[finding.code], finding.facts, language)


def given_up_text(problem: Problem, given: GivenUp, language: str) -> str:
    """A rule to give up, as the breach that follows from it."""
    return said(problem, Breach(given.clause, given.amount, 0), language)
