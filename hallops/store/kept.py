"""Things kept as rows of one hall's table: a dataclass whose fields are the columns, in transactions of their own."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from hallops.store.journal import journal_error

T = TypeVar("T")


class Kept:
    """The rows of a hall in a table; used by the thread that writes."""

    def __init__(self, connection: Connection, hall: str, table: Table) -> None:
        self._connection = connection
        self._hall = hall
        self._table = table

    @property
    def mine(self) -> Select[Any]:
        return select(self._table).where(self._table.c.hall == self._hall)

    def read(self, query: Select[Any], kind: type[T]) -> list[T]:
        """In the caller's transaction where there is one."""
        with nullcontext(self._connection) if self._connection.in_transaction() else self._write() as connection:
            found = connection.execute(query).mappings().all()
        return [msgspec.convert({str(key): row[key] for key in row}, kind) for row in found]

    def add(self, thing: Any, **more: object) -> None:
        with self._write() as connection:
            connection.execute(insert(self._table).values(self._row(thing, more)))

    def replace(self, thing: Any, *of: ColumnElement[bool]) -> None:
        with self._write() as connection:
            connection.execute(self._delete(of))
            connection.execute(insert(self._table).values(self._row(thing, {})))

    def change(self, *of: ColumnElement[bool], **values: object) -> None:
        with self._write() as connection:
            changed = update(self._table).where(self._table.c.hall == self._hall, *of)
            connection.execute(changed.values(**values))

    def remove(self, *of: ColumnElement[bool]) -> None:
        with self._write() as connection:
            connection.execute(self._delete(of))

    def _delete(self, of: tuple[ColumnElement[bool], ...]) -> Any:
        return delete(self._table).where(self._table.c.hall == self._hall, *of)

    def _row(self, thing: Any, more: dict[str, object]) -> dict[str, object]:
        return {"hall": self._hall, **msgspec.to_builtins(thing), **more}

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """Raises JournalError: nothing was written."""
        try:
            with self._connection.begin():
                yield self._connection
        except DBAPIError as error:
            raise journal_error(error) from error
