"""apsw in the clothes of Python's sqlite3 module, so that the real engine, store and journal run on a disk of ours.

Only what SQLAlchemy's pysqlite dialect asks for. One thing differs from sqlite3 on purpose: the VFS is chosen.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import apsw


class Error(Exception):
    """The root of DB-API errors."""


class DatabaseError(Error):
    pass


class OperationalError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


@contextmanager
def _as_dbapi() -> Iterator[None]:
    try:
        yield
    except apsw.ConstraintError as error:
        raise IntegrityError(str(error)) from error
    except apsw.Error as error:
        raise OperationalError(str(error)) from error


class Driver:
    """What stands in for the module; every connection goes through the named VFS."""

    paramstyle = "qmark"
    Binary = bytes
    sqlite_version = apsw.sqlite_lib_version()
    sqlite_version_info = tuple(int(part) for part in sqlite_version.split("."))
    Error, DatabaseError, OperationalError = Error, DatabaseError, OperationalError
    IntegrityError, ProgrammingError = IntegrityError, ProgrammingError

    def __init__(self, vfs: str) -> None:
        self._vfs = vfs

    def connect(self, database: str, **_: object) -> "Connection":
        return Connection(apsw.Connection(database, vfs=self._vfs))


class Connection:
    """In autocommit mode, as the engine asks: transactions begin by SQL."""

    isolation_level = None

    def __init__(self, inner: apsw.Connection) -> None:
        self._inner = inner

    def cursor(self) -> "Cursor":
        return Cursor(self._inner)

    def execute(self, sql: str) -> "Cursor":
        return self.cursor().execute(sql)

    def create_function(self, name: str, arguments: int, function: Callable[..., Any], **_: object) -> None:
        self._inner.create_scalar_function(name, function, arguments)

    def commit(self) -> None:
        self._end("COMMIT")

    def rollback(self) -> None:
        self._end("ROLLBACK")

    def _end(self, word: str) -> None:
        if self._inner.in_transaction:
            self.execute(word)

    def close(self) -> None:
        self._inner.close()


class Cursor:
    """Reads all rows of a statement at once; the tests' results are small."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self.rowcount = -1
        self.lastrowid = 0

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "Cursor":
        return self._run(lambda cursor: cursor.execute(sql, tuple(parameters)))

    def executemany(self, sql: str, many: Iterable[Sequence[Any]]) -> "Cursor":
        return self._run(lambda cursor: cursor.executemany(sql, [tuple(each) for each in many]))

    def _run(self, work: Callable[[apsw.Cursor], Iterable[Any]]) -> "Cursor":
        inner = self._connection.cursor()
        inner.exec_trace = self._describe
        before = self._connection.total_changes()
        with _as_dbapi():
            self._rows = [tuple(row) for row in work(inner)]
        self.rowcount = self._connection.total_changes() - before
        self.lastrowid = self._connection.last_insert_rowid()
        return self

    def _describe(self, cursor: apsw.Cursor, _sql: str, _bindings: object) -> bool:
        """Before the first step, the only time when a statement without rows tells its columns."""
        columns = cursor.get_description()
        self.description = tuple((name, None, None, None, None, None, None) for name, _ in columns) or None
        return True

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[tuple[Any, ...]]:
        rows, self._rows = self._rows, []
        return rows

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        size = size or self.arraysize
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def close(self) -> None:
        self._rows = []
