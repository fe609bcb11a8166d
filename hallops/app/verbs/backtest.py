"""hallops backtest: past days simulated by a fit that has not seen them, and how far off that was."""

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import Any

from hallops.app.failures import Stop
from hallops.app.progress import watching
from hallops.app.verbs.fit import add_log, day_of
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice
from hallops.domain.rules import MINUTE

RUNS, MOST_RUNS = 200, 10_000


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(
        verbs,
        "backtest",
        backtest,
        "simulate past days and hold them against what really happened",
        "hallops backtest last-year --hall hall.yaml --fit-until 2026-09-30",
    )
    add_log(parser)
    add_option(
        parser,
        "--fit-until",
        "the last day that the fit sees; later ones are simulated",
        type=day_of,
        metavar="DATE",
        required=True,
    )
    add_option(parser, "--runs", "simulations of each day (default 200)", type=_runs, default=RUNS, metavar="N")
    add_option(parser, "--out", "write the result with its calibration error to this file", type=Path, metavar="FILE")


def _runs(text: str) -> int:
    runs = int(text)
    if not 20 <= runs <= MOST_RUNS:  # noqa: PLR2004 - fewer have no 95 % interval
        raise argparse.ArgumentTypeError("20 to 10000")
    return runs


def backtest(args: argparse.Namespace, voice: Voice) -> int:
    work: Any = import_module("hallops.app.planner.fitting")  # here, since it takes a second to load
    log = work.read_log(args.folder, args.hall, None, voice, skip_bad=args.skip_bad)
    if not log.until(args.fit_until).days or not log.after(args.fit_until).days:
        raise Stop(voice.phrase("backtest_no_days", day=args.fit_until.isoformat()))
    engine = work.usable(work.Engine.KERNEL)
    if engine is not work.Engine.KERNEL:
        voice.tell("sim_no_kernel")
    elif not work.is_kept():
        voice.tell("sim_compiling")
    with work.services_needed(voice):
        found = work.backtest(log, args.fit_until, work.Trials(engine, args.runs), watching(voice, "fit_progress"))
    calibration = found.calibration
    if calibration is None:
        raise Stop(voice.phrase("backtest_none"))
    voice.say_text(work.backtest_table(found, voice))
    _tell(found, calibration, voice)
    result = found.as_dict()
    if args.out is not None:
        args.out.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
        voice.tell("sim_written", file=str(args.out))
    voice.give(result)
    return 0


def _tell(found: Any, calibration: Any, voice: Voice) -> None:
    """The calibration error, and how often the intervals held what they promise."""
    if calibration.error is not None:
        wait = calibration.wait
        voice.say(
            "backtest_error" if wait.is_inside else "backtest_off",
            error=f"{calibration.error:+.0%}",
            real=f"{wait.real / MINUTE:.1f}",
            simulated=f"{wait.simulated / MINUTE:.1f}",
            low=f"{wait.low / MINUTE:.1f}",
            high=f"{wait.high / MINUTE:.1f}",
        )
    voice.say("backtest_inside", days=calibration.days, mean=calibration.mean_inside, p90=calibration.p90_inside)
    if found.skipped:
        voice.say("backtest_skipped", days=", ".join(day.isoformat() for day in found.skipped))
