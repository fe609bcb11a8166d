"""hallops hall check | import | export | scenario: the description of a hall as a file, a day of it as a scenario."""

import argparse
from collections.abc import Sequence
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

from hallops.app.clocks import SystemClock
from hallops.app.failures import Stop
from hallops.app.places import add_place, keeping, opened
from hallops.app.verbs import calendar, hall_catalogue
from hallops.app.verbs.verb import add_group, add_option, add_verb
from hallops.app.voice import Voice
from hallops.domain.catalogue import CatalogueItem
from hallops.domain.commands import ChangeHall, KeepTime
from hallops.domain.day_plan import local_date
from hallops.domain.hall import Hall
from hallops.domain.hall_day import Phase
from hallops.files.catalogue_file import read_catalogue, write_catalogue
from hallops.files.hall_file import HallFile, read_hall
from hallops.store.catalogue import SqlCatalogue
from hallops.store.store import Store

NOW = "now"
TOMORROW = "tomorrow"


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    hall = add_group(verbs, "hall", "check, import or export a hall's description")
    checking = add_verb(hall, "check", check, "say what is wrong in a hall file", "hallops hall check hall.yaml")
    add_option(checking, "file", "the hall file", type=Path, metavar="FILE")
    add_option(checking, "--catalogue", "the catalogue of services, catalogue.csv", type=Path, metavar="CSV")
    taking = add_verb(
        hall, "import", take_in, "make a file the newest version", "hallops hall import hall.yaml --data hall-data"
    )
    add_option(taking, "file", "the hall file", type=Path, metavar="FILE")
    add_option(taking, "--catalogue", "the catalogue of services, catalogue.csv", type=Path, metavar="CSV")
    when = "now, tomorrow (default) or a date; a hall's first version holds at once"
    add_option(taking, "--from", when, dest="since", default=TOMORROW, metavar="WHEN")
    add_place(taking)
    hall_catalogue.add(hall)
    calendar.add(hall)
    giving = add_verb(hall, "export", give_out, "write a version to a file", "hallops hall export hall.yaml")
    add_option(giving, "file", "the hall file", type=Path, metavar="FILE")
    add_option(giving, "--catalogue", "write the catalogue of services there too", type=Path, metavar="CSV")
    add_option(giving, "--version", "which version (default: the newest)", type=int, metavar="N")
    add_option(giving, "--force", "write over existing files", action="store_true")
    add_place(giving)
    example = "hallops hall scenario hall.yaml --date 2026-09-15 --out scenario.yaml"
    playing = add_verb(hall, "scenario", give_scenario, "write a date as a scenario, as the demo plays it", example)
    add_option(playing, "file", "the hall file", type=Path, metavar="HALL")
    add_option(playing, "--date", "the date", type=date.fromisoformat, dest="day", required=True, metavar="D")
    add_option(playing, "--out", "the scenario file", type=Path, required=True, metavar="SCENARIO")


def check(args: argparse.Namespace, voice: Voice) -> int:
    described = read_hall(args.file.read_bytes(), args.file.name)
    hall = described.hall
    items = _catalogue(args.catalogue, hall)
    voice.say(
        "hall_good",
        name=hall.name.in_language(voice.language),
        services=len(hall.services),
        windows=len(hall.windows),
        modes=len(hall.modes),
        staff=len(hall.staff),
    )
    if items is not None:
        voice.say("catalogue_good", count=len(items))
    voice.give({"hall": hall.id, "services": len(hall.services), "windows": len(hall.windows), "problems": []})
    return 0


def _catalogue(file: Path | None, hall: Hall) -> Sequence[CatalogueItem] | None:
    return None if file is None else read_catalogue(file.read_bytes(), hall, file.name).rows


def take_in(args: argparse.Namespace, voice: Voice) -> int:
    """Keep a checked file as a new version; the catalogue is read before anything is kept."""
    body = args.file.read_text("utf-8-sig")
    described = read_hall(body.encode(), args.file.name)
    items = _catalogue(args.catalogue, described.hall)
    with opened(args, create=described.hall) as store:
        version = _keep(store, described, body, args.since, voice)
        if items is not None:
            SqlCatalogue(store.connection, store.hall).replace(items)
            voice.say("catalogue_taken_in", count=len(items))
    voice.give({"hall": described.hall.id, "version": version})
    return 0


def _keep(store: Store, described: HallFile, body: str, since: str, voice: Voice) -> int:
    kept = store.halls.versions()
    if kept and kept[-1].body == body:
        voice.say("hall_same", version=kept[-1].version)
        return kept[-1].version
    now = SystemClock().now()
    today = local_date(now, described.hall.timezone)
    first = _first_date(since, today) if kept else today
    version = store.halls.add(body, first, now, "command line")
    name = described.hall.name.in_language(voice.language)
    if kept and since == NOW:
        _put_in_force(store, version)
        voice.say("hall_in_force", name=name, version=version)
    else:
        voice.say("hall_taken_in", name=name, version=version, day=first.isoformat())
    return version


def _first_date(since: str, today: date) -> date:
    if since == NOW:
        return today
    if since == TOMORROW:
        return today + timedelta(days=1)
    try:
        return date.fromisoformat(since)
    except ValueError:
        raise Stop(f"--from {since}: now, tomorrow, YYYY-MM-DD") from None


def _put_in_force(store: Store, version: int) -> None:
    """Change the running day too, where one is open."""
    with keeping(store) as keeper:
        keeper.submit(KeepTime("calendar"), str(uuid4())).result()
        if keeper.ask(lambda day: day.phase is Phase.OPEN and day.version != version).result():
            keeper.submit(ChangeHall("command line", version), str(uuid4())).result()


def give_out(args: argparse.Namespace, voice: Voice) -> int:
    for file in (args.file, args.catalogue):
        if file is not None and file.exists() and not args.force:
            raise Stop(voice.phrase("file_exists", file=str(file)))
    with opened(args) as store:
        kept = {version.version: version for version in store.halls.versions()}
        wanted = args.version or max(kept)
        if wanted not in kept:
            raise Stop(f"--version {wanted}: {min(kept)}-{max(kept)}")
        args.file.write_text(kept[wanted].body, "utf-8")
        if args.catalogue is not None:
            items = SqlCatalogue(store.connection, store.hall).items()
            args.catalogue.write_text(write_catalogue(items), "utf-8", newline="")
            voice.say("catalogue_written", count=len(items), file=str(args.catalogue))
    voice.say("hall_written", version=wanted, file=str(args.file))
    voice.give({"version": wanted, "file": str(args.file)})
    return 0


def give_scenario(args: argparse.Namespace, voice: Voice) -> int:
    demo: Any = import_module("hallops.app.demo.scenario")  # here, since the simulation takes a second to load
    described = read_hall(args.file.read_bytes(), args.file.name)
    if described.demand is None:
        raise Stop(voice.phrase("plan_no_demand", file=args.file.name))
    alert = described.targets.alert_waiting
    scenario = demo.scenario_of(described.hall, described.demand, args.day, alert)
    if scenario is None:
        raise Stop(voice.phrase("plan_closed", day=args.day.isoformat()))
    args.out.write_text(demo.write_scenario(scenario), "utf-8")
    counts = {
        "services": len(scenario.services),
        "windows": len(scenario.windows),
        "visits": round(sum(sum(service.arrivals) for service in scenario.services.values())),
    }
    voice.say("plan_scenario", file=str(args.out), **counts)
    voice.give({"file": str(args.out), **counts})
    return 0
