"""A statement compiled once, whose text goes straight to the driver.

Finding a statement in SQLAlchemy's cache and setting its parameters out takes longer than SQLite needs to carry it out;
the few statements that every command needs are therefore kept ready. Values are passed as they are: integers, text,
bytes and None need no conversion for either database.
"""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect

from hallops.store.rows import Row


class Prepared:
    """An insert or upsert of rows that name each of the columns."""

    def __init__(self, statement: Any, columns: Sequence[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(columns))
        self._sql = str(compiled)
        self._in_order = itemgetter(*compiled.positiontup) if compiled.positiontup else None

    def execute(self, connection: Connection, rows: Sequence[Row]) -> None:
        in_order = self._in_order
        connection.exec_driver_sql(self._sql, list(rows) if in_order is None else [in_order(row) for row in rows])
