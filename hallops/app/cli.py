"""The command line: one verb a word, exit 0 for done, 1 for refused with the reason, 2 for wrong usage."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from hallops.app import failures
from hallops.app.verbs.verb import spoken
from hallops.app.voice import Voice

DONE, REFUSED = 0, 1
# the verbs of each module of hallops.app.verbs
VERBS = {
    "serve": ("serve",),
    "screen": ("screen",),
    "access": ("access",),
    "certificate": ("certificate",),
    "deploy": ("deploy",),
    "demo": ("demo",),
    "hall": ("hall",),
    "files": ("log", "bookings"),
    "data": ("backup", "restore", "check", "doctor"),
    "simulate": ("simulate",),
    "compare": ("compare", "presets"),
    "sweep": ("sweep",),
    "fit": ("fit",),
    "backtest": ("backtest",),
    "forecast": ("forecast",),
    "devices": ("devices",),
    "plan": ("plan",),
    "roster": ("roster",),
}


def parser(first: str = "") -> argparse.ArgumentParser:
    """Of all verbs; where `first` is one, of its module alone: the others need not be loaded."""
    about = spoken("runs, plans and simulates a government-service hall")
    found = argparse.ArgumentParser(prog="hallops", description=about)
    verbs = found.add_subparsers(required=True, metavar="VERB")
    for module in [name for name, words in VERBS.items() if first in words] or VERBS:
        import_module(f"hallops.app.verbs.{module}").add(verbs)
    return found


def _loaded(first: str) -> argparse.ArgumentParser:
    """The parser. Meanwhile nothing is searched for garbage: what is loaded stays, and a hub starts sooner."""
    gc.disable()
    try:
        return parser(first)
    finally:
        gc.enable()


def main(arguments: Sequence[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else list(arguments)
    args = _loaded(next(iter(words), "")).parse_args(words)
    voice = Voice(args.language, as_json=args.json)
    try:
        code: int = args.run(args, voice)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read it has seen enough
        return REFUSED
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last door: people get a sentence
        return _refuse(voice, failures.explain(error, voice) or failures.record(error, voice))
    return code


def _refuse(voice: Voice, reason: str) -> int:
    voice.tell_text(reason)
    voice.give({"error": reason})
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
