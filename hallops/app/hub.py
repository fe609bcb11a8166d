"""A hub at work on a hall's store: the one place where all of its parts are put together."""

import gc
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version

from hallops.app.chance import new_token
from hallops.app.clocks import FastClock, SystemClock
from hallops.app.finding import found
from hallops.app.forecaster import Forecaster, is_possible
from hallops.app.gate import make_gatehouse
from hallops.app.kiosk.hubs import PATIENCE, answers
from hallops.app.notify import watched
from hallops.app.places import parse_file
from hallops.app.reach import EVERYWHERE, Reach, kept_up
from hallops.app.voice import Voice
from hallops.domain.catalogue import CatalogueItem
from hallops.domain.hall import Hall
from hallops.files.hall_demand import Demand
from hallops.hub.advertise import Advertisement
from hallops.hub.broadcaster import Broadcaster
from hallops.hub.parts import Parts
from hallops.hub.run import HubServer
from hallops.hub.server import make_app
from hallops.services.catalogue_index import CatalogueIndex
from hallops.services.device_states import DeviceStates
from hallops.services.estimate import SIMPLE, Waits
from hallops.services.foresight import Foresight
from hallops.services.gatehouse import Gatehouse
from hallops.services.keeper import Keeper
from hallops.services.views.views import make_views
from hallops.store.backup_rounds import BackupRounds
from hallops.store.bookings import SqlBookings
from hallops.store.catalogue import SqlCatalogue
from hallops.store.engine import sqlite_version
from hallops.store.personal import SqlPersonal
from hallops.store.store import Store
from hallops.web.pages import mistake_page, page_routes


@dataclass(frozen=True, slots=True)
class RunningHub:
    """`hall` is the newest description in the store; `reach` says where the hub listens."""

    store: Store
    clock: SystemClock | FastClock
    hall: Hall
    reach: Reach
    gatehouse: Gatehouse
    keeper: Keeper
    server: HubServer
    origins: set[str]
    rounds: BackupRounds
    forecaster: Forecaster

    def run(self, listening: socket.socket, voice: Voice) -> None:
        """Until SIGTERM or Ctrl+C. The server gives the signal on when it has ended: somebody must be there."""
        for which in (signal.SIGTERM, signal.SIGINT):
            signal.signal(which, lambda *_: setattr(self.server, "should_exit", True))
        with (
            _at_work(self.keeper),
            _backed_up(self.rounds),
            found(self._advertisement(), self.reach, voice),
            kept_up(self.reach, self.server, self.origins, self.clock),
            watched(self.is_well),
            closing(self.forecaster),
        ):
            gc.freeze()  # what is here stays: searching all of it for garbage held every thread up for 60 ms
            self.server.run([listening])

    def is_well(self) -> bool:
        """Whether the hub answers at its own address, and its keeper too."""
        try:
            self.keeper.ask(lambda _: None).result(PATIENCE)
        except TimeoutError:
            return False
        return answers(self.reach.address("127.0.0.1" if self.reach.host in EVERYWHERE else None))

    def _advertisement(self) -> Advertisement:
        reach, store = self.reach, self.store
        return Advertisement(
            self.hall.name.zh, store.hall, store.epoch, reach.port, version("hallops"), reach.scheme == "https"
        )


def make_hub(
    store: Store, clock: SystemClock | FastClock, reach_of: Callable[[Hall], Reach], *, forecasts: bool = True
) -> RunningHub:
    """The hub of a store, by a clock: the machine's, but for a demo. Without `forecasts` waits are told by position."""
    caster = Broadcaster(store.epoch, store.journal.head)
    gatehouse = make_gatehouse(store, clock)
    forecaster = Forecaster()
    waits = _waits(store, forecaster) if forecasts and is_possible() else SIMPLE
    keeper = Keeper(store.journal, store.halls, clock, caster.hear, new_token, waits=waits)
    hall = store.halls.hall(store.halls.versions()[-1].version)
    reach = reach_of(hall)
    origins = reach.origins()
    states = DeviceStates()
    rounds = BackupRounds(store.place, store.place.backups, store.hall, clock)
    app = make_app(
        Parts(
            keeper=keeper,
            broadcaster=caster,
            gate=gatehouse,
            views=make_views(states.troubles, waits),
            device_states=states,
            waits=waits,
            clock=clock,
            zone=hall.timezone,
            folder=store.place.folder,
            database=f"SQLite {sqlite_version()}" if store.place.is_sqlite else "PostgreSQL",
            origins=origins,
            pages=page_routes(hall.timezone, reach.certificates.fingerprint if reach.certificates else None),
            catalogue=_indexed(SqlCatalogue(store.connection, store.hall).items()),
            bookings=SqlBookings(store.connection, store.hall),
            personal=SqlPersonal(store.connection, store.hall),
            authority=reach.certificates.authority if reach.certificates else None,
            draw_mistake=lambda told: mistake_page(told.status, told.sentence, told.path, told.language),
            backed_up=lambda: rounds.last,
            seconds=clock.seconds,
            pace=clock.pace,
        )
    )
    server = HubServer(app, reach.certificate)
    return RunningHub(store, clock, hall, reach, gatehouse, keeper, server, origins, rounds, forecaster)


def _waits(store: Store, forecaster: Forecaster) -> Waits:
    """As foreseen by the compiled simulation."""

    def demand_of(number: int) -> Demand | None:
        return next(parse_file(one.body).demand for one in store.halls.versions() if one.version == number)

    return Foresight(forecaster.ask, demand_of, time.monotonic)


def _indexed(items: Sequence[CatalogueItem]) -> "Future[CatalogueIndex]":
    """Built beside the start: a large catalogue takes seconds, and tickets do not wait for it."""
    pool = ThreadPoolExecutor(1, "catalogue")
    future = pool.submit(CatalogueIndex, items)
    pool.shutdown(wait=False)
    return future


@contextmanager
def _at_work(keeper: Keeper) -> Iterator[None]:
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


@contextmanager
def _backed_up(rounds: BackupRounds) -> Iterator[None]:
    """Hourly backups into the data folder."""
    rounds.start()
    try:
        yield
    finally:
        rounds.stop()
