"""Puts a backup in the place of a hall's store. Nothing is deleted, and no number is ever given twice.

The file is checked before anything is touched. What was there is moved aside under a name with the time. The restored
store gets a new epoch, so that nobody takes its event numbers for those of the lost one. All numbers that may be on
paper (the watermark's, and those that somebody read from paper) are noted in the watermark before the store is put in
place; the keeper passes over them before their date gives its next number, also when the restored log ends before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, delete, update
from sqlalchemy.exc import DBAPIError

from hallops.domain.day_plan import local_date
from hallops.store import tables
from hallops.store.backup import Content, looking, read_backup, stamp
from hallops.store.copying import copy_hall, is_empty, leave_wal, new_copy, remove_hall, vacuum_into
from hallops.store.damage import named
from hallops.store.engine import open_engine, sqlite_url
from hallops.store.halls import Parse, SqlHallBook
from hallops.store.lease import AdvisoryLease, FileLease, Lease
from hallops.store.log_check import business_days
from hallops.store.migrate import migrate
from hallops.store.place import Place
from hallops.store.watermark import Watermark, sync_folder


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. `on_paper` maps dates (ISO) to the numbers by prefix that are not given again.

    `watermark` is "read", "missing", or why it was unreadable: then only numbers `above` are sure not to come again.
    """

    hall: str
    head: int
    last_at: int
    epoch: str
    aside: tuple[Path, ...] = ()
    watermark: str = "read"
    on_paper: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class PlaceNotEmptyError(Exception):
    """The server's database holds the hall already."""

    def __init__(self, hall: str, place: str) -> None:
        super().__init__(f"{place} holds hall {hall} already: it is replaced only when that is asked for")
        self.hall = hall
        self.place = place


def restore(
    file: Path,
    place: Place,
    parse: Parse,
    *,
    now: int,
    above: Mapping[str, int] | None = None,
    replace: bool = False,
) -> Restored:
    """Make the store what the backup says; `above`: the greatest number by prefix seen on today's paper.

    Raises:
        BackupDamagedError: the file can not be trusted; nothing was touched.
        NewerSchemaError: a newer program wrote it.
        HallTakenError: a hub runs the hall.
        PlaceNotEmptyError: PostgreSQL holds the hall, and `replace` was not said.
        StoreUnusableError: the place can not be written now.
        OSError: no room or no permission.
    """
    content = read_backup(file)
    place.folder.mkdir(parents=True, exist_ok=True)
    engine = open_engine(place.url)  # connects later, if at all
    lease: Lease | None = None
    try:
        lease = (
            FileLease(place.database, content.hall)
            if place.database is not None
            else AdvisoryLease(engine.connect(), content.hall)
        )
        _require_room(engine, place, content.hall, replace=replace)
        on_paper, said = _note_numbers(place.watermark(content.hall), _today(file, content, parse, now), above or {})
        epoch = str(uuid4())
        put = _into_file if place.is_sqlite else _into_server
        aside = put(file, place, content.hall, epoch, now)
    except DBAPIError as error:
        raise named(place, error) from error
    finally:
        if lease is not None:
            lease.release()
        engine.dispose()
    return Restored(content.hall, content.head.seq, content.head.at, epoch, aside, said, on_paper)


def _today(file: Path, content: Content, parse: Parse, now: int) -> str:
    """The date whose paper is meant: that of the clock, or of the log where the clock is behind it."""
    with looking(sqlite_url(file)) as (_, connection):
        halls = SqlHallBook(connection, content.hall, parse)
        zone = halls.hall(halls.version_for(date.max)).timezone if halls.versions() else "UTC"
        today = local_date(now, zone)
        return max([today, *business_days(connection, content.hall)]).isoformat()


def _require_room(engine: Engine, place: Place, hall: str, *, replace: bool) -> None:
    """A file is moved aside in any case; rows of a server go only when that was said."""
    if place.is_sqlite or replace:
        return
    migrate(engine)
    with engine.connect() as connection:
        if not is_empty(connection, hall):
            raise PlaceNotEmptyError(hall, place.name)


def _note_numbers(path: Path, today: str, above: Mapping[str, int]) -> tuple[Mapping[str, Mapping[str, int]], str]:
    """Before anything else: from here on, an interrupted restore only ever passes over numbers."""
    state = "read" if path.exists() else "missing"
    watermark = Watermark(path)
    if watermark.damage:
        path.replace(path.with_suffix(".unreadable"))
    watermark.skip({today: above} if above else {})
    return watermark.skipped, watermark.damage or state


def _into_file(file: Path, place: Place, hall: str, epoch: str, now: int) -> tuple[Path, ...]:
    """Beside the old database first, whole; then the old one goes aside and the new one takes its name."""
    database = place.database or place.folder / "hall.db"
    fresh = database.with_name(database.name + ".restoring")
    try:
        fresh.unlink(missing_ok=True)
        _copy_file(file, fresh, hall, epoch)
        aside = _move_aside(database, now)
        fresh.replace(database)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(database.parent)
    return aside


def _copy_file(file: Path, fresh: Path, hall: str, epoch: str) -> None:
    vacuum_into(sqlite_url(file), fresh)
    engine = open_engine(sqlite_url(fresh))
    try:
        migrate(engine)
        with engine.begin() as target:
            _set_epoch(target, hall, epoch)
    finally:
        engine.dispose()
    leave_wal(fresh)


def _move_aside(database: Path, now: int) -> tuple[Path, ...]:
    """The database first: without it nothing starts, and what is left of its log can not reach the new one."""
    moved = []
    for end in ("", "-wal", "-shm"):
        old = database.with_name(database.name + end)
        if old.exists():
            moved.append(old.rename(_free_name(database, now, end)))
    sync_folder(database.parent)
    return tuple(moved)


def _free_name(database: Path, now: int, end: str) -> Path:
    path, count = database.with_name(f"{database.name}.aside-{stamp(now)}{end}"), 1
    while path.exists():
        count += 1
        path = database.with_name(f"{database.name}.aside-{stamp(now)}-{count}{end}")
    return path


def _into_server(file: Path, place: Place, hall: str, epoch: str, now: int) -> tuple[Path, ...]:
    """One transaction: the hall as it was before, or as the backup has it."""
    engine = open_engine(place.url)
    try:
        migrate(engine)
        with looking(sqlite_url(file)) as (_, source), engine.begin() as target:
            aside: tuple[Path, ...] = ()
            if not is_empty(target, hall):
                aside = (_keep_aside(target, place, hall, now),)
                remove_hall(target, hall)
            copy_hall(source, target, hall)
            _set_epoch(target, hall, epoch)
    finally:
        engine.dispose()
    return aside


def _keep_aside(source: Connection, place: Place, hall: str, now: int) -> Path:
    """What a server held, unchecked (it may be why a restore is needed), as a file in the hall's folder."""
    path = _free_name(place.folder / "hall.db", now, "")
    new_copy(source, path, hall)
    leave_wal(path)
    sync_folder(path.parent)
    return path


def _set_epoch(connection: Connection, hall: str, epoch: str) -> None:
    """Sessions of that time are over: some may have been ended since."""
    connection.execute(update(tables.hall).where(tables.hall.c.hall == hall).values(epoch=epoch))
    connection.execute(delete(tables.session).where(tables.session.c.hall == hall))
