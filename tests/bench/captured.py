"""The statements that the store really executes, and the same ones again without the store: the raw baseline.

Same file system, same pragmas, same SQL text and parameters, same transactions; only SQLAlchemy, the fold and the
encoding are left out.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from hallops.store.engine import SQLITE_PRAGMAS
from hallops.store.place import Place
from hallops.store.store import Store
from tests.bench.street_hall import open_street


@dataclass(frozen=True, slots=True)
class Statement:
    sql: str
    parameters: Any
    many: bool


@dataclass(slots=True)
class Captured:
    """Statements by transaction, BEGIN included and COMMIT left to whoever repeats them."""

    transactions: list[list[Statement]] = field(default_factory=list)
    _open: list[Statement] = field(default_factory=list)

    def statement(self, _c: Any, _cursor: Any, sql: str, parameters: Any, _x: Any, many: bool) -> None:
        self._open.append(Statement(sql, parameters, many))

    def commit(self, _connection: Any) -> None:
        self.transactions.append(self._open)
        self._open = []


@contextmanager
def capturing(store: Store) -> Iterator[Captured]:
    """Note all that a store executes meanwhile."""
    found = Captured()
    listeners: dict[str, Callable[..., Any]] = {"before_cursor_execute": found.statement, "commit": found.commit}
    for name, listener in listeners.items():
        event.listen(store.engine, name, listener)
    yield found
    for name, listener in listeners.items():
        event.remove(store.engine, name, listener)


def raw_connection(place: Place) -> Any:
    """The hall's database, made by the store and then opened without it."""
    store = open_street(place)
    store.close()
    return raw(store, place)


def raw(store: Store, place: Place) -> Any:
    """A database opened by the module that a store uses, and set as the store sets it."""
    module: Any = store.engine.dialect.loaded_dbapi
    connection = module.connect(str(place.database), isolation_level=None)
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def repeat(connection: Any, transactions: Sequence[Sequence[Statement]]) -> None:
    for transaction in transactions:
        cursor = connection.cursor()
        for statement in transaction:
            if statement.many:
                cursor.executemany(statement.sql, statement.parameters)
            else:
                cursor.execute(statement.sql, statement.parameters)
        connection.commit()
        cursor.close()
