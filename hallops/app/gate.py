"""The gatehouse on a hall's store, as the hub and the command line use it."""

from hallops.ports import Clock
from hallops.services.gatehouse import Gatehouse, Stores
from hallops.store.accounts import SqlAccounts
from hallops.store.passes import SqlPasses
from hallops.store.sessions import SqlSessions
from hallops.store.store import Store
from hallops.store.tries import SqlTries


def make_gatehouse(store: Store, clock: Clock) -> Gatehouse:
    of = (store.connection, store.hall)
    return Gatehouse(Stores(SqlPasses(*of), SqlAccounts(*of), SqlSessions(*of), SqlTries(*of)), clock)
