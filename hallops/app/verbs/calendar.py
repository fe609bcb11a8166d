"""hallops hall calendar: a year of public holidays for the hall file, and a warning while it is not announced."""

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from hallops.app.failures import Stop
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice

CHINA = "CN"


def add(hall: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "hallops hall calendar 2026 --out calendar.yaml"
    parser = add_verb(hall, "calendar", calendar, "the public holidays and make-up workdays of a year", example)
    add_option(parser, "year", "the year", type=int, metavar="YEAR")
    add_option(parser, "--country", "two letters (default CN)", default=CHINA, metavar="CODE")
    add_option(parser, "--notice", "the days as announced, a table", type=Path, metavar="CSV")
    add_option(parser, "--out", "write the lines for the hall file here", type=Path, metavar="YAML")


def calendar(args: argparse.Namespace, voice: Voice) -> int:
    filling: Any = import_module("hallops.services.calendar_filling")  # here, since it takes a second to load
    files: Any = import_module("hallops.files.hall_calendar")
    yaml: Any = import_module("hallops.files.yaml_file")
    if args.country not in filling.countries():
        raise Stop(voice.phrase("calendar_no_country", country=args.country))
    if args.notice is not None:
        filled = filling.read_notice(args.notice.read_bytes(), args.year, args.notice.name)
    else:
        filled = filling.fill_year(args.year, args.country)
    lines = files.write_calendar(filled.calendar)
    moving = [day.isoformat() for day in filled.may_move]
    if not filled.announced:
        voice.tell("calendar_provisional", year=args.year, days=", ".join(moving))
    text = yaml.write_yaml({"calendar": lines})
    if args.out is None:
        voice.say_text(text.rstrip("\n"))
    else:
        args.out.write_text(text, "utf-8", newline="")
        voice.tell("roster_written", file=str(args.out))
    statutory = [day.isoformat() for day in sorted(filled.statutory)]
    voice.give({"announced": filled.announced, "may_move": moving, "statutory": statutory, "calendar": lines})
    return 0
