"""The lease of a hall: one hub at a time. It ends with the process that holds it, however that process ends."""

from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from hallops.store.place import Place


class HallTakenError(Exception):
    """Another hub runs this hall."""

    def __init__(self, hall: str, where: str) -> None:
        super().__init__(f"another hub runs hall {hall} ({where})")
        self.hall = hall
        self.where = where


def lock_file(database: Path) -> Path:
    return database.with_name(database.name + ".lock")


class FileLease:
    """A lock beside an SQLite database: two processes must never write to one."""

    def __init__(self, database: Path, hall: str) -> None:
        self._lock = FileLock(lock_file(database))
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise HallTakenError(hall, str(database)) from None

    def renew(self) -> None:
        """A file's lock is held as long as the process lives."""

    def release(self) -> None:
        self._lock.release()


class AdvisoryLease:
    """A lock inside PostgreSQL, held by the very connection that writes.

    So the server lets it go only after that connection's last transaction has ended: the next hub never reads a log
    that its predecessor is still writing.
    """

    def __init__(self, connection: Connection, hall: str) -> None:
        self._connection = connection
        self._hall = hall
        try:
            self._take()
        except HallTakenError:
            connection.close()
            raise

    def renew(self) -> None:
        """After the server went away the lock is gone with its session: take it again, or learn who has it."""
        try:
            with self._connection.begin():
                held = self._connection.scalar(_HELD_HERE, {"number": _number(self._hall)})
        except DBAPIError:
            held = 0  # the connection is made anew by its next use
        if not held:
            self._take()

    def _take(self) -> None:
        with self._connection.begin():
            taken = self._connection.scalar(
                text("SELECT pg_try_advisory_lock(:number)"), {"number": _number(self._hall)}
            )
        if not taken:
            raise HallTakenError(self._hall, self._connection.engine.url.render_as_string())

    def release(self) -> None:
        """End the session, which a pool would keep; a closed connection's ends with its engine."""
        if not self._connection.closed:
            self._connection.invalidate()
            self._connection.close()


_HELD = """SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND ((classid::bigint << 32) | objid::bigint) = :number"""
_HELD_HERE = text(_HELD + " AND pid = pg_backend_pid()")

Lease = FileLease | AdvisoryLease


def _number(hall: str) -> int:
    return int.from_bytes(sha256(f"hallops:{hall}".encode()).digest()[:8], signed=True)


def is_leased(place: Place, engine: Engine, hall: str) -> bool:
    """Whether somebody runs the hall at this moment; only looks."""
    if place.database is None:
        with engine.connect() as connection:
            return bool(connection.scalar(text(_HELD), {"number": _number(hall)}))
    if not lock_file(place.database).exists():
        return False
    try:
        FileLease(place.database, hall).release()
    except (HallTakenError, PermissionError):  # a lock that is not ours to take is somebody's
        return True
    return False
