"""The numbered versions of a hall's description, kept as the hall.yaml that was imported."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, insert, select

from hallops.domain.hall import Hall
from hallops.store import tables

Parse = Callable[[str], Hall]


@dataclass(frozen=True, slots=True)
class HallVersion:
    """One version; `body` is its hall.yaml, `valid_from` the first date that opens under it."""

    version: int
    valid_from: date
    made_at: int
    made_by: str
    body: str


class NoHallError(Exception):
    """The store holds no hall yet."""


class SqlHallBook:
    """A hall's versions, newest last. Parsed halls are kept, since a version never changes.

    It is read in the caller's transaction where there is one.
    """

    def __init__(self, connection: Connection, hall: str, parse: Parse) -> None:
        self._connection = connection
        self._hall = hall
        self._parse = parse
        self._versions = self._read()
        self._halls: dict[int, Hall] = {}

    def hall(self, version: int) -> Hall:
        if version not in self._halls:
            self._halls[version] = self._parse(self._versions[version].body)
        return self._halls[version]

    def version_for(self, day: date) -> int:
        """The newest version that holds on a date; the first one before all of them."""
        holding = [number for number, version in self._versions.items() if version.valid_from <= day]
        return max(holding, default=min(self._versions))

    def versions(self) -> list[HallVersion]:
        return list(self._versions.values())

    def add(self, body: str, valid_from: date, made_at: int, made_by: str) -> int:
        """Keep a new version and return its number. The caller has checked the file."""
        table = tables.hall_version
        with self._connection.begin():
            newest = select(func.coalesce(func.max(table.c.version), 0)).where(table.c.hall == self._hall)
            number: int = self._connection.execute(newest).scalar_one() + 1
            version = HallVersion(number, valid_from, made_at, made_by, body)
            row = {
                "hall": self._hall,
                "version": number,
                "valid_from": valid_from.isoformat(),
                "made_at": made_at,
                "made_by": made_by,
                "body": body,
            }
            self._connection.execute(insert(table), [row])
        self._versions[number] = version
        return number

    def _read(self) -> dict[int, HallVersion]:
        table = tables.hall_version.c
        query = select(table.version, table.valid_from, table.made_at, table.made_by, table.body)
        inside = self._connection.in_transaction()
        with nullcontext() if inside else self._connection.begin():
            found = self._connection.execute(query.where(table.hall == self._hall).order_by(table.version)).all()
        return {row.version: HallVersion(row[0], date.fromisoformat(row[1]), *row[2:]) for row in found}
