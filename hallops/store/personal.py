"""What visitors sign and write, in tables of their own: kept, found, and deleted for good."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from hallops.ports.personal import Comment, Held, KeptText, SignedText, Strokes
from hallops.store import tables
from hallops.store.journal import journal_error

TEXTS, COMMENTS = tables.confirmation, tables.rating_comment
FOUND = ("id", "day", "window", "ticket", "text", "made_at", "hash")


class SqlPersonal:
    """One hall's personal data; used by the thread that writes."""

    def __init__(self, connection: Connection, hall: str) -> None:
        self._connection = connection
        self._hall = hall

    def keep_text(self, kept: KeptText) -> None:
        row = {**asdict(kept), "hall": self._hall, "text": json.dumps(asdict(kept.text), ensure_ascii=False)}
        with self._transaction() as connection:
            connection.execute(insert(TEXTS), [row])

    def find_text(self, confirmation: str) -> KeptText | None:
        query = select(*(TEXTS.c[name] for name in FOUND)).where(*self._mine(confirmation))
        with self._transaction() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        text = json.loads(row["text"])
        return KeptText(**{**row, "text": SignedText(text["title"], tuple(text["lines"]))})

    def keep_strokes(self, confirmation: str, strokes: Strokes, seal: str) -> None:
        self._set(confirmation, strokes=json.dumps(strokes, separators=(",", ":")), hash=seal)

    def drop_strokes(self, confirmation: str) -> None:
        self._set(confirmation, strokes=None, hash=None)

    def drop_text(self, confirmation: str) -> None:
        with self._transaction() as connection:
            connection.execute(delete(TEXTS).where(*self._mine(confirmation)))

    def keep_comment(self, comment: Comment) -> None:
        known = select(COMMENTS.c.call).where(
            COMMENTS.c.hall == self._hall, COMMENTS.c.day == comment.day, COMMENTS.c.call == comment.call
        )
        with self._transaction() as connection:
            if connection.execute(known).first() is None:
                connection.execute(insert(COMMENTS), [{**asdict(comment), "hall": self._hall}])

    def comments(self, day: str) -> list[Comment]:
        columns = (COMMENTS.c.day, COMMENTS.c.call, COMMENTS.c.comment, COMMENTS.c.made_at)
        query = select(*columns).where(COMMENTS.c.hall == self._hall, COMMENTS.c.day == day).order_by(COMMENTS.c.call)
        with self._transaction() as connection:
            return [Comment(*row) for row in connection.execute(query)]

    def held_before(self, instant: int) -> Held:
        with self._transaction() as connection:
            return Held(*(self._count(connection, table, instant) for table in (TEXTS, COMMENTS)))

    def purge(self, instant: int) -> None:
        if self._connection.dialect.name == "sqlite":
            with self._transaction() as connection:  # what is deleted is overwritten too
                connection.exec_driver_sql("PRAGMA secure_delete=ON").close()
        with self._transaction() as connection:
            for table in (TEXTS, COMMENTS):
                connection.execute(delete(table).where(table.c.hall == self._hall, table.c.made_at < instant))

    def _count(self, connection: Connection, table: Table, instant: int) -> int:
        query = select(func.count()).where(table.c.hall == self._hall, table.c.made_at < instant)
        return int(connection.execute(query).scalar_one())

    def _mine(self, confirmation: str) -> tuple[Any, Any]:
        return TEXTS.c.hall == self._hall, TEXTS.c.id == confirmation

    def _set(self, confirmation: str, **values: str | None) -> None:
        with self._transaction() as connection:
            connection.execute(update(TEXTS).where(*self._mine(confirmation)).values(**values))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._connection.begin():
                yield self._connection
        except DBAPIError as error:
            raise journal_error(error) from error
