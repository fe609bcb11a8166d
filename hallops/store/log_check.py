"""Whether a hall's log is as it was written: numbered without a gap, never back in time, its chain of hashes whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from hallops.store import tables
from hallops.store.codec import GENESIS, UnreadableEventError, decode, link
from hallops.store.findings import Finding

CHUNK = 2000  # events in memory at a time
# A phone has 11 digits, an identity card 18 (the last may be an X); a time in ms is a number and has 13.
PERSONAL = re.compile(r'(?<!":)(?<![0-9A-Za-z])\d{11,}[Xx]?(?![0-9A-Za-z])')


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ends, or the point before its first event."""

    seq: int = 0
    at: int = 0
    hash: bytes = GENESIS


def log_findings(connection: Connection, hall: str, after: Head | None = None) -> Iterator[Finding]:
    """All that is wrong with the events after a point that is trusted."""
    before = after or Head()
    for row in stored_events(connection, hall, tables.event.c.seq > before.seq):
        yield from _links(before, row)
        yield from _contents(row)
        before = Head(row.seq, row.at, bytes(row.hash))


def chain_findings(connection: Connection, hall: str) -> Iterator[Finding]:
    """Whether the log is as it was written, without reading what the events say: that is several times as quick."""
    before = (0, 0, GENESIS)
    for row in stored_events(connection, hall):
        seq, day, version, at, kind, body, stored = row
        if seq != before[0] + 1 or at < before[1] or link(before[2], seq, day, version, kind, body) != stored:
            yield from _links(Head(*before), row)
        before = (seq, at, stored)


def stored_events(connection: Connection, hall: str, *which: ColumnElement[bool]) -> Iterator[Any]:
    """Rows of the log in order, a chunk in memory at a time."""
    event = tables.event
    columns = ("seq", "day", "version", "at", "kind", "body", "hash")
    query = select(*(event.c[name] for name in columns))
    query = query.where(event.c.hall == hall, *which).order_by(event.c.seq)
    with connection.execute(query.execution_options(yield_per=CHUNK)) as found:
        yield from found


def read_head(connection: Connection, hall: str, seq: int | None = None) -> Head:
    """The last event, or the one with a number."""
    event = tables.event.c
    query = select(event.seq, event.at, event.hash).where(event.hall == hall).order_by(event.seq.desc()).limit(1)
    row = connection.execute(query if seq is None else query.where(event.seq == seq)).first()
    return Head() if row is None else Head(row.seq, row.at, bytes(row.hash))


def before_last_day(connection: Connection, hall: str) -> Head:
    """The point from which the newest day's events are in the log."""
    event = tables.event.c
    newest = select(func.max(event.day)).where(event.hall == hall).scalar_subquery()
    first = connection.scalar(select(func.min(event.seq)).where(event.hall == hall, event.day == newest))
    return Head() if first is None or first == 1 else read_head(connection, hall, first - 1)


def _links(before: Head, row: Any) -> Iterator[Finding]:
    if row.seq != before.seq + 1:
        yield Finding("event_missing", "log", {"before": before.seq, "seq": row.seq})
    elif link(before.hash, row.seq, row.day, row.version, row.kind, row.body) != bytes(row.hash):
        yield Finding("chain_broken", "log", {"seq": row.seq})
    if row.at < before.at:
        yield Finding("time_decreases", "log", {"seq": row.seq, "at": row.at, "before": before.at})


def _contents(row: Any) -> Iterator[Finding]:
    try:
        event = decode(row.kind, row.body)
    except UnreadableEventError as error:
        yield Finding("event_unreadable", "log", {"seq": row.seq, "said": str(error)})
        return
    if event.at != row.at:  # the column is not part of the chain, the body is
        yield Finding("time_decreases", "log", {"seq": row.seq, "at": row.at, "before": event.at})
    if PERSONAL.search(row.body):
        yield Finding("personal_field", "log", {"seq": row.seq, "kind": row.kind})


def business_days(connection: Connection, hall: str) -> list[date]:
    """The dates that have events, oldest first."""
    day = tables.event.c.day
    found = connection.scalars(select(day).where(tables.event.c.hall == hall).distinct().order_by(day))
    return [date.fromisoformat(iso) for iso in found]


def stored_day(connection: Connection, hall: str, day: date) -> Iterator[Any]:
    return stored_events(connection, hall, tables.event.c.day == day.isoformat())
