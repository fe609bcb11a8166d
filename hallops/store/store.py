"""A hall's store, opened: checked, migrated, leased to this process, ready to be written.

Opening never makes up for a loss: a damaged database is refused with what was found, never replaced by a new one.
"""

from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import DatabaseError

from hallops.domain.hall import Hall
from hallops.store import tables
from hallops.store.engine import open_engine
from hallops.store.halls import NoHallError, Parse, SqlHallBook
from hallops.store.journal import SqlJournal
from hallops.store.lease import AdvisoryLease, FileLease, Lease
from hallops.store.migrate import migrate
from hallops.store.place import Place
from hallops.store.watermark import Watermark


class StoreDamagedError(Exception):
    """The database is not what was written. `found` is what its check said."""

    def __init__(self, place: str, found: str) -> None:
        super().__init__(f"the database {place} is damaged: {found}")
        self.place = place
        self.found = found


class Store:
    """One hall's open store; close it to give up the lease."""

    def __init__(self, place: Place, hall: str, engine: Engine, lease: Lease, parse: Parse) -> None:
        self.place = place
        self.hall = hall
        self.engine = engine
        self._lease = lease
        self._parse = parse
        self.watermark = Watermark(place.watermark)
        self._connection = engine.connect()
        self.halls = SqlHallBook(self._connection, hall, parse)
        self.journal = SqlJournal(self._connection, hall, self.watermark)

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
        StoreDamagedError: the database can not be trusted.
        HallTakenError: another process holds the hall.
    """
    place.folder.mkdir(parents=True, exist_ok=True)
    if place.database is not None and not place.database.exists() and create is None:
        raise NoHallError(str(place.database))
    lease: Lease | None = None
    if place.database is not None:
        lease = FileLease(place.database, hall or (create.id if create else "?"))
    engine = open_engine(place.url)
    try:
        _check(engine, place)
        migrate(engine)
        chosen = _choose(engine, hall, create)
        if lease is None:
            lease = AdvisoryLease(engine, chosen)
        return Store(place, chosen, engine, lease, parse)
    except BaseException:
        engine.dispose()
        if lease is not None:
            lease.release()
        raise


def _check(engine: Engine, place: Place) -> None:
    if not place.is_sqlite:
        return
    try:
        with engine.connect() as connection:
            found = [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check")]
    except DatabaseError as error:
        raise StoreDamagedError(str(place.database), str(error.orig)) from error
    if found != ["ok"]:
        raise StoreDamagedError(str(place.database), "; ".join(found[:3]))


def _choose(engine: Engine, hall: str | None, create: Hall | None) -> str:
    with engine.begin() as connection:
        known = list(connection.scalars(select(tables.hall.c.hall).order_by(tables.hall.c.hall)))
        wanted = hall or (create.id if create else None)
        if wanted is None and len(known) == 1:
            return str(known[0])
        if wanted in known:
            return str(wanted)
        if create is None or wanted is None:
            raise NoHallError(wanted or ", ".join(known) or "-")
        connection.execute(insert(tables.hall), [{"hall": wanted, "epoch": str(uuid4())}])
        return wanted
