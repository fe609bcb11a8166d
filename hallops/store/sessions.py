"""The sessions of a hall, by the hashes of their tokens: they outlive a restart of the hub."""

from collections.abc import Collection

from sqlalchemy import Connection

from hallops.ports.accounts import Session
from hallops.store.kept import Kept
from hallops.store.tables import session as table


class SqlSessions:
    """One hall's sessions; used by the thread that writes."""

    def __init__(self, connection: Connection, hall: str) -> None:
        self._kept = Kept(connection, hall, table)

    def load(self) -> list[Session]:
        return self._kept.read(self._kept.mine, Session)

    def add(self, session: Session) -> None:
        self._kept.add(session)

    def saw(self, session: Session) -> None:
        self._kept.change(table.c.id == session.id, seen_at=session.seen_at)

    def remove(self, ids: Collection[str]) -> None:
        self._kept.remove(table.c.id.in_(ids))
