"""hallops demo: the sample hall plays a day, or weeks: live with its screens, or at once without them."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path

from hallops.app.clocks import SteppedClock
from hallops.app.demo.folder import DemoFolder, ForeignFolderError, OtherDemoError, Settings
from hallops.app.demo.live.dispensers import paper
from hallops.app.demo.live.opening import Asked, check_windows, open_production
from hallops.app.demo.live.orders import World
from hallops.app.demo.live.pages import pages
from hallops.app.demo.live.show import LiveShow
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
SPEED_FOR_PEOPLE = 10.0  # a minute of the hall is six seconds: time to serve and to press a pad


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(
        verbs,
        "demo",
        demo,
        "play the sample hall live, with a hub, devices and pages in the browser, or at once without them",
        "hallops demo --leave-windows 1,2",
    )
    add_option(parser, "--headless", "without hub, devices and pages", action="store_true")
    speed = "how many times as fast as real time (default 60; 10 with --leave-windows); max needs --headless"
    add_option(parser, "--speed", speed, type=_speed, metavar="N|max")
    add_option(parser, "--days", "calendar days (default 1)", type=_days, default=1, metavar="N")
    add_option(parser, "--seed", "another number draws other visitors", type=int, default=SEED, metavar="S")
    add_option(parser, "--out", "the folder for all results", type=Path, default=Path("demo-out"), metavar="DIR")
    left = "live: windows that you serve at yourself, in the browser"
    add_option(parser, "--leave-windows", left, type=_windows, default=(), metavar="1,2")
    add_option(parser, "--from", "live: begin the first day at this time", type=_time, dest="since", metavar="HH:MM")
    add_option(parser, "--until", "live: stop at this time of the first day", type=_time, metavar="HH:MM")


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


def _windows(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(number) for number in text.split(",")}))


def _time(text: str) -> int:
    hours, minutes = (int(part) for part in text.split(":"))
    if not (0 <= hours < 24 and 0 <= minutes < 60):  # noqa: PLR2004
        raise argparse.ArgumentTypeError("HH:MM")
    return hours * 60 + minutes


def demo(args: argparse.Namespace, voice: Voice) -> int:
    """Live where somebody looks on, or a speed is asked for; else at once, so that a script comes to an end."""
    live = not args.headless and (args.speed is not None or sys.stderr.isatty())
    if live and args.speed == MAX_SPEED:
        raise Stop(voice.phrase("demo_max_live"))
    if not args.headless and not live:
        voice.tell("demo_no_terminal")
        args.speed = MAX_SPEED
    body = HALL.read_bytes()
    described = read_hall(body, "hall.yaml")
    unknown = check_windows(described.hall.windows, args.leave_windows)
    if unknown:
        raise Stop(voice.phrase("demo_no_window", windows=", ".join(map(str, unknown))))
    settings = Settings(args.seed, args.days, FIRST.isoformat(), sha256(body).hexdigest())
    folder = DemoFolder(args.out)
    resumed = _begin(folder, settings, voice)
    played = _live(folder, described, args, voice) if live else _headless(folder, described, args, voice, resumed)
    if played is None:
        voice.say("demo_stopped", folder=str(args.out))
        voice.give({"finished": False})
        return 0
    with _opened(folder, described) as store:
        played.violations += [str(finding) for finding in check(store.place, parse_hall).findings]
        shown = results(store, described.hall, played, args.out)
    folder.finish(settings)
    speak(shown, played, voice)
    voice.say("demo_written", folder=str(args.out))
    voice.give(as_dict(shown, played))
    return 1 if played.violations else 0


@contextmanager
def _opened(folder: DemoFolder, described: HallFile) -> Iterator[Store]:
    store = open_store(Place.in_folder(folder.data), parse_hall, create=described.hall)
    try:
        if not store.halls.versions():
            store.halls.add(HALL.read_bytes().decode(), date.min, 0, "demo")
        yield store
    finally:
        store.close()


def _headless(folder: DemoFolder, described: HallFile, args: argparse.Namespace, voice: Voice, resumed: bool) -> Played:
    with _opened(folder, described) as store:
        return _play(store, described, args, voice, resumed=resumed)


def _live(folder: DemoFolder, described: HallFile, args: argparse.Namespace, voice: Voice) -> Played | None:
    """Play with a hub and devices; None when it was stopped before its end."""
    if described.demand is None:
        raise Stop("hall.yaml: demand")  # the shipped sample has it
    world = World(described.hall, described.demand, described.targets.alert_waiting)
    speed = args.speed or (SPEED_FOR_PEOPLE if args.leave_windows else SPEED)
    days = tuple(dates(FIRST, args.days))
    asked = Asked(args.seed, days, speed, args.out, args.since, args.until, args.leave_windows)
    with _opened(folder, described) as store:
        production = open_production(store, world, asked)
    played = Played(paper={})
    if production is not None:
        show = LiveShow(production, pages(world, production.port, production.tokens, asked.left), voice)
        if not show.play():
            return None
        played.turned_away = show.turned_away
    played.paper = paper(args.out / "tickets")
    return played


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
            SPEED if args.speed is None else args.speed,
            keeper,
            clock,
            watch,
        )
        return show.play(dates(FIRST, args.days), store.journal.last_at)
    finally:
        keeper.stop()
