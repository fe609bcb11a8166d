"""Backups: a hall's whole store as one SQLite file, made while the hub writes, and proven before it counts.

One form for both databases, so that a hall moves between them by a restore. A file gets its name only after it was
checked and is on the disk: what carries the name of a backup is one.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote
from uuid import uuid4

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from hallops.store import tables
from hallops.store.copying import leave_wal, new_copy, vacuum_into
from hallops.store.engine import open_reader, sqlite_url
from hallops.store.findings import Finding
from hallops.store.halls import NoHallError
from hallops.store.log_check import Head, chain_findings, read_head
from hallops.store.migrate import REVISIONS, NewerSchemaError, revision
from hallops.store.place import Place
from hallops.store.wal import lost_commits
from hallops.store.watermark import sync_folder

NAME = re.compile(r"hallops-(?P<hall>.+)-(?P<time>\d{8}-\d{6})\.db")
TIME = "%Y%m%d-%H%M%S"  # UTC: names sort by age, also through a change of the clocks
STALE = 24 * 3600  # seconds: an unfinished copy this old is nobody's any more


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup by its name; `made_at` in ms since 1970 UTC, `size` in bytes."""

    path: Path
    hall: str
    made_at: int
    size: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a sound backup holds: a hall and its log up to `head`; `revision` is its schema."""

    hall: str
    head: Head
    revision: str


class BackupDamagedError(Exception):
    """A file is no backup that can be trusted."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(f"{path} is not a sound backup: {found}")
        self.path = path
        self.found = found


def back_up(place: Place, folder: Path, now: int, hall: str | None = None) -> Backup:
    """Copy the store, also beside a running hub, check the copy and give it its name.

    Raises:
        BackupDamagedError: the copy is not sound, and so perhaps the store is not; nothing is kept.
        NoHallError: there is no such hall.
        OSError: no room or no permission.
        SQLAlchemyError: the database can not be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    part = folder / f"hallops-{uuid4().hex}.part"
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        chosen, head = _copy(place, part, hall)
        leave_wal(part)
        _require_holds(part, chosen, head)
        name = f"hallops-{quote(chosen, safe='')}-{stamp(now)}.db"
        made = part.replace(folder / name)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + end).unlink(missing_ok=True)
    sync_folder(folder)
    return Backup(made, chosen, now // 1000 * 1000, made.stat().st_size)


def backups(folder: Path, hall: str | None = None) -> list[Backup]:
    """The backups in a folder, newest first, by their names alone."""
    found = [backup for path in folder.glob("hallops-*.db") if (backup := _by_name(path))]
    mine = [backup for backup in found if hall in {None, backup.hall}]
    return sorted(mine, key=lambda backup: backup.made_at, reverse=True)


def good_backup(folder: Path, hall: str | None = None) -> Backup | None:
    """The newest backup that passes its check."""
    for backup in backups(folder, hall):
        try:
            read_backup(backup.path)
        except (BackupDamagedError, NewerSchemaError):
            continue
        return backup
    return None


def read_backup(path: Path) -> Content:
    """Check a backup from the first byte to the last event, and say what it holds.

    Raises:
        BackupDamagedError: it is not whole, or no backup.
        NewerSchemaError: a newer program wrote it.
    """
    if not path.is_file() or not path.stat().st_size:
        raise BackupDamagedError(path, "there is no such file, or it is empty")
    if commits := lost_commits(path):
        raise BackupDamagedError(path, str(Finding("wal_damaged", "file", {"commits": commits})))
    try:
        with looking(sqlite_url(path)) as (engine, connection):
            return _content(path, engine, connection)
    except DBAPIError as error:
        raise BackupDamagedError(path, str(error.orig)) from error


@contextmanager
def looking(url: str) -> Iterator[tuple[Engine, Connection]]:
    """A reader's connection in a transaction: one moment of the database."""
    engine = open_reader(url)
    try:
        with engine.connect() as connection, connection.begin():
            yield engine, connection
    finally:
        engine.dispose()


def stamp(now: int) -> str:
    return datetime.fromtimestamp(now // 1000, UTC).strftime(TIME)


def known_hall(connection: Connection, hall: str | None, where: str) -> str:
    """The hall that is meant: the only one when none is named."""
    known = list(connection.scalars(select(tables.hall.c.hall).order_by(tables.hall.c.hall)))
    if hall in known or (hall is None and len(known) == 1):
        return str(hall or known[0])
    raise NoHallError(hall or ", ".join(known) or where)


def _copy(place: Place, part: Path, hall: str | None) -> tuple[str, Head]:
    """Write the copy; return the hall and where its log ended when the copy began."""
    with looking(place.url) as (_, connection):
        chosen = known_hall(connection, hall, place.name)
        head = read_head(connection, chosen)
        if not place.is_sqlite:
            new_copy(connection, part, chosen)
    if place.is_sqlite:
        vacuum_into(place.url, part)
    return chosen, head


def _require_holds(part: Path, hall: str, head: Head) -> None:
    content = read_backup(part)
    with looking(sqlite_url(part)) as (_, connection):
        copied = read_head(connection, hall, head.seq) if head.seq else Head()
    if content.hall != hall or copied != head:
        raise BackupDamagedError(part, str(Finding("head_missing", "log", {"seq": head.seq})))


def _content(path: Path, engine: Engine, connection: Connection) -> Content:
    said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    if said != ["ok"]:
        raise BackupDamagedError(path, "; ".join(said[:3]))
    schema = revision(engine)
    if schema is None:
        raise BackupDamagedError(path, "it is a database of something else")
    if schema not in REVISIONS:
        raise NewerSchemaError(schema)
    try:
        hall = known_hall(connection, None, str(path))
    except NoHallError as error:
        raise BackupDamagedError(path, f"it holds not one hall, but: {error}") from error
    finding = next(chain_findings(connection, hall), None)
    if finding is not None:
        raise BackupDamagedError(path, str(finding))
    return Content(hall, read_head(connection, hall), schema)


def _by_name(path: Path) -> Backup | None:
    match = NAME.fullmatch(path.name)
    if match is None:
        return None
    made = datetime.strptime(match["time"], TIME).replace(tzinfo=UTC)
    return Backup(path, unquote(match["hall"]), int(made.timestamp()) * 1000, path.stat().st_size)


def _sweep(folder: Path) -> None:
    """Remove what an interrupted copy left."""
    for part in folder.glob("hallops-*.part*"):
        if datetime.now(UTC).timestamp() - part.stat().st_mtime > STALE:
            part.unlink(missing_ok=True)
