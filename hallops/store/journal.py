"""The log and its rows: one transaction a batch, and an answer only after it is on disk."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError

from hallops.domain.events import Event
from hallops.domain.hall_day import Changes, HallDay
from hallops.domain.ticket import AT_WINDOW
from hallops.ports.journal import Accepted, JournalConflictError, JournalError, JournalFullError, KnownKey
from hallops.store import rows, tables
from hallops.store.codec import GENESIS, UnreadableEventError, decode, encode, link
from hallops.store.engine import BEGIN, LOOK, WRITE
from hallops.store.lease import HallTakenError, Lease
from hallops.store.prepared import Prepared
from hallops.store.watermark import Watermark

FULL = (
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
    "53100",  # PostgreSQL: disk full,
    "25006",  # read only,
    "58030",  # error of the disk
)


FIXED = {"prefix", "number", "leg", "seq", "visit", "service"}  # of a ticket: an update leaves its unique index alone


class SqlJournal:
    """One hall's journal in SQLite or PostgreSQL. Used by one thread."""

    def __init__(self, connection: Connection, hall: str, watermark: Watermark, lease: Lease) -> None:
        self._connection = connection
        self._hall = hall
        self._watermark = watermark
        self._lease = lease
        dialect = connection.dialect
        self._insert_event = Prepared(insert(tables.event), tables.event.columns.keys(), dialect)
        self._insert_command = Prepared(insert(tables.command), tables.command.columns.keys(), dialect)
        self._upserts = {
            table.name: Prepared(upsert(table, dialect.name, FIXED), table.columns.keys(), dialect)
            for table in (tables.business_day, tables.ticket, tables.call, tables.duty)
        }
        self._head, self._last_at, self._hash = self._read_head()

    @property
    def head(self) -> int:
        return self._head

    @property
    def last_at(self) -> int:
        return self._last_at

    @property
    def last_day(self) -> date | None:
        newest = self._scalar(select(func.max(tables.event.c.day)).where(tables.event.c.hall == self._hall))
        return date.fromisoformat(newest) if newest else None

    def append(self, batch: Sequence[Accepted], days: Iterable[HallDay]) -> None:
        events, head, chain = self._event_rows(batch)
        commands = [self._command_row(accepted) for accepted in batch]
        self._cover(batch)
        with self._transaction() as connection:
            self._insert_event.execute(connection, events)
            self._insert_command.execute(connection, commands)
            for day in days:
                self._write_rows(connection, day)
        self._head, self._last_at, self._hash = head, batch[-1].at, chain

    def days(self) -> list[date]:
        event = tables.event.c
        query = select(event.day).where(event.hall == self._hall).distinct().order_by(event.day)
        return [date.fromisoformat(row.day) for row in self._read(query)]

    def events_of(self, day: date) -> list[Event]:
        return self._events(tables.event.c.day == day.isoformat())

    def events_between(self, first: int, last: int) -> list[Event]:
        return self._events(tables.event.c.seq.between(first, last))

    def known_keys(self) -> dict[str, KnownKey]:
        command = tables.command.c
        query = select(command.key, command.body_hash, command.first_seq, command.last_seq)
        return {
            key: KnownKey(body_hash, first, last)
            for key, body_hash, first, last in self._read(query.where(command.hall == self._hall))
        }

    def forget_keys(self, before: int) -> None:
        command = tables.command
        with self._transaction() as connection:
            connection.execute(delete(command).where(command.c.hall == self._hall, command.c.at < before))

    def on_paper(self, day: date) -> Mapping[str, int]:
        return self._watermark.on_paper(day)

    def refresh(self) -> None:
        try:
            self._lease.renew()
        except HallTakenError as error:
            raise JournalError("hall_taken", str(error)) from error
        except DBAPIError as error:
            raise journal_error(error) from error
        self._head, self._last_at, self._hash = self._read_head()

    # writing

    def _cover(self, batch: Sequence[Accepted]) -> None:
        try:
            self._watermark.cover(batch)
        except OSError as error:
            raise JournalFullError("watermark", str(error)) from error

    def _event_rows(self, batch: Sequence[Accepted]) -> tuple[list[rows.Row], int, bytes]:
        seq, chain, found = self._head, self._hash, []
        for accepted in batch:
            day = accepted.day.isoformat()
            for event in accepted.events:
                seq, kind, body = seq + 1, type(event).__name__, encode(event)
                chain = link(chain, seq, day, accepted.version, kind, body)
                found.append(
                    {
                        "hall": self._hall,
                        "seq": seq,
                        "day": day,
                        "version": accepted.version,
                        "at": event.at,
                        "kind": kind,
                        "body": body,
                        "hash": chain,
                    }
                )
        return found, seq, chain

    def _command_row(self, accepted: Accepted) -> rows.Row:
        return {
            "hall": self._hall,
            "key": accepted.key,
            "body_hash": accepted.body_hash,
            "at": accepted.at,
            "first_seq": accepted.first,
            "last_seq": accepted.last,
        }

    def _write_rows(self, connection: Connection, day: HallDay) -> None:
        changes, iso = day.take_changes(), day.day.isoformat()
        self._remove(connection, iso, changes)
        found = {"business_day": [rows.day_row(self._hall, day)] if changes.day else []}
        tickets = [day.tickets[ticket] for ticket in sorted(changes.tickets)]
        tickets.sort(key=lambda ticket: ticket.state in AT_WINDOW)  # a window is left before the next one comes
        found["ticket"] = [rows.ticket_row(self._hall, iso, ticket) for ticket in tickets]
        found["call"] = [rows.call_row(self._hall, iso, day.calls[call]) for call in sorted(changes.calls)]
        found["duty"] = [rows.duty_row(self._hall, iso, day.duty[duty]) for duty in sorted(changes.duty)]
        for table, values in found.items():
            if values:
                self._upserts[table].execute(connection, values)

    def _remove(self, connection: Connection, iso: str, changes: Changes) -> None:
        for table, column, gone in (
            (tables.ticket, tables.ticket.c.id, changes.removed),
            (tables.call, tables.call.c.number, changes.removed_calls),
        ):
            if gone:
                mine = table.c.hall == self._hall, table.c.day == iso
                connection.execute(delete(table).where(*mine, column.in_(gone)))

    # reading

    def _read_head(self) -> tuple[int, int, bytes]:
        event = tables.event.c
        query = select(event.seq, event.at, event.hash).where(event.hall == self._hall)
        last = next(iter(self._read(query.order_by(event.seq.desc()).limit(1))), None)
        return (0, 0, GENESIS) if last is None else (last.seq, last.at, last.hash)

    def _events(self, which: Any) -> list[Event]:
        event = tables.event.c
        query = select(event.kind, event.body).where(event.hall == self._hall, which).order_by(event.seq)
        try:
            return [decode(kind, body) for kind, body in self._read(query)]
        except UnreadableEventError as error:
            raise JournalError("unreadable_event", str(error)) from error

    def _scalar(self, query: Any) -> Any:
        return self._read(query)[0][0]

    def _read(self, query: Any) -> Sequence[Any]:
        """Reading takes no lock to write, so that it works where writing does not."""
        self._connection.execution_options(**{BEGIN: LOOK})
        try:
            with self._transaction() as connection:
                return connection.execute(query).all()
        finally:
            self._connection.execution_options(**{BEGIN: WRITE})

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction whose errors say what they mean for the hall."""
        try:
            with self._connection.begin():
                yield self._connection
        except IntegrityError as error:
            raise JournalConflictError("conflict", str(error.orig)) from error
        except DBAPIError as error:
            raise journal_error(error) from error


def journal_error(error: DBAPIError | DatabaseError) -> JournalError:
    """What the database objects to, as the hall understands it."""
    code = str(getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or "")
    if code.startswith(FULL):
        return JournalFullError(code, str(error.orig))
    return JournalError(code or "unavailable", str(error.orig))


def upsert(table: Table, dialect: str, fixed: Collection[str] = ()) -> Any:
    """Insert a row, or replace all of it but its key and what is fixed for good."""
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = make(table).values({column.name: bindparam(column.name) for column in table.columns})
    rest = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if not (column.primary_key or column.name in fixed)
    }
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=rest)
