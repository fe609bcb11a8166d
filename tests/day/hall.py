"""The program's own hub on the sample hall's store, with its catalogue and some bookings, by a clock of the scenes."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hallops.app.hub import RunningHub, make_hub
from hallops.app.places import parse_hall
from hallops.app.reach import Reach
from hallops.domain.booking import BookingRecord
from hallops.domain.events import Event
from hallops.files.catalogue_file import read_catalogue
from hallops.files.hall_file import read_hall
from hallops.files.sample import CATALOGUE, HALL
from hallops.hub.run import listen, port_of, running
from hallops.services.gatehouse import first_password
from hallops.store.bookings import SqlBookings
from hallops.store.catalogue import SqlCatalogue
from hallops.store.check import check
from hallops.store.findings import Finding
from hallops.store.place import Place
from hallops.store.store import Store, open_store
from tests.day.clock import DAY, DayClock
from tests.domain.halls import at

BOOKED = {"HZ0830": ("J", "08:45"), "HZ1800": ("A", "18:00"), "HZ1830": ("B", "18:30")}  # code: service, start


@dataclass
class DayHall:
    """What the script has besides the pages: the clock, and the password that the first start told."""

    hub: RunningHub
    clock: DayClock
    folder: Path
    once: str

    @property
    def base(self) -> str:
        return self.hub.reach.address()

    def events(self) -> list[Event]:
        """The log of the day, as the store has it."""
        return self.hub.keeper.ask(lambda _: list(self.hub.store.journal.events_of(DAY))).result(10)

    def checked(self) -> tuple[Finding, ...]:
        """What the store's own check finds, beside the running hub."""
        return check(Place.in_folder(self.folder), parse_hall).findings


@contextmanager
def day_hall(folder: Path, clock: str = "07:40") -> Iterator[DayHall]:
    listening, hands = listen(), DayClock(clock)
    store = _store(folder, listening)
    with at_work(store, listening, hands) as hub:
        once = hub.keeper.ask(lambda _: first_password(hub.gatehouse)).result(30)
        assert once is not None
        yield DayHall(hub, hands, folder, once[0])


@contextmanager
def at_work(store: Store, listening: socket.socket, clock: DayClock) -> Iterator[RunningHub]:
    """The hub as `hallops serve` puts it together; its store is closed at the end."""
    hub = make_hub(store, clock, lambda _: Reach("127.0.0.1", port_of(listening)), forecasts=False)
    hub.keeper.start()
    try:
        with running(hub.server, listening):
            yield hub
    finally:
        hub.keeper.stop()
        store.close()


def _store(folder: Path, listening: socket.socket) -> Store:
    """The hall as it was imported; phones reach it where this machine listens."""
    address = f"http://127.0.0.1:{port_of(listening)}"
    text = HALL.read_text("utf-8").replace("  guidance: L", f"  public_url: {address}\n  guidance: L", 1)
    hall = read_hall(text.encode()).hall
    store = open_store(Place.in_folder(folder), parse_hall, create=hall)
    store.halls.add(text, date(2020, 1, 1), 0, "test")
    items = read_catalogue(CATALOGUE.read_bytes(), hall).rows
    SqlCatalogue(store.connection, store.hall).replace(items)
    rows = [BookingRecord(code, service, at(start, DAY), "王*") for code, (service, start) in BOOKED.items()]
    SqlBookings(store.connection, store.hall).add(rows)
    return store
