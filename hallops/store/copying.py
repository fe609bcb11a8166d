"""Copies a hall from a database to another: row by row, or as a file."""

import os
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from hallops.store.engine import BEGIN, NONE, open_engine, open_reader, sqlite_url
from hallops.store.migrate import migrate
from hallops.store.tables import metadata

CHUNK = 1000  # rows in memory at a time


def copy_hall(source: Connection, target: Connection, hall: str) -> None:
    """All tables; the target's are empty of this hall. The caller's transactions make it one moment and one stroke."""
    for table in metadata.sorted_tables:
        order = table.primary_key.columns
        query = select(table).where(table.c.hall == hall).order_by(*order)
        found = source.execute(query.execution_options(yield_per=CHUNK)).mappings()
        for rows in found.partitions():
            target.execute(insert(table), [dict(row) for row in rows])


def new_copy(source: Connection, file: Path, hall: str) -> None:
    """A hall of a server as a fresh SQLite database."""
    engine = open_engine(sqlite_url(file))
    try:
        migrate(engine)
        with engine.begin() as target:
            copy_hall(source, target, hall)
    finally:
        engine.dispose()


def vacuum_into(url: str, file: Path) -> None:
    """A whole SQLite database into an empty file: one moment of it, without what was deleted from it."""
    engine = open_reader(url)
    try:
        with engine.connect() as connection:
            connection.execution_options(**{BEGIN: NONE}).exec_driver_sql("VACUUM INTO ?", (str(file),))
    finally:
        engine.dispose()


def leave_wal(file: Path) -> None:
    """Make a copy one file, that can be renamed, and put it on the disk."""
    engine = open_engine(sqlite_url(file))
    try:
        with engine.connect() as connection:
            connection.execution_options(**{BEGIN: NONE}).exec_driver_sql("PRAGMA journal_mode=DELETE").close()
    finally:
        engine.dispose()
    sync(file)


def sync(path: Path) -> None:
    """Put a file's contents on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_hall(target: Connection, hall: str) -> None:
    for table in metadata.sorted_tables:
        target.execute(delete(table).where(table.c.hall == hall))


def is_empty(target: Connection, hall: str) -> bool:
    """Whether a database knows nothing of a hall."""
    return all(
        target.execute(select(table.c.hall).where(table.c.hall == hall).limit(1)).first() is None
        for table in metadata.sorted_tables
    )
