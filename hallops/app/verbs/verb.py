"""A verb of the command line: its help, its example, the options that all have, and the function that does it."""

import argparse
from collections.abc import Callable

from hallops.app.voice import Voice
from hallops.language import LANGUAGES

Run = Callable[[argparse.Namespace, Voice], int]


def add_verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Run, about: str, example: str
) -> argparse.ArgumentParser:
    """Each verb says what it does with an example; `run` returns the exit code."""
    parser = verbs.add_parser(name, help=about, description=about, epilog=f"example: {example}")
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output, nothing else")
    parser.add_argument("--language", choices=LANGUAGES, help="of messages (default: the terminal's)")
    return parser
