"""A hall's store, opened: checked, migrated, leased to this process, ready to be written.

Opening never makes up for a loss: a damaged database is refused with what was found, never replaced by a new one.
"""

from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DBAPIError

from hallops.domain.hall import Hall
from hallops.store import tables
from hallops.store.backup import good_backup
from hallops.store.damage import (
    StoreDamagedError,
    StoreUnusableError,
    named,
    require_not_lost,
    require_sound_file,
    require_sound_log,
)
from hallops.store.engine import open_engine
from hallops.store.halls import NoHallError, Parse, SqlHallBook
from hallops.store.journal import SqlJournal
from hallops.store.lease import AdvisoryLease, FileLease, Lease
from hallops.store.migrate import migrate
from hallops.store.place import Place
from hallops.store.watermark import Watermark

__all__ = ["Store", "StoreDamagedError", "StoreUnusableError", "open_store"]


class Store:
    """One hall's open store; close it to give up the lease."""

    def __init__(self, place: Place, hall: str, connection: Connection, lease: Lease, parse: Parse) -> None:
        self.place = place
        self.hall = hall
        self.engine = connection.engine
        self._connection = connection
        self._lease = lease
        self.watermark = Watermark(place.watermark)
        self.halls = SqlHallBook(self._connection, hall, parse)
        self.journal = SqlJournal(self._connection, hall, self.watermark, lease)

    @property
    def connection(self) -> Connection:
        """The one connection that writes."""
        return self._connection

    @property
    def epoch(self) -> str:
        with self._connection.begin():
            query = select(tables.hall.c.epoch).where(tables.hall.c.hall == self.hall)
            return str(self._connection.execute(query).scalar_one())

    def close(self) -> None:
        self._connection.close()
        self._lease.release()
        self.engine.dispose()


def open_store(place: Place, parse: Parse, *, hall: str | None = None, create: Hall | None = None) -> Store:
    """Open the store of a hall, the only one of the database when `hall` is None.

    With `create` a database that does not know this hall gets it.

    Raises:
        NoHallError: there is no such hall here.
        StoreDamagedError: the database can not be trusted, or is gone from a folder that knew it.
        StoreUnusableError: it can not be opened now: no permission, no room, no server.
        NewerSchemaError: a newer program wrote it.
        HallTakenError: another process holds the hall.
    """
    try:
        return _open(place, parse, hall, create)
    except StoreDamagedError as error:
        good = good_backup(place.backups, hall or (create.id if create else None))
        raise StoreDamagedError(error.place, error.found, good.path if good else None) from error
    except DBAPIError as error:
        raise named(place, error) from error
    except OSError as error:
        raise StoreUnusableError(place.name, str(error)) from error


def _open(place: Place, parse: Parse, hall: str | None, create: Hall | None) -> Store:
    place.folder.mkdir(parents=True, exist_ok=True)
    _require_database(place, create)
    engine = open_engine(place.url)
    lease: Lease | None = None
    try:
        if place.database is not None:  # before the first look: nobody else may be writing
            lease = FileLease(place.database, hall or (create.id if create else "?"))
        require_sound_file(place, engine)
        migrate(engine)
        chosen = _choose(engine, place, hall, create)
        connection = engine.connect()
        lease = lease or AdvisoryLease(connection, chosen)
        require_sound_log(place, connection, chosen, SqlHallBook(connection, chosen, parse))
        return Store(place, chosen, connection, lease, parse)
    except BaseException:
        engine.dispose()
        if lease is not None:
            lease.release()
        raise


def _require_database(place: Place, create: Hall | None) -> None:
    """A database file that is not there, or that holds nothing, is made only where there has never been a hall."""
    if place.database is None or (place.database.exists() and place.database.stat().st_size):
        return
    require_not_lost(place)
    if create is None:
        raise NoHallError(place.name)


def _choose(engine: Engine, place: Place, hall: str | None, create: Hall | None) -> str:
    with engine.begin() as connection:
        known = list(connection.scalars(select(tables.hall.c.hall).order_by(tables.hall.c.hall)))
        wanted = hall or (create.id if create else None)
        if wanted is None and len(known) == 1:
            return str(known[0])
        if wanted in known:
            return str(wanted)
        if create is None or wanted is None or (known and place.is_sqlite):  # a file holds one hall
            raise NoHallError(wanted or ", ".join(known) or "-")
        require_not_lost(place)
        connection.execute(insert(tables.hall), [{"hall": wanted, "epoch": str(uuid4())}])
        return wanted
