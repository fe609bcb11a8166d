"""hallops serve: the hub of a hall, with its pages, until it is stopped."""

import argparse
import asyncio
import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from ipaddress import ip_address

from hallops.app.chance import new_token
from hallops.app.clocks import SystemClock
from hallops.app.failures import Stop
from hallops.app.places import add_place, opened
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice
from hallops.domain.catalogue import CatalogueItem
from hallops.hub.advertise import Advertisement, advertised
from hallops.hub.broadcaster import Broadcaster
from hallops.hub.parts import Parts
from hallops.hub.run import listen, port_of, serve
from hallops.hub.server import make_app
from hallops.ports import Role
from hallops.services.access import Access
from hallops.services.catalogue_index import CatalogueIndex
from hallops.services.keeper import Keeper
from hallops.services.views.views import VIEWS
from hallops.store.backup_rounds import BackupRounds
from hallops.store.bookings import SqlBookings
from hallops.store.catalogue import SqlCatalogue
from hallops.store.engine import sqlite_version
from hallops.store.passes import SqlPasses
from hallops.store.store import Store
from hallops.web.pages import page_routes

HOST, PORT = "127.0.0.1", 8420


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(verbs, "serve", run, "run the hub of a hall with its pages", "hallops serve --data hall-data")
    add_option(parser, "--host", "the address to listen at (default: this machine only)", default=HOST, metavar="H")
    add_option(parser, "--port", "the port to listen at (default 8420)", type=_port, default=PORT, metavar="P")
    insecure = "allow plain HTTP beyond this machine: passes can then be read on the network"
    add_option(parser, "--insecure-lan", insecure, action="store_true")
    add_place(parser)


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:  # noqa: PLR2004 - 16 bits
        raise argparse.ArgumentTypeError("0-65535")
    return port


def run(args: argparse.Namespace, voice: Voice) -> int:
    if not args.insecure_lan and not _is_loopback(args.host):
        raise Stop(voice.phrase("needs_insecure", host=args.host))
    with opened(args) as store:
        clock = SystemClock()
        caster = Broadcaster(store.epoch, store.journal.head)
        access = Access(SqlPasses(store.connection, store.hall))
        keeper = Keeper(store.journal, store.halls, clock, caster.hear, new_token)
        hall = store.halls.hall(store.halls.versions()[-1].version)
        with _listen(args, voice) as listening:
            port = port_of(listening)
            first = None if access.passes() else access.give(Role.MANAGER, "manager", None, clock.now())[1]
            app = make_app(
                Parts(
                    keeper=keeper,
                    broadcaster=caster,
                    gate=access,
                    views=VIEWS,
                    clock=clock,
                    zone=hall.timezone,
                    folder=store.place.folder,
                    database=f"SQLite {sqlite_version()}" if store.place.is_sqlite else "PostgreSQL",
                    origins={f"http://{name}:{port}" for name in (args.host, "localhost", "127.0.0.1")},
                    pages=page_routes(hall.timezone),
                    catalogue=_indexed(SqlCatalogue(store.connection, store.hall).items()),
                    bookings=SqlBookings(store.connection, store.hall),
                )
            )
            _announce(voice, hall.name.in_language(voice.language), args.host, port, first)
            told = Advertisement(hall.name.zh, store.hall, store.epoch, port, version("hallops"), is_secure=False)
            with _at_work(keeper), _backed_up(store, clock), _found(told, args.host, voice):
                serve(app, listening)
    return 0


def _indexed(items: Sequence[CatalogueItem]) -> "Future[CatalogueIndex]":
    """Built beside the start: a large catalogue takes seconds, and tickets do not wait for it."""
    pool = ThreadPoolExecutor(1, "catalogue")
    future = pool.submit(CatalogueIndex, items)
    pool.shutdown(wait=False)
    return future


def _listen(args: argparse.Namespace, voice: Voice) -> socket.socket:
    """Before anything is promised: a port that somebody else has is named."""
    try:
        return listen(args.host, args.port)
    except OSError as error:
        said = error.strerror or str(error)
        raise Stop(voice.phrase("no_port", host=args.host, port=args.port, said=said)) from error


def _announce(voice: Voice, name: str, host: str, port: int, token: str | None) -> None:
    address = f"http://{host}:{port}"
    voice.tell("hub_up", name=name, address=address)
    if token is not None:
        voice.tell("first_pass", link=f"{address}/enter?token={token}&to=/guide")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def _at_work(keeper: Keeper) -> Iterator[None]:
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


@contextmanager
def _backed_up(store: Store, clock: SystemClock) -> Iterator[None]:
    """Hourly backups into the data folder."""
    rounds = BackupRounds(store.place, store.place.backups, store.hall, clock)
    rounds.start()
    try:
        yield
    finally:
        rounds.stop()


@contextmanager
def _found(told: Advertisement, host: str, voice: Voice) -> Iterator[None]:
    """Be found by zeroconf meanwhile, on an event loop of its own; where that can not be, it is said once."""
    stopped = threading.Event()

    async def until_stopped() -> None:
        async with advertised(told, [host if host not in {"localhost", "0.0.0.0"} else HOST]):  # noqa: S104
            await asyncio.to_thread(stopped.wait)

    def advertise() -> None:
        try:
            asyncio.run(until_stopped())
        except Exception as error:  # noqa: BLE001 - whatever the network has, the hall goes on
            voice.tell("not_found", said=f"{type(error).__name__}: {error}")

    thread = threading.Thread(target=advertise, name="advertise", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(3)
