"""The lease of a hall: one hub at a time. It ends with the process that holds it, however that process ends."""

from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text


class HallTakenError(Exception):
    """Another hub runs this hall."""

    def __init__(self, hall: str, where: str) -> None:
        super().__init__(f"another hub runs hall {hall} ({where})")
        self.hall = hall
        self.where = where


class FileLease:
    """A lock beside an SQLite database: two processes must never write to one."""

    def __init__(self, database: Path, hall: str) -> None:
        self._lock = FileLock(database.with_name(database.name + ".lock"))
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise HallTakenError(hall, str(database)) from None

    def release(self) -> None:
        self._lock.release()


class AdvisoryLease:
    """A lock inside PostgreSQL, held by a connection of its own."""

    def __init__(self, engine: Engine, hall: str) -> None:
        self._connection: Connection = engine.connect()
        number = int.from_bytes(sha256(f"hallops:{hall}".encode()).digest()[:8], signed=True)
        taken = self._connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": number})
        self._connection.commit()
        if not taken:
            self._connection.close()
            raise HallTakenError(hall, str(engine.url.render_as_string()))

    def release(self) -> None:
        self._connection.invalidate()
        self._connection.close()


Lease = FileLease | AdvisoryLease
