"""The passes of a hall, by the hashes of their tokens."""

from sqlalchemy import Connection

from hallops.ports.access import Pass
from hallops.store.kept import Kept
from hallops.store.tables import access_pass as table


class SqlPasses:
    """One hall's passes; used by the thread that writes."""

    def __init__(self, connection: Connection, hall: str) -> None:
        self._kept = Kept(connection, hall, table)

    def load(self) -> list[Pass]:
        return self._kept.read(self._kept.mine, Pass)

    def add(self, given: Pass) -> None:
        self._kept.add(given)

    def remove(self, pass_id: str) -> None:
        self._kept.remove(table.c.id == pass_id)
