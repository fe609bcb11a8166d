"""counts.csv: how many came in each of equal intervals. Times are the hall's own clock; an offset is passed over.

An interval that is not there had nobody, and a date without any was closed.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from hallops.files.csv_file import Columns, Row, Table, check_once, finished, number_cell, read_rows
from hallops.files.kinds import DAY, TEXT, Kind
from hallops.files.problems import Report, Wrong
from hallops.files.yaml_file import Value, key_text

COLUMNS = Columns(required=("start", "count"))
EVENT_COLUMNS = Columns(required=("date", "name"))
COUNT = number_cell(0, 1_000_000)
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Count:
    """How many came in the interval that begins at this minute of the day."""

    day: date
    minute: int
    count: float


@dataclass(frozen=True, slots=True)
class Counts:
    """In order of time; `interval` in minutes."""

    interval: int
    rows: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """Something that brings or keeps people on a date: the same name, the same effect."""

    day: date
    name: str


def read_counts(data: bytes, name: str = "counts.csv") -> Counts:
    """Read counts, or raise every problem of every line."""
    report = Report(name)
    read = [(row, _count(row)) for row in read_rows(data, COLUMNS, report)]
    good = [(row, count) for row, count in read if not row.bad]
    check_once(((row, (count.day, count.minute)) for row, count in good), "start")
    if not read:
        report.add("no_counts", {})
    interval = _interval([count for _, count in good])
    for row, count in good:
        if count.minute % interval != good[0][1].minute % interval:
            row.problem("not_interval", "start", minutes=interval)
    table = finished(read, report, skip_bad=False)
    return Counts(interval, tuple(sorted(table.rows, key=_when)))


def read_events(data: bytes, name: str = "events.csv") -> Table[NamedEvent]:
    """Read named events: one line a date and name."""
    report = Report(name)
    rows = read_rows(data, EVENT_COLUMNS, report)
    read = [(row, NamedEvent(row.need("date", DAY), row.need("name", TEXT))) for row in rows]
    return finished(read, report, skip_bad=False)


def _clock(value: Value) -> datetime:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise Wrong("not_local_time", found=key_text(value)) from error
    if at.second or at.microsecond:
        raise Wrong("not_local_time", found=key_text(value))
    return at


CLOCK = Kind(_clock, datetime.min)  # noqa: DTZ901 - a blank, never used


def _count(row: Row) -> Count:
    at = row.need("start", CLOCK)
    return Count(at.date(), at.hour * 60 + at.minute, row.need("count", COUNT))


def _interval(counts: list[Count]) -> int:
    """The step most often seen between neighbours of a day; a whole day where each has one only."""
    ordered = sorted(counts, key=_when)
    steps = Counter(
        after.minute - before.minute
        for before, after in pairwise(ordered)
        if before.day == after.day and after.minute > before.minute
    )
    return steps.most_common(1)[0][0] if steps else DAY_MINUTES


def _when(count: Count) -> tuple[date, int]:
    return count.day, count.minute
