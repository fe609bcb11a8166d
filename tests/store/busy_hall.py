"""A hall with four services and eight windows, all staffed, for tests under load; its day does not end meanwhile."""

import time
from collections.abc import Iterator
from datetime import date

from hallops.domain.commands import Command, KeepTime, SignIn
from hallops.domain.hall import Hall, Service, Staff, Window
from hallops.domain.rules import MINUTE
from hallops.store.place import Place
from hallops.store.store import Store, open_store
from tests.domain.halls import at, mode, name, small_hall

SERVICES = "ABCE"
WINDOWS = range(1, 9)


def busy_hall() -> Hall:
    return small_hall(
        id="busy",
        services={code: Service(code, code, name(code), 10 * MINUTE) for code in SERVICES},
        windows={number: Window(number, _rank(number), accessible=number % 2 == 0) for number in WINDOWS},
        staff={f"S{number}": Staff(f"S{number}", f"staff {number}") for number in WINDOWS},
        modes=(mode("weekday", "09:00-17:30"),),
    )


def _rank(window: int) -> dict[str, int]:
    """Its own service, and help for the next one."""
    own = window % len(SERVICES)
    return {SERVICES[own]: 1, SERVICES[(own + 1) % len(SERVICES)]: 2}


def open_busy(place: Place) -> Store:
    store = open_store(place, lambda _: busy_hall(), create=busy_hall())
    if not store.halls.versions():
        store.halls.add("busy", date(2020, 1, 1), 0, "test")
    return store


def opening() -> Iterator[Command]:
    """The commands that open the day and staff every window."""
    yield KeepTime("calendar")
    for number in WINDOWS:
        yield SignIn(f"S{number}", str(number), f"S{number}")


class MorningClock:
    """Real time, moved so that the run began at 09:05 of a working day."""

    def __init__(self, began: float) -> None:
        self._shift = at("09:05") - round(began * 1000)

    def now(self) -> int:
        return round(time.time() * 1000) + self._shift
