"""hallops serve: the hub of a hall, with its pages, until it is stopped."""

import argparse
import socket
from functools import partial
from importlib import import_module

from hallops.app.clocks import FastClock, SystemClock
from hallops.app.failures import Stop
from hallops.app.hub import make_hub
from hallops.app.places import add_place, opened
from hallops.app.reach import Reach, is_host_name, is_loopback
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice
from hallops.domain.hall import Hall
from hallops.hub.run import listen, port_of
from hallops.ports.certificate import Renewable
from hallops.ports.clock import Clock, utc
from hallops.services.accounts import FIRST_MANAGER
from hallops.services.gatehouse import first_password
from hallops.store.store import Store

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
    return run_hub(args, voice, SystemClock())


def run_hub(args: argparse.Namespace, voice: Voice, clock: SystemClock | FastClock) -> int:
    """The hub by a clock: the machine's, but for a demo."""
    with opened(args) as store, _listen(args, voice) as listening:
        hub = make_hub(store, clock, partial(_reach, args, store, port_of(listening), clock))
        first = first_password(hub.gatehouse)
        _announce(voice, hub.hall.name.in_language(voice.language), hub.reach, first)
        hub.run(listening, voice)
    return 0


def _reach(args: argparse.Namespace, store: Store, port: int, clock: Clock, hall: Hall) -> Reach:
    """HTTPS beyond this machine, unless told otherwise; its certificate is ready then."""
    secure = args.https or not (args.insecure_lan or is_loopback(args.host))
    if not secure:
        return Reach(args.host, port, None, tuple(args.name))
    now = utc(clock.now())
    certificates: Renewable = import_module("hallops.app.certificates").open_certificates(
        store.place.folder, hall.name.zh, now
    )  # here, since a hub without HTTPS starts sooner without cryptography
    reach = Reach(args.host, port, certificates, tuple(args.name))
    certificates.renew(reach.names(), now)
    return reach


def _listen(args: argparse.Namespace, voice: Voice) -> socket.socket:
    """Before anything is promised: a port that somebody else has is named."""
    try:
        return listen(args.host, args.port)
    except OSError as error:
        said = error.strerror or str(error)
        raise Stop(voice.phrase("no_port", host=args.host, port=args.port, said=said)) from error


def _announce(voice: Voice, name: str, reach: Reach, first: tuple[str, bool] | None) -> None:
    """The first manager's password comes after the address, on a line of its own."""
    voice.tell("hub_up", name=name, address=reach.address())
    if reach.certificates is not None:
        voice.tell("authority", fingerprint=reach.certificates.fingerprint)
    elif not is_loopback(reach.host):
        voice.tell("plain_http")
    if first is not None:
        password, again = first
        saying = "first_password_again" if again else "first_password"
        voice.tell(saying, link=f"{reach.address()}/manage", name=FIRST_MANAGER, password=password)
