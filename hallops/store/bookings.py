"""Bookings: a code, a service, a start and a masked name; the code is all that a visitor has to show."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from hallops.domain.booking import BookingRecord
from hallops.store import tables
from hallops.store.journal import upsert


class SqlBookings:
    """One hall's bookings. Importing a code again replaces it."""

    def __init__(self, connection: Connection, hall: str) -> None:
        self._connection = connection
        self._hall = hall

    def add(self, bookings: Iterable[BookingRecord]) -> None:
        rows = [
            {"hall": self._hall, "code": b.code, "service": b.service, "start": b.start, "name_masked": b.name_masked}
            for b in bookings
        ]
        if rows:
            with self._connection.begin():
                self._connection.execute(upsert(tables.booking, self._connection.dialect.name), rows)

    def find(self, code: str) -> BookingRecord | None:
        """The booking of a code, as it is written."""
        table = tables.booking.c
        query = select(table.code, table.service, table.start, table.name_masked)
        with self._connection.begin():
            found = self._connection.execute(query.where(table.hall == self._hall, table.code == code)).first()
        return None if found is None else BookingRecord(*found)

    def all(self) -> list[BookingRecord]:
        """By start."""
        return self.between(-(2**62), 2**62)

    def between(self, since: int, until: int) -> list[BookingRecord]:
        """Bookings that start in [since, until), by start."""
        table = tables.booking.c
        query = select(table.code, table.service, table.start, table.name_masked)
        query = query.where(table.hall == self._hall, table.start >= since, table.start < until)
        with self._connection.begin():
            found = self._connection.execute(query.order_by(table.start, table.code)).all()
        return [BookingRecord(*row) for row in found]
