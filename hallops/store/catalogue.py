"""The catalogue of services behind the ticket letters, as imported."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, delete, insert, select

from hallops.domain.catalogue import CatalogueItem
from hallops.store import tables


class SqlCatalogue:
    """One hall's catalogue. An import replaces the whole of it."""

    def __init__(self, connection: Connection, hall: str) -> None:
        self._connection = connection
        self._hall = hall

    def replace(self, items: Iterable[CatalogueItem]) -> None:
        table = tables.catalogue_item
        rows = [
            {"hall": self._hall, "code": i.code, "version": i.version, "body": msgspec.json.encode(i).decode()}
            for i in items
        ]
        with self._connection.begin():
            self._connection.execute(delete(table).where(table.c.hall == self._hall))
            if rows:
                self._connection.execute(insert(table), rows)

    def items(self) -> list[CatalogueItem]:
        table = tables.catalogue_item.c
        query = select(table.body).where(table.hall == self._hall).order_by(table.code, table.version)
        with self._connection.begin():
            bodies = self._connection.scalars(query).all()
        return [msgspec.json.decode(body, type=CatalogueItem) for body in bodies]
