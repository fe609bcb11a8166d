"""Engines for SQLite and PostgreSQL, set up so that a commit is on disk when it returns.

SQLite: WAL, synchronous=FULL, one writer that takes its lock at the start (BEGIN IMMEDIATE). A build of SQLite before
3.51.3 may corrupt the file when two connections write at once, so one process and one connection write, ever.
"""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool, StaticPool

try:
    import pysqlite3 as sqlite_module  # carries a newer SQLite than Debian 12
except ImportError:
    sqlite_module = sqlite3

BEGIN = "hallops_begin"  # execution option of a connection: the words that begin its transactions on SQLite,
WRITE, LOOK, NONE = "BEGIN IMMEDIATE", "BEGIN", ""  # none where SQLite itself must begin
SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def open_engine(url: str) -> Engine:
    """The writer's engine of a database URL: one connection for the life of the process."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    return create_engine(url, pool_size=1, max_overflow=1, pool_pre_ping=True)


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        module=sqlite_module,
        poolclass=StaticPool,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _on_begin(connection: Connection) -> None:
    words = connection.get_execution_options().get(BEGIN, WRITE)
    if words:
        connection.exec_driver_sql(words)


def open_reader(url: str) -> Engine:
    """An engine that only looks, also beside a running hub; a transaction of it sees one moment.

    The file of SQLite is opened read-only: such a connection never writes and never checkpoints.
    """
    named = make_url(url)
    if named.get_backend_name() != "sqlite":
        return create_engine(
            url, poolclass=NullPool, isolation_level="REPEATABLE READ", execution_options={"postgresql_readonly": True}
        )
    file = URL.create("sqlite", database=f"file:{quote(named.database or '')}", query={"mode": "ro", "uri": "true"})
    engine = create_engine(
        file,
        module=sqlite_module,
        poolclass=NullPool,
        connect_args={"isolation_level": None, "check_same_thread": False},
        execution_options={BEGIN: LOOK},
    )
    event.listen(engine, "begin", _on_begin)
    return engine


def sqlite_version() -> str:
    return str(sqlite_module.sqlite_version)
