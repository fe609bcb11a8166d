"""Accounts, sessions and wrong tries come back from both databases as they were put there."""

from dataclasses import replace

from hallops.ports.access import Pass, Role
from hallops.ports.accounts import Account, Session, Standing, WrongTry
from hallops.store.accounts import SqlAccounts
from hallops.store.passes import SqlPasses
from hallops.store.place import Place
from hallops.store.sessions import SqlSessions
from hallops.store.tries import SqlTries
from tests.store.running import open_small

NOW = 1_767_577_327_000
LILY = Account("lily", Standing.PLANNER, "hash", "manager", NOW)
AT_ONE = Session("s1", "hash", Role.WINDOW, "S1", "1", "p1", NOW, NOW, 0, NOW + 1)
WRONG = WrongTry(NOW, "S1", "front", 1, NOW + 1000)


def test_who_may_come_in_outlives_the_program(place: Place) -> None:
    store = open_small(place)
    of = (store.connection, store.hall)
    given = Pass("p1", Role.DEVICE, "pad 1", "1", NOW, "hash", "pad")
    SqlPasses(*of).add(given)
    accounts, sessions = SqlAccounts(*of), SqlSessions(*of)
    accounts.put(LILY)
    accounts.put(replace(LILY, given_by=None))
    sessions.add(AT_ONE)
    sessions.add(Session("s2", "other", Role.MANAGER, "lily", None, None, NOW, NOW, 1, NOW + 1))
    sessions.saw(replace(AT_ONE, seen_at=NOW + 5))
    sessions.remove(["s2"])
    store.close()
    store = open_small(place)
    of = (store.connection, store.hall)
    assert SqlPasses(*of).load() == [given]
    assert SqlAccounts(*of).load() == [replace(LILY, given_by=None)]
    assert SqlSessions(*of).load() == [replace(AT_ONE, seen_at=NOW + 5)]
    SqlAccounts(*of).remove("lily")
    assert SqlAccounts(*of).load() == []
    store.close()


def test_settled_tries_are_seen_but_count_no_more(place: Place) -> None:
    store = open_small(place)
    tries = SqlTries(store.connection, store.hall)
    second, elsewhere = replace(WRONG, at=NOW + 1, tries=2), replace(WRONG, at=NOW + 2, device="back")
    for wrong in (WRONG, second, elsewhere):
        tries.add(wrong)
    tries.settle("S1", "front")
    assert tries.load() == [elsewhere]
    assert tries.recent(2) == [elsewhere, second]
    tries.settle("S1", None)
    assert tries.load() == []
    tries.forget(NOW + 2)
    assert tries.recent(9) == [elsewhere]
    store.close()
