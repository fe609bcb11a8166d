"""A verb of the command line: its help, its example, the options that all have, and the function that does it."""

import argparse
from collections.abc import Callable
from typing import Any

from hallops.app.voice import Voice, environment_language
from hallops.language import LANGUAGES, sentence

Run = Callable[[argparse.Namespace, Voice], int]


def add_verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Run, about: str, example: str
) -> argparse.ArgumentParser:
    """Each verb says what it does with an example; `run` returns the exit code."""
    said = spoken(about)
    parser = verbs.add_parser(name, help=said, description=said, epilog=f"{spoken('example')}: {example}")
    parser.set_defaults(run=run)
    add_option(parser, "--json", "one JSON object on standard output, nothing else", action="store_true")
    add_option(parser, "--language", "of messages (default: the terminal's)", choices=LANGUAGES)
    return parser


def add_group(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, about: str
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """A word that several verbs begin with."""
    said = spoken(about)
    return verbs.add_parser(name, help=said, description=said).add_subparsers(required=True, metavar="VERB")


def add_option(parser: "argparse._ActionsContainer", name: str, about: str, **more: Any) -> None:
    """An option or argument, explained in the reader's language."""
    parser.add_argument(name, help=spoken(about), **more)


def spoken(text: str) -> str:
    """A text of the help. It is translated before the arguments are read, so by the terminal's language."""
    return sentence(text, {}, environment_language())
