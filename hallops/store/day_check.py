"""Whether one business day is sound: its events follow each other, its rules hold, its rows equal their fold."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from hallops.domain.apply import apply
from hallops.domain.events import TicketPrinted
from hallops.domain.hall_day import HallDay, IllegalEventError
from hallops.domain.invariants import violations
from hallops.store import tables
from hallops.store.codec import decode
from hallops.store.findings import Finding
from hallops.store.halls import SqlHallBook
from hallops.store.log_check import stored_day
from hallops.store.rows import Row, rows_of

DAY_TABLES = ("business_day", "ticket", "call", "duty")


class DayIllegalError(Exception):
    """The events of a day can not follow each other."""


def fold_day(connection: Connection, hall: str, halls: SqlHallBook, day: date) -> tuple[HallDay, Counter[str]]:
    """A day as its events make it, and how often each ticket was printed as an original.

    Raises:
        DayIllegalError: they can not follow each other, or were decided under a version that is not here.
        UnreadableEventError: one of them can not be read.
    """
    folded = HallDay(day, halls.version_for(day), halls.hall)
    originals: Counter[str] = Counter()
    try:
        for row in stored_day(connection, hall, day):
            event = decode(row.kind, row.body)
            apply(folded, event)
            originals[event.ticket if isinstance(event, TicketPrinted) and event.copy == 1 else ""] += 1
    except IllegalEventError as error:
        raise DayIllegalError(str(error)) from error
    except KeyError as error:
        raise DayIllegalError(f"{type(error).__name__}: {error}") from error
    del originals[""]
    return folded, originals


def day_findings(connection: Connection, hall: str, halls: SqlHallBook, day: date) -> Iterator[Finding]:
    iso = day.isoformat()
    try:
        folded, originals = fold_day(connection, hall, halls, day)
    except DayIllegalError as error:
        yield Finding("day_illegal", iso, {"day": iso, "said": str(error)})
        return
    for said in violations(folded):
        yield Finding("day_invariant", iso, {"day": iso, "said": said})
    for ticket, copies in originals.items():
        if copies > 1:
            yield Finding("originals", iso, {"day": iso, "ticket": ticket, "copies": copies})
    yield from row_findings(connection, hall, iso, rows_of(hall, folded))


def row_findings(connection: Connection, hall: str, iso: str, folded: dict[str, list[Row]]) -> Iterator[Finding]:
    """Where the stored rows of a day differ from those that its events lead to."""
    for name in DAY_TABLES:
        table = tables.metadata.tables[name]
        stored = {_key(table, row): row for row in stored_rows(connection, table, hall, iso)}
        wanted = {_key(table, row): row for row in folded.get(name, [])}
        for key in sorted(stored.keys() | wanted.keys()):
            yield from _compare(iso, name, key, stored.get(key), wanted.get(key))


def stored_rows(connection: Connection, table: Table, hall: str, iso: str) -> list[Row]:
    query = select(table).where(table.c.hall == hall, table.c.day == iso)
    return [dict(row) for row in connection.execute(query).mappings()]


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    """What names a row within its hall and day."""
    return tuple(row[column.name] for column in table.primary_key if column.name not in {"hall", "day"})


def _compare(iso: str, table: str, key: tuple[Any, ...], stored: Row | None, folded: Row | None) -> Iterator[Finding]:
    place = {"day": iso, "table": table, "key": "-".join(map(str, key)) or iso}
    if stored is None or folded is None:
        yield Finding("row_missing" if stored is None else "row_extra", iso, place)
        return
    for column, value in folded.items():
        if stored[column] != value:
            differs = {"column": column, "stored": str(stored[column]), "folded": str(value)}
            yield Finding("row_differs", iso, place | differs)
