"""What the breaches of a roster are called: one English template a kind of rule, the Chinese in the catalogue."""

from collections.abc import Mapping
from datetime import date

from hallops.domain.refusal import Fact
from hallops.files.kinds import clock_text
from hallops.language import sentence
from hallops.roster.check import Breach
from hallops.roster.meaning import Clause
from hallops.roster.problem import Problem
from hallops.roster.rule import RuleKind

MINUTES_OF_HOUR = 60
BREACHES: Mapping[RuleKind, str] = {
    RuleKind.COVER: "{day} {hours}: {amount} short at post {post}.",
    RuleKind.SURPLUS: "{day} {hours}: {amount} too many at post {post}.",
    RuleKind.PRESENT: "{day} {hours}: {amount} missing of those who must be present ({source}).",
    RuleKind.SKILL: "{staff} {amount} times at a post without its skill, or in a shift that is not kept there.",
    RuleKind.LEAVE: "{staff} has a duty on {day}, a day of leave.",
    RuleKind.LOCK: "{staff} on {day} is not as locked.",
    RuleKind.AVERAGE_WEEK: "{staff} works {time} h more than {limit} h, the average week's for these days.",
    RuleKind.OVERTIME_MONTH: "{staff} works {time} h more than the {limit} h of overtime in the month of {day}.",
    RuleKind.TOTAL_MINUTES: "{staff} is {time} h away from the hours asked for.",
    RuleKind.SHIFT_COUNT: "{staff} has {amount} duties too many or too few of shift {of}.",
    RuleKind.REST_DAY: "{staff} has no rest day in the week of {day}.",
    RuleKind.REST_BETWEEN: "{staff} rests too short before {day}.",
    RuleKind.SUCCESSION: "{staff} has a shift on {day} that must not follow the one before.",
    RuleKind.CONSECUTIVE_DAYS: "{staff} has a row of duties around {day} that is too long or too short.",
    RuleKind.DAYS_OFF: "{staff} has too few free days in a row around {day}.",
    RuleKind.WEEKENDS: "{staff} works {amount} weekends too many.",
    RuleKind.COMPENSATORY_REST: "{staff} lacks {amount} free workdays for weekend duty in the week of {day}.",
    RuleKind.HOLIDAY_DUTY: "{staff} has {amount} duties on statutory holidays.",
    RuleKind.FAIRNESS: "The most and the least {of} duties of anybody lie {amount} further apart than allowed.",
    RuleKind.HOME: "{staff} works {amount} days away from the home post.",
    RuleKind.WISH: "{staff}: the wish for {day} is not met.",
    RuleKind.KEEP: "{staff} on {day} differs from the roster before.",
}


def said(problem: Problem, breach: Breach, language: str) -> str:
    """One breach as a sentence."""
    return sentence(BREACHES[breach.clause.rule.kind], _facts(problem, breach.clause, breach.amount), language)


def _facts(problem: Problem, clause: Clause, amount: int) -> dict[str, Fact]:
    who = problem.staff.get(clause.staff or "")
    return {
        "staff": f"{who.id} {who.name}" if who else "",
        "day": _day(clause.day),
        "hours": f"{clock_text(clause.hours.start)}-{clock_text(clause.hours.end)}" if clause.hours else "",
        "post": clause.post or "",
        "of": clause.rule.of or "",
        "source": clause.rule.source or clause.rule.id,
        "amount": amount,
        "time": f"{amount / MINUTES_OF_HOUR:g}",
        "limit": f"{(clause.high or 0) / MINUTES_OF_HOUR:g}",
    }


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
