"""The calendar in the hall file: stretches of days with a kind and, for people, a name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hallops.domain.calendar import Calendar, DayKind
from hallops.domain.names import Name
from hallops.files.fields import Fields
from hallops.files.hall_parts import write_name
from hallops.files.kinds import DAY, choice

MAX_DAYS = 366


@dataclass(frozen=True, slots=True)
class NamedCalendar:
    """The table that the queue uses, and what each of its days is called."""

    table: Calendar = field(default_factory=Calendar)
    names: Mapping[date, Name] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days in a row, both ends included, of one kind and name."""

    first: date
    last: date
    kind: DayKind
    name: Name

    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


def read_calendar(fields: Fields) -> NamedCalendar:
    """The list under `calendar`."""
    kinds: dict[date, DayKind] = {}
    names: dict[date, Name] = {}
    for node, stretch in fields.rows("calendar", _read_stretch):
        for day in stretch.days():
            if day in kinds:
                fields.problem(node, "date_twice", day=day.isoformat())
            kinds[day], names[day] = stretch.kind, stretch.name
    return NamedCalendar(Calendar(kinds), names)


def write_calendar(calendar: NamedCalendar) -> list[dict[str, Any]]:
    """Days that follow each other and are alike become one line again."""
    stretches: list[_Stretch] = []
    for day, kind in sorted(calendar.table.table.items()):
        name = calendar.names[day]
        before = stretches[-1] if stretches else None
        if before and (before.last + timedelta(days=1), before.kind, before.name) == (day, kind, name):
            stretches[-1] = _Stretch(before.first, day, kind, name)
        else:
            stretches.append(_Stretch(day, day, kind, name))
    return [_write_stretch(stretch) for stretch in stretches]


def _read_stretch(fields: Fields) -> _Stretch:
    first = fields.need("first", DAY)
    last = fields.may("last", DAY, first)
    stretch = _Stretch(first, last, fields.need("kind", choice(DayKind)), fields.name())
    if last < first:
        fields.problem(fields.node.at("last"), "days_end_first", first=first.isoformat(), last=last.isoformat())
    elif (last - first).days >= MAX_DAYS:
        fields.problem(fields.node.at("last"), "too_many_days", limit=MAX_DAYS)
        return _Stretch(first, first, stretch.kind, stretch.name)
    return stretch


def _write_stretch(stretch: _Stretch) -> dict[str, Any]:
    last = {} if stretch.last == stretch.first else {"last": stretch.last.isoformat()}
    return {
        "first": stretch.first.isoformat(),
        **last,
        "kind": stretch.kind.value,
        **write_name(stretch.name),
    }
