"""Checks a hall's store from the first byte to the last row, beside a running hub, a day in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from hallops.store import tables
from hallops.store.backup import known_hall, looking
from hallops.store.damage import StoreDamagedError, named
from hallops.store.day_check import DAY_TABLES, day_findings, row_findings
from hallops.store.findings import ROWS, Finding
from hallops.store.halls import Parse, SqlHallBook
from hallops.store.log_check import business_days, log_findings, read_head
from hallops.store.place import Place

MOST = 1000  # findings; a store that is wrong all over need not fill the memory with it


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at and what is wrong. `events` is the number of the last event, `days` how many dates it has."""

    hall: str
    events: int
    days: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        return not self.findings

    @property
    def days_to_repair(self) -> list[date]:
        """The dates whose rows differ from their events."""
        return sorted({date.fromisoformat(finding.place) for finding in self.findings if finding.code in ROWS})

    @property
    def beyond_repair(self) -> list[Finding]:
        """What no repair of rows can mend."""
        return [finding for finding in self.findings if finding.code not in ROWS]


def check(place: Place, parse: Parse, hall: str | None = None) -> CheckReport:
    """Look at everything and change nothing.

    Raises:
        NoHallError: there is no such hall.
        StoreUnusableError: the database can not be read now.
    """
    try:
        with looking(place.url) as (_, connection):
            if said := _file_findings(place, connection):
                return CheckReport(hall or "-", 0, 0, tuple(said))
            chosen = known_hall(connection, hall, place.name)
            return check_hall(connection, chosen, SqlHallBook(connection, chosen, parse))
    except DBAPIError as error:
        found = named(place, error)
        if isinstance(found, StoreDamagedError):
            return CheckReport(hall or "-", 0, 0, (Finding("file_damaged", "file", {"said": found.found}),))
        raise found from error


def check_hall(connection: Connection, hall: str, halls: SqlHallBook) -> CheckReport:
    """The same inside a transaction of the caller's, the file itself left out."""
    days = business_days(connection, hall)
    found: list[Finding] = []
    for finding in _findings(connection, hall, halls, days):
        found.append(finding)
        if len(found) == MOST:
            break
    return CheckReport(hall, read_head(connection, hall).seq, len(days), tuple(found))


def _findings(connection: Connection, hall: str, halls: SqlHallBook, days: list[date]) -> Iterator[Finding]:
    unreadable = False
    for finding in log_findings(connection, hall):
        unreadable = unreadable or finding.code == "event_unreadable"
        yield finding
    yield from key_findings(connection, hall)
    if unreadable:
        return  # a day without one of its events says nothing
    for day in days:
        yield from day_findings(connection, hall, halls, day)
    for iso in sorted(_dates_with_rows(connection, hall) - {day.isoformat() for day in days}):
        yield from row_findings(connection, hall, iso, {})


def _file_findings(place: Place, connection: Connection) -> list[Finding]:
    if not place.is_sqlite:
        return []
    said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    return [Finding("file_damaged", "file", {"said": each}) for each in said if each != "ok"]


def key_findings(connection: Connection, hall: str) -> Iterator[Finding]:
    """From the oldest key that is remembered on, each event is covered by one command."""
    command = tables.command.c
    query = select(command.key, command.first_seq, command.last_seq).where(command.hall == hall)
    head, last, before = read_head(connection, hall).seq, None, ""
    for row in connection.execute(query.order_by(command.first_seq, command.key)):
        if last is not None and row.first_seq > last + 1:
            yield Finding("key_gap", "keys", {"first": last + 1, "last": row.first_seq - 1})
        if last is not None and row.first_seq <= last:
            facts = {"first": row.first_seq, "last": last, "keys": f"{before}, {row.key}"}
            yield Finding("key_overlap", "keys", facts)
        last, before = max(last or 0, row.last_seq), row.key
    covered = last or 0
    if covered < head:
        yield Finding("key_gap", "keys", {"first": covered + 1, "last": head})
    if covered > head:
        yield Finding("key_ahead", "keys", {"key": before, "last": covered, "head": head})


def _dates_with_rows(connection: Connection, hall: str) -> set[str]:
    found: set[str] = set()
    for name in DAY_TABLES:
        table = tables.metadata.tables[name]
        found |= set(connection.scalars(select(func.distinct(table.c.day)).where(table.c.hall == hall)))
    return found
