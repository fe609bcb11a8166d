"""Shifts, staff and rules in the problem file."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

from hallops.domain.modes import DayChoice, Hours
from hallops.files.fields import Fields
from hallops.files.hall_modes import read_period
from hallops.files.hall_parts import present, write_name
from hallops.files.kinds import CODE, DAY, FLAG, TEXT, Kind, choice, clock_text, text, whole
from hallops.files.problems import Wrong
from hallops.files.yaml_file import Value
from hallops.roster.problem import FULL_TIME, History, ShiftType, Staff
from hallops.roster.rule import Level, Rule, RuleKind

WEIGHT = whole(0, 100_000)
LIMIT = whole(0, 100_000)
MINUTES = whole(0, 7 * 24 * 60)
NO_HOURS = Hours(0, 0)
EVERY_DAY = frozenset({DayChoice.ALL})
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def _month(value: Value) -> str:
    month = text(value)
    if not _MONTH.fullmatch(month):
        raise Wrong("roster_not_month", found=month)
    return month


def read_shift(fields: Fields) -> ShiftType:
    segments = [read_period(node, fields.report) for node in fields.items("segments")]
    found = tuple(sorted((hours for hours in segments if hours is not None), key=lambda hours: hours.start))
    if not found:
        fields.problem(fields.node.at("segments"), "none_at_all", key="segments")
    if any(before.overlaps(after) for before, after in pairwise(found)):
        fields.problem(fields.node.at("segments"), "roster_segments_overlap")
    return ShiftType(
        fields.need("id", CODE),
        fields.name(),
        found or (NO_HOURS,),
        frozenset(fields.values("days", choice(DayChoice))) or EVERY_DAY,
        frozenset(fields.values("posts", CODE)) or None,
        frozenset(fields.values("tags", CODE)),
        frozenset(fields.values("not_before", CODE)),
    )


def write_shift(shift: ShiftType) -> dict[str, Any]:
    segments = [[clock_text(hours.start), clock_text(hours.end)] for hours in shift.segments]
    return {"id": shift.id, **write_name(shift.name), "segments": segments, "days": _days(shift.days)} | present(
        {"posts": sorted(shift.posts or ()), "tags": sorted(shift.tags), "not_before": sorted(shift.not_before)}
    )


def read_staff(fields: Fields) -> Staff:
    with fields.section("history") as history:
        known = _read_history(history)
    return Staff(
        fields.need("id", CODE),
        fields.need("name", TEXT),
        frozenset(fields.values("skills", CODE)),
        fields.may("home", CODE, None),
        fields.may("contract_minutes", MINUTES, FULL_TIME),
        frozenset(fields.values("groups", CODE)),
        known,
    )


def write_staff(who: Staff) -> dict[str, Any]:
    history = present(
        {
            "counts": dict(who.history.counts),
            "overtime_minutes": dict(who.history.overtime),
            "worked": [day.isoformat() for day in sorted(who.history.worked)],
            "last_shift": who.history.last_shift,
            "rest_owed": who.history.rest_owed,
        }
    )
    return {
        "id": who.id,
        "name": who.name,
        "skills": sorted(who.skills),
        "contract_minutes": who.contract,
    } | present({"home": who.home, "groups": sorted(who.groups), "history": history})


def _read_history(fields: Fields) -> History:
    overtime = fields.table("overtime_minutes", LIMIT)
    fields.pairs("overtime_minutes", Kind(_month, ""))
    return History(
        fields.table("counts", LIMIT),
        overtime,
        frozenset[date](fields.values("worked", DAY)),
        fields.may("last_shift", CODE, None),
        fields.may("rest_owed", LIMIT, 0),
    )


def read_rule(fields: Fields) -> Rule:
    hours = [read_period(fields.node.at("hours"), fields.report)] if "hours" in fields else [None]
    return Rule(
        fields.need("id", CODE),
        fields.need("kind", choice(RuleKind)),
        fields.need("level", choice(Level)),
        fields.may("weight", WEIGHT, 1),
        fields.may("most", LIMIT, None),
        fields.may("least", LIMIT, None),
        fields.may("of", CODE, None),
        hours[0],
        frozenset(fields.values("days", choice(DayChoice))) or EVERY_DAY,
        frozenset(fields.values("scope", CODE)) or None,
        fields.may("square", FLAG, default=False),
        fields.may("source", TEXT, ""),
    )


def write_rule(rule: Rule) -> dict[str, Any]:
    hours = [clock_text(rule.hours.start), clock_text(rule.hours.end)] if rule.hours else None
    limits = {key: value for key, value in (("most", rule.most), ("least", rule.least)) if value is not None}
    options = {
        "of": rule.of,
        "hours": hours,
        "days": [] if rule.days == EVERY_DAY else _days(rule.days),
        "scope": sorted(rule.scope or ()),
        "square": rule.square,
        "source": rule.source,
    }
    plain = {"id": rule.id, "kind": rule.kind.value, "level": rule.level.value, "weight": rule.weight}
    return plain | limits | present(options)


def _days(choices: frozenset[DayChoice]) -> list[str]:
    return [choice.value for choice in DayChoice if choice in choices]
