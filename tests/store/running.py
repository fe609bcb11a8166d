"""Opening the small hall's store, and a keeper on it with a clock that is set by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count

from hallops.domain.commands import Command, KeepTime, SignIn
from hallops.domain.events import Event
from hallops.domain.hall import Hall
from hallops.ports.journal import Accepted
from hallops.services.keeper import Keeper
from hallops.store.place import Place
from hallops.store.store import Store, open_store
from tests.domain.halls import TUESDAY, at, small_hall


def open_small(place: Place, described: Hall | None = None) -> Store:
    hall = described or small_hall()
    store = open_store(place, lambda _: hall, create=hall)
    if not store.halls.versions():
        store.halls.add("small", date(2020, 1, 1), 0, "test")
    return store


class HandClock:
    """A clock that stands where it was set."""

    def __init__(self, now: int) -> None:
        self._now = now

    def now(self) -> int:
        return self._now

    def set(self, clock: str, day: date = TUESDAY) -> None:
        self._now = at(clock, day)

    def set_ms(self, now: int) -> None:
        self._now = now


class Running:
    """A keeper at work, and what its listener heard."""

    def __init__(self, store: Store, clock: HandClock) -> None:
        self.store = store
        self.clock = clock
        self.heard: list[Accepted] = []
        self.keeper = Keeper(store.journal, store.halls, clock, self.heard.append)
        self._keys = count(1)

    def do(self, command: Command, clock: str | None = None, key: str | None = None) -> tuple[Event, ...]:
        """Carry one command out and wait for the answer."""
        if clock is not None:
            self.clock.set(clock)
        return self.keeper.submit(command, key or f"key-{id(self)}-{next(self._keys)}").result(10).events

    def open_windows(self) -> None:
        self.do(KeepTime("calendar"), "08:40")
        self.do(SignIn("S1", "1", "S1"), "08:50")
        self.do(SignIn("S2", "2", "S2"), "08:50")


@contextmanager
def running(store: Store, clock: str = "08:40", day: date = TUESDAY) -> Iterator[Running]:
    """A keeper on a store; it is stopped at the end, the store stays open."""
    hand = HandClock(at(clock, day))
    found = Running(store, hand)
    found.keeper.start()
    yield found
    found.keeper.stop()


@contextmanager
def opened(place: Place, clock: str = "08:40", day: date = TUESDAY) -> Iterator[Running]:
    """The same with the store opened before and closed after: one run of the program."""
    store = open_small(place)
    with running(store, clock, day) as found:
        yield found
    store.close()
