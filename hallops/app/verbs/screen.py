"""hallops screen: a page of the hall in the machine's browser, as a kiosk, for as long as the machine runs."""

import argparse
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from hallops.app.failures import Stop
from hallops.app.kiosk.browser import Browser, Window, arguments, end_leftover, find_program, prepare
from hallops.app.kiosk.display import NoDisplayError, on_display, size_of, user_folder
from hallops.app.kiosk.hubs import browsing
from hallops.app.kiosk.screens import KINDS, OF_A_WINDOW, Screen
from hallops.app.kiosk.trust import NotTrustedError, Trust
from hallops.app.kiosk.watch import Kiosk, SeveralHallsError, Spot, Whereabouts
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice

YES = {"y", "yes", "是"}


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(
        verbs, "screen", run, "show a page of the hall as a kiosk, and keep it open", "hallops screen pad --window 3"
    )
    add_option(parser, "kind", "which screen this is", choices=KINDS)
    add_option(parser, "--window", "the window of a pad, console or window board", type=int, metavar="N")
    add_option(parser, "--place", "which dispenser or desk this is, as the hall file names it", metavar="ID")
    add_option(parser, "--zone", "show one zone only", metavar="ID")
    add_option(parser, "--floor", "show one floor only", metavar="ID")
    add_option(parser, "--sound", "play the calls here", action="store_true")
    add_option(parser, "--hub", "the hub's address (default: found by zeroconf)", type=_url, metavar="URL")
    add_option(parser, "--hall", "which hall, where zeroconf finds several", metavar="ID")
    add_option(parser, "--fingerprint", "trust the hub with this fingerprint without asking", metavar="SHA256")
    add_option(parser, "--display", "the X display (default: the session's own)", metavar=":0")
    add_option(
        parser,
        "--position",
        "where the screen begins, on a machine with several",
        type=_pair,
        default="0,0",
        metavar="X,Y",
    )
    add_option(parser, "--scale", "enlarge everything, such as 1.25", type=float, metavar="N")
    add_option(parser, "--windowed", "in a window instead of the whole screen", action="store_true")
    add_option(parser, "--browser", "the browser (default: Chromium, Chrome or Edge)", metavar="PATH")


def _url(text: str) -> str:
    parts = urlsplit(text if "://" in text else f"https://{text}")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise argparse.ArgumentTypeError(text)
    return f"{parts.scheme}://{parts.netloc}"


def _pair(text: str) -> str:
    x, y = (int(each) for each in text.split(","))
    return f"{x},{y}"


def run(args: argparse.Namespace, voice: Voice) -> int:
    if args.kind in OF_A_WINDOW and args.window is None:
        raise Stop(voice.phrase("screen_window", kind=args.kind))
    opening = _opening(args, voice)
    trust = Trust(user_folder(), lambda url, seen: _confirmed(voice, url, seen), args.fingerprint)
    try:
        with FileLock(opening.folder / "lock", timeout=0), browsing() as heard:
            where = Whereabouts(trust, heard, args.hub, args.hall)
            _run_until_told(Kiosk(where, opening.browser, voice, ends_when_closed=args.windowed))
    except Timeout:
        raise Stop(voice.phrase("screen_runs", screen=opening.screen.name)) from None
    except NotTrustedError as error:
        raise Stop(voice.phrase(error.saying, url=error.url, fingerprint=error.fingerprint)) from error
    except SeveralHallsError as error:
        halls = "\n".join(f"  {hub.hall}  {hub.name}  {' '.join(hub.urls)}" for hub in error.hubs)
        raise Stop(voice.phrase("several_halls", halls=halls)) from error
    return 0


@dataclass(frozen=True, slots=True)
class Opening:
    """All that it takes to open a screen's browser, but for where the hub is."""

    program: str
    folder: Path
    screen: Screen
    window: Window
    environment: dict[str, str]

    def browser(self, spot: Spot) -> Browser:
        profile = self.folder / "profile"
        end_leftover(profile)
        prepare(profile)
        url = spot.url + self.screen.start(socket.gethostname())
        given = arguments(url, profile, self.window, spot.key, as_root=_is_root())
        return Browser([self.program, *given], self.environment, self.folder / "browser.log")


def _opening(args: argparse.Namespace, voice: Voice) -> Opening:
    """What can be said to be missing is said before anybody waits for a hub."""
    environment = on_display(args.display)
    try:
        size = size_of(environment)
    except NoDisplayError as error:
        raise Stop(voice.phrase("no_such_display" if str(error) else "no_display", display=str(error))) from error
    program = find_program(args.browser)
    if program is None:
        raise Stop(voice.phrase("no_browser", asked=args.browser or "chromium"))
    if _is_root():
        voice.tell("browser_as_root")
    screen = Screen(args.kind, args.window, args.place, args.zone, args.floor, args.language, args.sound)
    folder = user_folder() / "screens" / screen.name
    folder.mkdir(parents=True, exist_ok=True)
    return Opening(program, folder, screen, Window(args.windowed, args.position, size, args.scale), environment)


def _run_until_told(kiosk: Kiosk) -> None:
    """SIGTERM and Ctrl+C close the screen and its browser."""
    before = {which: signal.signal(which, lambda *_: kiosk.stop()) for which in (signal.SIGTERM, signal.SIGINT)}
    try:
        kiosk.run()
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)


def _confirmed(voice: Voice, url: str, seen: str) -> bool:
    """A person compares the fingerprint; where nobody sits, nobody has."""
    if not sys.stdin.isatty():
        return False
    voice.tell("confirm_fingerprint", url=url, fingerprint=seen)
    return input().strip().lower() in YES


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
