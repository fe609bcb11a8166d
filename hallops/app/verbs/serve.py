"""hallops serve: the hub of a hall, with its pages, until it is stopped."""

import argparse
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

from hallops.app.certificates import open_certificates
from hallops.app.clocks import SystemClock
from hallops.app.failures import Stop
from hallops.app.finding import found
from hallops.app.kiosk.hubs import PATIENCE, answers
from hallops.app.notify import watched
from hallops.app.places import add_place, opened
from hallops.app.reach import EVERYWHERE, Reach, is_host_name, is_loopback, kept_up
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice
from hallops.hub.advertise import Advertisement
from hallops.hub.broadcaster import Broadcaster
from hallops.hub.parts import Parts
from hallops.hub.run import HubServer, listen, port_of
from hallops.hub.server import make_app
from hallops.ports import Role
from hallops.services.access import Access
from hallops.services.authority import utc
from hallops.services.keeper import Keeper
from hallops.services.views.views import VIEWS
from hallops.store.backup_rounds import BackupRounds
from hallops.store.engine import sqlite_version
from hallops.store.passes import SqlPasses
from hallops.store.store import Store
from hallops.web.pages import mistake_page, page_routes

HOST, PORT = "127.0.0.1", 8420


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(verbs, "serve", run, "run the hub of a hall with its pages", "hallops serve --data hall-data")
    add_option(parser, "--host", "the address to listen at (default: this machine only)", default=HOST, metavar="H")
    add_option(parser, "--port", "the port to listen at (default 8420)", type=_port, default=PORT, metavar="P")
    insecure = "allow plain HTTP beyond this machine: passes can then be read on the network"
    add_option(parser, "--insecure-lan", insecure, action="store_true")
    add_option(parser, "--https", "speak HTTPS on this machine too", action="store_true")
    more = "a further name that screens call this machine by, for the certificate"
    add_option(parser, "--name", more, action="append", default=[], type=_host_name, metavar="NAME")
    add_place(parser)


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:  # noqa: PLR2004 - 16 bits
        raise argparse.ArgumentTypeError("0-65535")
    return port


def _host_name(text: str) -> str:
    name = text.lower()
    if not is_host_name(name):
        raise argparse.ArgumentTypeError(text)
    return name


def run(args: argparse.Namespace, voice: Voice) -> int:
    with opened(args) as store:
        clock = SystemClock()
        caster = Broadcaster(store.epoch, store.journal.head)
        access = Access(SqlPasses(store.connection, store.hall))
        keeper = Keeper(store.journal, store.halls, clock, caster.hear)
        hall = store.halls.hall(store.halls.versions()[-1].version)
        with _listen(args, voice) as listening:
            rounds = BackupRounds(store.place, store.place.backups, store.hall, clock)
            reach = _reach(args, store, hall.name.zh, port_of(listening), clock)
            origins = reach.origins()
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
                    origins=origins,
                    pages=page_routes(hall.timezone, reach.certificates.fingerprint if reach.certificates else None),
                    authority=reach.certificates.authority if reach.certificates else None,
                    backed_up=lambda: rounds.last,
                    draw_mistake=lambda told: mistake_page(told.status, told.sentence, told.path, told.language),
                )
            )
            _announce(voice, hall.name.in_language(voice.language), reach, first)
            told = Advertisement(
                hall.name.zh, store.hall, store.epoch, reach.port, version("hallops"), reach.scheme == "https"
            )
            server = HubServer(app, reach.certificate)
            with (
                _at_work(keeper),
                _backed_up(rounds),
                found(told, reach, voice),
                kept_up(reach, server, origins, clock),
                watched(lambda: _is_well(keeper, reach)),
            ):
                _run(server, listening)
    return 0


def _run(server: HubServer, listening: socket.socket) -> None:
    """Until SIGTERM or Ctrl+C. The server gives the signal on when it has ended: it must find somebody who lives on."""
    for which in (signal.SIGTERM, signal.SIGINT):
        signal.signal(which, lambda *_: setattr(server, "should_exit", True))
    server.run([listening])


def _is_well(keeper: Keeper, reach: Reach) -> bool:
    """Whether the hub answers at its own address, and its keeper too."""
    try:
        keeper.ask(lambda _: None).result(PATIENCE)
    except TimeoutError:
        return False
    return answers(reach.address("127.0.0.1" if reach.host in EVERYWHERE else None))


def _reach(args: argparse.Namespace, store: Store, hall: str, port: int, clock: SystemClock) -> Reach:
    """HTTPS beyond this machine, unless told otherwise; its certificate is ready then."""
    secure = args.https or not (args.insecure_lan or is_loopback(args.host))
    now = utc(clock.now())
    certificates = open_certificates(store.place.folder, hall, now) if secure else None
    reach = Reach(args.host, port, certificates, tuple(args.name))
    if certificates is not None:
        certificates.renew(reach.names(), now)
    return reach


def _listen(args: argparse.Namespace, voice: Voice) -> socket.socket:
    """Before anything is promised: a port that somebody else has is named."""
    try:
        return listen(args.host, args.port)
    except OSError as error:
        said = error.strerror or str(error)
        raise Stop(voice.phrase("no_port", host=args.host, port=args.port, said=said)) from error


def _announce(voice: Voice, name: str, reach: Reach, token: str | None) -> None:
    voice.tell("hub_up", name=name, address=reach.address())
    if token is not None:
        voice.tell("first_pass", link=f"{reach.address()}/enter?token={token}&to=/guide")
    if reach.certificates is not None:
        voice.tell("authority", fingerprint=reach.certificates.fingerprint)
    elif not is_loopback(reach.host):
        voice.tell("plain_http")


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
