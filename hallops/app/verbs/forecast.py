"""hallops forecast: how many will come on the coming days."""

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from hallops.app.failures import Stop
from hallops.app.progress import watching
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice

MOST_DAYS = 366


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(
        verbs,
        "forecast",
        forecast,
        "forecast how many will come",
        "hallops forecast counts.csv --days 10 --hall hall.yaml",
    )
    add_option(parser, "counts", "the table with past counts", type=Path, metavar="COUNTS")
    add_option(parser, "--days", "open days to forecast", type=_days, metavar="N", required=True)
    calendar = parser.add_mutually_exclusive_group()
    add_option(calendar, "--hall", "the hall file, whose calendar knows days off and make-up workdays", type=Path)
    add_option(calendar, "--country", "two letters, for public holidays where there is no hall file", metavar="CODE")
    add_option(parser, "--events", "a table of named events: date,name", type=Path, metavar="FILE")
    add_option(parser, "--out", "write the forecast of each interval to this file", type=Path, metavar="FILE")


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= MOST_DAYS:
        raise argparse.ArgumentTypeError("1 to 366")
    return days


def forecast(args: argparse.Namespace, voice: Voice) -> int:
    work: Any = import_module("hallops.app.planner.forecasting")  # here, since it takes a second to load
    if args.country is not None and args.country not in work.countries():
        raise Stop(voice.phrase("forecast_country", country=args.country))
    counts = work.read_past(args.counts)
    marks = work.marks_of(counts, args.days, args.hall, args.country, args.events)
    found = work.forecast_of(counts, args.days, marks, watching(voice, "fit_progress"), voice)
    voice.say_text(work.forecast_table(found, voice))
    score = found.score
    voice.say("forecast_method", method=found.method, wape=f"{found.tried[found.method]:.1%}")
    voice.say(
        "forecast_score",
        days=score.days,
        lead=score.lead,
        wape=f"{score.wape:.1%}",
        baseline=f"{score.baseline:.1%}",
        coverage=f"{score.coverage:.0%}",
    )
    if args.out is not None:
        args.out.write_text(work.written(found), "utf-8", newline="")
        voice.tell("sim_written", file=str(args.out))
    voice.give(work.as_dict(found))
    return 0
