"""The passes of a hall, by the hashes of their tokens."""

from sqlalchemy import Connection, delete, insert, select

from hallops.ports import Pass, Role
from hallops.store import tables


class SqlPasses:
    """One hall's passes; used by the thread that writes."""

    def __init__(self, connection: Connection, hall: str) -> None:
        self._connection = connection
        self._hall = hall

    def load(self) -> list[Pass]:
        table = tables.access_pass.c
        query = select(table.id, table.role, table.holder, table.place, table.made_at, table.token_hash)
        with self._connection.begin():
            found = self._connection.execute(query.where(table.hall == self._hall)).all()
        return [Pass(row[0], Role(row[1]), *row[2:]) for row in found]

    def add(self, given: Pass) -> None:
        row = {
            "hall": self._hall,
            "id": given.id,
            "role": given.role.value,
            "holder": given.holder,
            "place": given.place,
            "made_at": given.made_at,
            "token_hash": given.token_hash,
        }
        with self._connection.begin():
            self._connection.execute(insert(tables.access_pass), [row])

    def remove(self, pass_id: str) -> None:
        table = tables.access_pass
        with self._connection.begin():
            self._connection.execute(delete(table).where(table.c.hall == self._hall, table.c.id == pass_id))
