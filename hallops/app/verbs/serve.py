"""hallops serve: the hub of a hall, with its pages, until it is stopped."""

import argparse
import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from ipaddress import ip_address

from hallops.app.clocks import SystemClock
from hallops.app.failures import Stop
from hallops.app.gate import make_gatehouse
from hallops.app.places import add_place, opened
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice
from hallops.hub.advertise import Advertisement, advertised
from hallops.hub.broadcaster import Broadcaster
from hallops.hub.parts import Parts
from hallops.hub.run import listen, port_of, serve
from hallops.hub.server import make_app
from hallops.services.accounts import FIRST_MANAGER
from hallops.services.gatehouse import first_password
from hallops.services.keeper import Keeper
from hallops.services.views.views import VIEWS
from hallops.store.backup_rounds import BackupRounds
from hallops.store.engine import sqlite_version
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
        gatehouse = make_gatehouse(store, clock)
        keeper = Keeper(store.journal, store.halls, clock, caster.hear)
        hall = store.halls.hall(store.halls.versions()[-1].version)
        with _listen(args, voice) as listening:
            port = port_of(listening)
            first = first_password(gatehouse)
            app = make_app(
                Parts(
                    keeper=keeper,
                    broadcaster=caster,
                    gate=gatehouse,
                    views=VIEWS,
                    clock=clock,
                    zone=hall.timezone,
                    folder=store.place.folder,
                    database=f"SQLite {sqlite_version()}" if store.place.is_sqlite else "PostgreSQL",
                    origins={f"http://{name}:{port}" for name in (args.host, "localhost", "127.0.0.1")},
                    pages=page_routes(hall.timezone),
                )
            )
            _announce(voice, hall.name.in_language(voice.language), args.host, port, first)
            told = Advertisement(hall.name.zh, store.hall, store.epoch, port, version("hallops"), is_secure=False)
            with _at_work(keeper), _backed_up(store, clock), _found(told, args.host, voice):
                serve(app, listening)
    return 0


def _listen(args: argparse.Namespace, voice: Voice) -> socket.socket:
    """Before anything is promised: a port that somebody else has is named."""
    try:
        return listen(args.host, args.port)
    except OSError as error:
        said = error.strerror or str(error)
        raise Stop(voice.phrase("no_port", host=args.host, port=args.port, said=said)) from error


def _announce(voice: Voice, name: str, host: str, port: int, first: tuple[str, bool] | None) -> None:
    """The first manager's password comes after the address, on a line of its own."""
    address = f"http://{host}:{port}"
    voice.tell("hub_up", name=name, address=address)
    if first is not None:
        password, again = first
        saying = "first_password_again" if again else "first_password"
        voice.tell(saying, link=f"{address}/manage", name=FIRST_MANAGER, password=password)


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
