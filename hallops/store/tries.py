"""Wrong tries of a hall: when, whose account, at which device; never what was tried."""

from sqlalchemy import Connection, func, select

from hallops.ports.accounts import WrongTry
from hallops.store.kept import Kept
from hallops.store.tables import wrong_try as table


class SqlTries:
    """One hall's wrong tries; used by the thread that writes."""

    def __init__(self, connection: Connection, hall: str) -> None:
        self._connection = connection
        self._hall = hall
        self._kept = Kept(connection, hall, table)

    def load(self) -> list[WrongTry]:
        return self._kept.read(self._kept.mine.where(table.c.settled == 0).order_by(table.c.number), WrongTry)

    def add(self, wrong: WrongTry) -> None:
        last = select(func.coalesce(func.max(table.c.number), 0) + 1).where(table.c.hall == self._hall)
        self._kept.add(wrong, number=last.scalar_subquery(), settled=0)

    def settle(self, account: str, device: str | None) -> None:
        at = () if device is None else (table.c.device == device,)
        self._kept.change(table.c.account == account, *at, settled=1)

    def recent(self, most: int) -> list[WrongTry]:
        return self._kept.read(self._kept.mine.order_by(table.c.number.desc()).limit(most), WrongTry)

    def forget(self, before: int) -> None:
        self._kept.remove(table.c.at < before)
