"""Service modes in the hall file, and the days and hours on which two of them meet."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hallops.domain.modes import DayChoice, Hours, ModeKind, ServiceMode
from hallops.files.fields import Fields, listed_nodes, take
from hallops.files.hall_parts import WINDOW_NUMBER, present, write_name
from hallops.files.kinds import CLOCK, CODE, DAY, FLAG, Kind, choice, clock_text, whole
from hallops.files.problems import Report
from hallops.files.yaml_file import Node

ALL = "all"
STAFF = whole(0, 999)
_PAIR = 2

_EVERY_DAY = frozenset({DayChoice.WORKDAY, DayChoice.SATURDAY, DayChoice.SUNDAY, DayChoice.HOLIDAY})
_DAYS = {
    DayChoice.ALL: _EVERY_DAY,
    DayChoice.WEEKEND: frozenset({DayChoice.SATURDAY, DayChoice.SUNDAY}),
}


def read_mode(fields: Fields) -> ServiceMode:
    return ServiceMode(
        id=fields.need("id", CODE),
        name=fields.name(),
        kind=fields.need("kind", choice(ModeKind)),
        days=frozenset(_needed(fields, "days", choice(DayChoice))),
        hours=_hours(fields),
        windows=_all_or(fields, "windows", WINDOW_NUMBER),
        services=_all_or(fields, "services", CODE),
        booking_only=fields.may("booking_only", FLAG, default=False),
        minimum_staff=fields.may("minimum_staff", STAFF, 0),
        overlay=fields.may("overlay", FLAG, default=False),
        valid_from=fields.may("valid_from", DAY, None),
        valid_to=fields.may("valid_to", DAY, None),
        zones=frozenset(fields.values("zones", CODE)),
    )


def write_mode(mode: ServiceMode) -> dict[str, Any]:
    required = {
        "id": mode.id,
        **write_name(mode.name),
        "kind": mode.kind.value,
        "days": [choice.value for choice in DayChoice if choice in mode.days],
        "hours": [[clock_text(hours.start), clock_text(hours.end)] for hours in mode.hours],
        "windows": ALL if mode.windows is None else sorted(mode.windows),
        "services": ALL if mode.services is None else sorted(mode.services),
    }
    options = {
        "booking_only": mode.booking_only,
        "minimum_staff": mode.minimum_staff,
        "overlay": mode.overlay,
        "valid_from": mode.valid_from and mode.valid_from.isoformat(),
        "valid_to": mode.valid_to and mode.valid_to.isoformat(),
        "zones": sorted(mode.zones),
    }
    return required | present(options)


def hours_text(hours: Hours) -> str:
    return f"{clock_text(hours.start)}–{clock_text(hours.end)}"


def meet(mode: ServiceMode, other: ServiceMode) -> bool:
    """Whether two modes claim the same windows of time: both staffed, on one layer, with a day in common."""
    if not (mode.is_staffed and other.is_staffed) or mode.overlay != other.overlay:
        return False
    starts = max(mode.valid_from or date.min, other.valid_from or date.min)
    ends = min(mode.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends and not _days(mode.days).isdisjoint(_days(other.days))


def _days(choices: Iterable[DayChoice]) -> frozenset[DayChoice]:
    return frozenset().union(*(_DAYS.get(choice, {choice}) for choice in choices))


def _needed(fields: Fields, key: str, kind: Kind[Any]) -> tuple[Any, ...]:
    if key not in fields:
        fields.missing(key)
    return fields.values(key, kind)


def _all_or(fields: Fields, key: str, kind: Kind[Any]) -> frozenset[Any] | None:
    """Either the word all, which an absent key means too, or a list."""
    if fields.may(key, Kind(_is_all, blank=False), default=True):
        return None
    return frozenset(fields.values(key, kind))


def _is_all(value: object) -> bool:
    return value == ALL


def _hours(fields: Fields) -> tuple[Hours, ...]:
    if "hours" not in fields:
        fields.missing("hours")
    read = (read_period(node, fields.report) for node in fields.items("hours"))
    return tuple(hours for hours in read if hours is not None)


def read_period(node: Node, report: Report) -> Hours | None:
    """A start and an end; what is wrong with them is reported."""
    nodes = listed_nodes(node, report)
    if len(nodes) != _PAIR:
        report.add("hours_not_pair", {}, node.line, node.path)
        return None
    start, end = (take(part, CLOCK, report, None) for part in nodes)
    if start is None or end is None:
        return None
    if start >= end:
        facts = {"start": clock_text(start), "end": clock_text(end)}
        report.add("hours_end_first", facts, node.line, node.path)
        return None
    return Hours(start, end)
