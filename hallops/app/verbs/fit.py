"""hallops fit: a hall's own past made into a scenario."""

import argparse
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from hallops.app.failures import Stop
from hallops.app.progress import watching
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice

KINDS = ("workday", "weekend", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday")


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(
        verbs,
        "fit",
        fit,
        "make a scenario of a hall's past days",
        "hallops fit last-year --hall hall.yaml --out scenario.yaml",
    )
    add_log(parser)
    add_option(parser, "--until", "the last day to be read", type=day_of, metavar="DATE")
    add_option(parser, "--day", "the kind of day that the scenario is about (default: workday)", choices=KINDS)
    add_option(parser, "--out", "the scenario file to be written", type=Path, metavar="SCENARIO", required=True)
    add_option(parser, "--force", "write over a file that exists", action="store_true")


def add_log(parser: argparse.ArgumentParser) -> None:
    """The options of a verb that reads a log."""
    add_option(parser, "folder", "the folder with the files", type=Path, metavar="LOGDIR")
    add_option(parser, "--hall", "the hall file", type=Path, metavar="HALL", required=True)
    add_option(parser, "--skip-bad", "leave out the lines with problems", action="store_true")


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def fit(args: argparse.Namespace, voice: Voice) -> int:
    work: Any = import_module("hallops.app.planner.fitting")  # here, since it takes a second to load
    if args.out.exists() and not args.force:
        raise Stop(voice.phrase("file_exists", file=str(args.out)))
    log = work.read_log(args.folder, args.hall, args.until, voice, skip_bad=args.skip_bad)
    with work.services_needed(voice):
        found = work.fit(log, watching(voice, "fit_progress"))
    groups = work.groups_of(args.day or KINDS[0])
    if not found.days(groups):
        raise Stop(voice.phrase("fit_no_such_days", folder=str(args.folder)))
    scenario = found.scenario(groups)
    if not scenario.services:
        raise Stop(voice.phrase("fit_no_windows"))
    args.out.write_text(work.write_scenario(scenario), "utf-8", newline="")
    work.tell_found(found, voice)
    work.tell_left_out(found, voice)
    if not found.usual(groups):
        voice.say("fit_windows_planned")
    voice.tell("sim_written", file=str(args.out))
    voice.give({"scenario": str(args.out), "day": args.day or KINDS[0], **found.as_dict()})
    return 0
