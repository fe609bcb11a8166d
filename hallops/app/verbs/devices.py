"""hallops devices scan | test | simulate: what is around, whether a device works, and devices without hardware."""

import argparse
import asyncio
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from hallops.app.verbs.verb import add_group, add_option, add_verb
from hallops.app.voice import Voice

LOOK = 6.0  # seconds: a machine announces itself within three, a rebooted one is settled after two more
LOCAL = "127.0.0.1"


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = add_group(verbs, "devices", "find, test and simulate the hall's devices")
    looking = add_verb(group, "scan", scan, "look for devices in the network", "hallops devices scan")
    add_option(looking, "--seconds", "how long to look (default 6)", type=_seconds, default=LOOK, metavar="N")
    about = "only on the interface with this address; may be given again"
    add_option(looking, "--interface", about, action="append", default=[], metavar="ADDRESS")
    _add_test(group)
    running = add_verb(
        group,
        "simulate",
        simulate,
        "run simulated devices as a file describes them",
        "hallops devices simulate fleet.yaml",
    )
    add_option(running, "fleet", "the fleet file", type=Path, metavar="FLEET")
    about = "the address that they listen at (default 127.0.0.1: only this machine)"
    add_option(running, "--address", about, default=LOCAL, metavar="ADDRESS")
    add_option(running, "--seconds", "stop after so many seconds", type=_seconds, metavar="N")


def _add_test(group: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "try a device: how it is, a test slip, a number on a board, what is pressed or scanned"
    trying = add_verb(group, "test", test, about, "hallops devices test escpos+tcp://10.0.0.5:9100 --print")
    add_option(trying, "address", "the device's address, like escpos+tcp://10.0.0.5:9100", metavar="ADDRESS")
    add_option(trying, "--print", "print a test slip", action="store_true", dest="slip")
    add_option(trying, "--show", "show this ticket number on a board", metavar="NUMBER")
    add_option(trying, "--window", "the window that is shown with it (default 1)", type=int, default=1, metavar="N")
    about = "listen for keys, codes and cards for so many seconds"
    add_option(trying, "--listen", about, type=_seconds, default=0.0, metavar="N")


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 86_400:  # noqa: PLR2004 - a day
        raise argparse.ArgumentTypeError("a number of seconds, at most a day")
    return seconds


def scan(args: argparse.Namespace, voice: Voice) -> int:
    desk: Any = import_module("hallops.app.device_desk")
    voice.tell("device_looking", seconds=f"{args.seconds:g}")
    told: set[str] = set()

    def heard(proposal: Any) -> None:
        if proposal.id not in told:
            told.add(proposal.id)
            _say_proposal(proposal, voice)

    found = asyncio.run(desk.scan(args.seconds, args.interface, heard))
    for proposal in found:
        if proposal.disputed:
            voice.tell("device_found_twice", id=proposal.id, name=proposal.name)
    if not found:
        voice.tell("device_none_found")
    voice.give({"devices": [asdict(proposal) for proposal in found]})
    return 0


def _say_proposal(proposal: Any, voice: Voice) -> None:
    line = voice.phrase(
        "device_found",
        id=proposal.id,
        kind=voice.phrase(f"device_kind_{proposal.kind}"),
        address=proposal.address or voice.phrase("device_nowhere"),
        place=proposal.place,
        model=proposal.model,
    )
    voice.say_text(line.rstrip())


def test(args: argparse.Namespace, voice: Voice) -> int:
    report: Any = import_module("hallops.app.device_report")
    return int(report.test(args, voice))


def simulate(args: argparse.Namespace, voice: Voice) -> int:
    desk: Any = import_module("hallops.app.device_desk")
    fleet = import_module("hallops.app.fleet_file").read_fleet(args.fleet.read_bytes(), args.fleet.name)

    def up(hosted: Any) -> None:
        for one in hosted:
            line = voice.phrase("device_simulated", id=one.device.id, address=one.uri, place=one.device.place)
            voice.say_text(line.rstrip())
        planned = sum(len(one.device.faults) for one in hosted)
        voice.tell("device_fleet_up", count=len(hosted), planned=planned)
        voice.give({"devices": [{"id": one.device.id, "address": one.uri} for one in hosted]})

    def heard(one: Any, fault: str, begins: bool) -> None:
        saying = "device_fault_begins" if begins else "device_fault_ends"
        voice.tell(saying, id=one.device.id, fault=str(fault))

    with suppress(KeyboardInterrupt):  # the usual end
        asyncio.run(desk.run_fleet(fleet, args.address, up, heard, args.seconds))
    voice.tell("device_fleet_stopped")
    return 0
