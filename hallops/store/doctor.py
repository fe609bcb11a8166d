"""Looks a hall's installation over and says what is well and what is not, before or while a hub runs."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from hallops.domain.rules import HOUR, MINUTE
from hallops.store.backup import backups, good_backup, known_hall
from hallops.store.engine import open_reader, sqlite_version
from hallops.store.halls import NoHallError
from hallops.store.lease import is_leased
from hallops.store.log_check import read_head
from hallops.store.migrate import HEAD, REVISIONS, revision
from hallops.store.place import Place

EXAMINATIONS: dict[str, str] = {
    "python": "Python {version}.",
    "python_old": "Python {version} is too old: 3.11 or newer is needed.",
    "sqlite": "SQLite {version}.",
    "sqlite_old": "SQLite {version} may damage a database that two programs write at once (mended in 3.51.3): "
    "let only one hub use it, as the lease sees to.",
    "zones": "Time zone data is there.",
    "zones_missing": "There is no time zone data ({zone}): install tzdata.",
    "disk": "{free} MB are free.",
    "disk_low": "Only {free} MB are free: make room before the hall can write no more.",
    "folder": "{folder} can be written.",
    "folder_unwritable": "{folder} can not be written: {said}.",
    "database": "The database answers; its schema is {schema}.",
    "database_none": "There is no database yet at {where}.",
    "database_old": "The database's schema is {schema}; the next start of the hub brings it to {head}.",
    "database_newer": "The database was written by a newer program (schema {schema}): install that one again.",
    "database_silent": "The database can not be read: {said}.",
    "hall_none": "The database holds no hall, or not the one meant: {said}.",
    "lease_free": "No hub runs hall {hall}.",
    "lease_held": "A hub runs hall {hall}.",
    "clock": "The clock agrees with the log.",
    "clock_behind": "The clock is {minutes} minutes behind the log's last event: set it right. Until then all times "
    "stand still.",
    "backup": "The newest good backup is {minutes} minutes old.",
    "backup_old": "The newest good backup is {minutes} minutes old: one is made each hour while the hub runs.",
    "backup_none": "There is no good backup of hall {hall}.",
    "server": "PostgreSQL {version}.",
    "server_unsafe": "PostgreSQL's {setting} is {value}: a power cut can lose tickets. Set it to on.",
}

LOW = 500  # MB of free disk
SAFE_SQLITE = (3, 51, 3)
OLDEST_PYTHON = (3, 11)
BACKUP_AGE = 2 * HOUR


class Verdict(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Examination:
    """One thing that was looked at: a code and facts, as in a refusal."""

    name: str
    verdict: Verdict
    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return EXAMINATIONS[self.code].format(**self.facts)


Examine = Callable[[], Examination]


def examine(
    place: Place, now: int, hall: str | None = None, zone: str = "Asia/Shanghai", extra: tuple[Examine, ...] = ()
) -> list[Examination]:
    """Look at everything and change nothing; `extra` are examinations of parts that the store does not know."""
    found = [_python(), _sqlite(), _zones(zone), *_folder(place)]
    found += list(_database(place, now, hall))
    return [*found, *(look() for look in extra)]


def _say(name: str, code: str, verdict: Verdict = Verdict.OK, **facts: str | int) -> Examination:
    return Examination(name, verdict, code, facts)


def _python() -> Examination:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        return _say("python", "python_old", Verdict.BAD, version=version)
    return _say("python", "python", version=version)


def _sqlite() -> Examination:
    version = sqlite_version()
    if tuple(int(part) for part in version.split(".")) < SAFE_SQLITE:
        return _say("sqlite", "sqlite_old", Verdict.WARN, version=version)
    return _say("sqlite", "sqlite", version=version)


def _zones(zone: str) -> Examination:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return _say("zones", "zones_missing", Verdict.BAD, zone=zone)
    return _say("zones", "zones")


def _folder(place: Place) -> Iterator[Examination]:
    try:
        with tempfile.TemporaryFile(dir=place.folder):
            pass
    except OSError as error:
        yield _say("folder", "folder_unwritable", Verdict.BAD, folder=str(place.folder), said=str(error.strerror))
    else:
        yield _say("folder", "folder", folder=str(place.folder))
    free = shutil.disk_usage(_nearest(place.folder)).free // 1_000_000
    yield _say("disk", "disk" if free >= LOW else "disk_low", Verdict.OK if free >= LOW else Verdict.WARN, free=free)


def _nearest(folder: Path) -> Path:
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())


def _database(place: Place, now: int, hall: str | None) -> Iterator[Examination]:
    if place.database is not None and not place.database.exists():
        yield _say("database", "database_none", Verdict.WARN, where=place.name)
        return
    engine = open_reader(place.url)
    try:
        schema = revision(engine) or "-"
        yield _schema(schema)
        with engine.connect() as connection:
            yield from _server(connection)
            if schema in REVISIONS:
                yield from _hall(place, engine, connection, now, hall)
    except SQLAlchemyError as error:
        yield _say("database", "database_silent", Verdict.BAD, said=str(getattr(error, "orig", error)).strip())
    finally:
        engine.dispose()


def _schema(schema: str) -> Examination:
    if schema == HEAD:
        return _say("database", "database", schema=schema)
    if schema in {*REVISIONS, "-"}:
        return _say("database", "database_old", Verdict.WARN, schema=schema, head=HEAD)
    return _say("database", "database_newer", Verdict.BAD, schema=schema)


def _server(connection: Connection) -> Iterator[Examination]:
    if connection.dialect.name != "postgresql":
        return
    version = str(connection.exec_driver_sql("SHOW server_version").scalar())
    yield _say("server", "server", version=version)
    for setting in ("synchronous_commit", "fsync", "full_page_writes"):
        value = str(connection.exec_driver_sql(f"SHOW {setting}").scalar())
        if value == "off":
            yield _say("server", "server_unsafe", Verdict.BAD, setting=setting, value=value)


def _hall(place: Place, engine: Engine, connection: Connection, now: int, hall: str | None) -> Iterator[Examination]:
    try:
        chosen = known_hall(connection, hall, place.name)
    except NoHallError as error:
        yield _say("hall", "hall_none", Verdict.WARN, said=str(error))
        return
    yield _say("lease", "lease_held" if is_leased(place, engine, chosen) else "lease_free", hall=chosen)
    behind = read_head(connection, chosen).at - now
    if behind > 0:
        yield _say("clock", "clock_behind", Verdict.WARN, minutes=-(-behind // MINUTE))
    else:
        yield _say("clock", "clock")
    yield _backup(place, now, chosen)


def _backup(place: Place, now: int, hall: str) -> Examination:
    good = good_backup(place.backups, hall) if backups(place.backups, hall) else None
    if good is None:
        return _say("backup", "backup_none", Verdict.WARN, hall=hall)
    age = max(0, now - good.made_at)
    old = age > BACKUP_AGE
    return _say("backup", "backup_old" if old else "backup", Verdict.WARN if old else Verdict.OK, minutes=age // MINUTE)
