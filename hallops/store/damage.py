"""Whether a database can be trusted before it is used. A loss is never made up for: it is refused and named."""

from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from hallops.domain.apply import apply
from hallops.domain.hall_day import HallDay, IllegalEventError
from hallops.store.codec import decode
from hallops.store.findings import Finding
from hallops.store.halls import SqlHallBook
from hallops.store.log_check import before_last_day, business_days, log_findings, stored_day
from hallops.store.place import Place
from hallops.store.wal import lost_commits

DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ")


class StoreDamagedError(Exception):
    """The database is not what was written. `found` is what its check said, `backup` the newest good one."""

    def __init__(self, place: str, found: str, backup: Path | None = None) -> None:
        instead = f"the newest good backup is {backup}" if backup else "there is no good backup beside it"
        super().__init__(f"the database {place} is damaged: {found}; {instead}")
        self.place = place
        self.found = found
        self.backup = backup


class StoreUnusableError(Exception):
    """The database can not be used now (no permission, no room, no server); nothing says that it is damaged."""

    def __init__(self, place: str, said: str) -> None:
        super().__init__(f"the database {place} can not be used now: {said}")
        self.place = place
        self.said = said


def named(place: Place, error: DBAPIError) -> StoreDamagedError | StoreUnusableError:
    """What a database's own error means for the hall."""
    code = str(getattr(error.orig, "sqlite_errorname", None) or "")
    if code.startswith(DAMAGE):
        return StoreDamagedError(place.name, str(error.orig))
    return StoreUnusableError(place.name, str(error.orig))


def require_not_lost(place: Place) -> None:
    """Before a hall is made anew: nothing here may say that there was one."""
    traces = []
    if place.watermark.exists():
        traces.append("a watermark")
    if count := len(list(place.backups.glob("hallops-*.db"))):
        traces.append(f"{count} backups")
    if traces:
        raise StoreDamagedError(place.name, f"the hall is gone from it, but its folder holds {' and '.join(traces)}")


def require_sound_file(place: Place, engine: Engine) -> None:
    """SQLite's own check, and what it leaves out: commits behind a damaged frame of the write-ahead log."""
    if place.database is None:
        return
    if place.database.exists() and (commits := lost_commits(place.database)):
        found = Finding("wal_damaged", "file", {"commits": commits})
        raise StoreDamagedError(place.name, str(found))
    try:
        with engine.connect() as connection:
            said = [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check")]
    except DBAPIError as error:
        raise named(place, error) from error
    if said != ["ok"]:
        raise StoreDamagedError(place.name, "; ".join(said[:3]))


def require_sound_log(place: Place, connection: Connection, hall: str, halls: SqlHallBook) -> None:
    """The newest day's events: chained to those before them, readable, and able to follow each other.

    Older days are looked at by a check and by each backup; here they would make the start slow.
    """
    with connection.begin():
        found = next(log_findings(connection, hall, before_last_day(connection, hall)), None)
        if found is not None:
            raise StoreDamagedError(place.name, str(found))
        for day in business_days(connection, hall)[-1:]:
            events = [decode(row.kind, row.body) for row in stored_day(connection, hall, day)]
            folded = HallDay(day, halls.version_for(day), halls.hall)
            try:
                for event in events:
                    apply(folded, event)
            except IllegalEventError as error:
                raise StoreDamagedError(place.name, str(error)) from error
