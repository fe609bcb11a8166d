"""Days that were imported from files: records without events, for figures and fits, never for the live day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, select

from hallops.domain.record import DutyRecord, TicketRecord
from hallops.store import tables
from hallops.store.journal import upsert

ROWS_AT_ONCE = 5000


class SqlPast:
    """One hall's imported days. Importing a ticket of a date again replaces it."""

    def __init__(self, connection: Connection, hall: str, timezone: str) -> None:
        self._connection = connection
        self._hall = hall
        self._zone = ZoneInfo(timezone)

    def add(self, tickets: Iterable[TicketRecord], duties: Iterable[DutyRecord]) -> None:
        """Write all or nothing."""
        with self._connection.begin():
            self._write(tables.past_ticket, (self._ticket_row(ticket) for ticket in tickets))
            self._write(tables.past_duty, ({"hall": self._hall, **asdict(duty)} for duty in duties))

    def tickets(self) -> Iterator[TicketRecord]:
        """In the order of joining."""
        table = tables.past_ticket
        for row in self._read(table, table.c.joined, [field.name for field in fields(TicketRecord)]):
            yield TicketRecord(**{**row, "flagged": bool(row["flagged"])})

    def duties(self) -> Iterator[DutyRecord]:
        table = tables.past_duty
        for row in self._read(table, table.c.since, [field.name for field in fields(DutyRecord)]):
            yield DutyRecord(**row)

    def _ticket_row(self, ticket: TicketRecord) -> dict[str, Any]:
        day = self.business_date(ticket).isoformat()
        return {"hall": self._hall, "day": day, **_as_row(ticket)}

    def business_date(self, ticket: TicketRecord) -> date:
        return datetime.fromtimestamp(ticket.joined / 1000, self._zone).date()

    def _write(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        statement = upsert(table, self._connection.dialect.name)
        waiting = list(rows)
        for start in range(0, len(waiting), ROWS_AT_ONCE):
            self._connection.execute(statement, waiting[start : start + ROWS_AT_ONCE])

    def _read(self, table: Table, order: Any, columns: list[str]) -> list[Mapping[str, Any]]:
        query = select(*(table.c[name] for name in columns)).where(table.c.hall == self._hall).order_by(order)
        with self._connection.begin():
            return [dict(row) for row in self._connection.execute(query).mappings()]


def _as_row(ticket: TicketRecord) -> dict[str, Any]:
    """The fields as they are: `asdict` copies deeply, which a year of tickets feels."""
    row: dict[str, Any] = {name: getattr(ticket, name) for name in TicketRecord.__slots__}
    row["flagged"] = int(ticket.flagged)
    return row
