"""The accounts of a hall, by the hashes of their secrets."""

from sqlalchemy import Connection

from hallops.ports.accounts import Account
from hallops.store.kept import Kept
from hallops.store.tables import account as table


class SqlAccounts:
    """One hall's accounts; used by the thread that writes."""

    def __init__(self, connection: Connection, hall: str) -> None:
        self._kept = Kept(connection, hall, table)

    def load(self) -> list[Account]:
        return self._kept.read(self._kept.mine.order_by(table.c.name), Account)

    def put(self, account: Account) -> None:
        self._kept.replace(account, table.c.name == account.name)

    def remove(self, name: str) -> None:
        self._kept.remove(table.c.name == name)
