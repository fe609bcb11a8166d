"""hallops demo: the sample hall plays a day, or weeks, and shows what came of it."""

import argparse
from datetime import date
from hashlib import sha256
from pathlib import Path

from hallops.app.clocks import SteppedClock
from hallops.app.demo.folder import DemoFolder, ForeignFolderError, OtherDemoError, Settings
from hallops.app.demo.play import MAX_SPEED, Glance, Played, Show, dates
from hallops.app.demo.results import as_dict, results, speak
from hallops.app.failures import Stop
from hallops.app.places import parse_hall
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice
from hallops.domain.refusal import Moment
from hallops.files.hall_file import HallFile, read_hall
from hallops.files.sample import HALL
from hallops.services.keeper import Keeper
from hallops.store.check import check
from hallops.store.place import Place
from hallops.store.store import Store, open_store

FIRST = date(2026, 9, 15)  # a Tuesday; the Sunday after it is a make-up workday
SEED = 30  # draws 347 visitors for the first day, the mean of the sample hall
SPEED = 60.0


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(
        verbs,
        "demo",
        demo,
        "play the sample hall: visitors, dispensers, windows, pads",
        "hallops demo --headless --speed max --out demo-out",
    )
    add_option(parser, "--headless", "without screens", action="store_true")
    speed = "how many times as fast as real time (default 60)"
    add_option(parser, "--speed", speed, type=_speed, default=SPEED, metavar="N|max")
    add_option(parser, "--days", "calendar days (default 1)", type=_days, default=1, metavar="N")
    add_option(parser, "--seed", "another number draws other visitors", type=int, default=SEED, metavar="S")
    add_option(parser, "--out", "the folder for all results", type=Path, default=Path("demo-out"), metavar="DIR")


def _speed(text: str) -> float:
    if text == "max":
        return MAX_SPEED
    speed = float(text)
    if not 0 < speed <= 100_000:  # noqa: PLR2004
        raise argparse.ArgumentTypeError("a number above 0, or max")
    return speed


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= 3660:  # noqa: PLR2004
        raise argparse.ArgumentTypeError("a number of days, 1 to 3660")
    return days


def demo(args: argparse.Namespace, voice: Voice) -> int:
    if not args.headless:
        raise Stop(voice.phrase("demo_no_live"))
    body = HALL.read_bytes()
    described = read_hall(body, "hall.yaml")
    settings = Settings(args.seed, args.days, FIRST.isoformat(), sha256(body).hexdigest())
    folder = DemoFolder(args.out)
    resumed = _begin(folder, settings, voice)
    place = Place.in_folder(folder.data)
    store = open_store(place, parse_hall, create=described.hall)
    try:
        if not store.halls.versions():
            store.halls.add(body.decode(), date.min, 0, "demo")
        played = _play(store, described, args, voice, resumed=resumed)
        played.violations += [str(finding) for finding in check(place, parse_hall).findings]
        shown = results(store, described.hall, played, args.out)
    finally:
        store.close()
    folder.finish(settings)
    speak(shown, played, voice)
    voice.say("demo_written", folder=str(args.out))
    voice.give(as_dict(shown, played))
    return 1 if played.violations else 0


def _begin(folder: DemoFolder, settings: Settings, voice: Voice) -> bool:
    try:
        return folder.begin(settings)
    except OtherDemoError as error:
        raise Stop(voice.phrase("demo_other", folder=str(error))) from error
    except ForeignFolderError as error:
        raise Stop(voice.phrase("demo_foreign", folder=str(error))) from error


def _play(store: Store, described: HallFile, args: argparse.Namespace, voice: Voice, *, resumed: bool) -> Played:
    clock = SteppedClock(store.journal.last_at)
    keeper = Keeper(store.journal, store.halls, clock)
    keeper.start()
    if described.demand is None:
        raise Stop("hall.yaml: demand")  # the shipped sample has it

    def watch(glance: Glance) -> None:
        voice.tell(
            "glance",
            clock=Moment(glance.at),
            waiting=glance.waiting,
            at_windows=glance.at_windows,
            windows=glance.windows,
            served=glance.served,
        )

    try:
        if resumed:
            voice.tell("demo_resumed", tickets=keeper.ask(lambda day: len(day.tickets)).result())
        show = Show(
            described.hall,
            described.demand,
            described.targets.alert_waiting,
            args.seed,
            args.speed,
            keeper,
            clock,
            watch,
        )
        return show.play(dates(FIRST, args.days), store.journal.last_at)
    finally:
        keeper.stop()
