"""The gatehouse on a hall's store, as the hub and the command line use it."""

from hallops.ports.clock import Clock
from hallops.services.gatehouse import Gatehouse, Stores
from hallops.services.secrets import Hasher
from hallops.store.accounts import SqlAccounts
from hallops.store.passes import SqlPasses
from hallops.store.sessions import SqlSessions
from hallops.store.store import Store
from hallops.store.tries import SqlTries


def make_gatehouse(store: Store, clock: Clock, hasher: Hasher | None = None) -> Gatehouse:
    of = (store.connection, store.hall)
    stores = Stores(SqlPasses(*of), SqlAccounts(*of), SqlSessions(*of), SqlTries(*of))
    return Gatehouse(stores, clock, hasher or Hasher())
