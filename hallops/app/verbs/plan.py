"""hallops plan: how many windows to staff, half hour by half hour, for a promise about waits."""

import argparse
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hallops.app.failures import Stop
from hallops.app.planner.calibration import read_calibration
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice

DONE, REFUSED = 0, 1
STEPS = (15, 30)
SHARE, DAYS, SEED = 0.8, 1000, 1
SIGN = 1.0  # s between signs of life


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(
        verbs,
        "plan",
        make,
        "find the least windows that keep waits short",
        "hallops plan scenario.yaml --out plan.yaml",
    )
    add_option(parser, "scenario", "the scenario file", type=Path, metavar="SCENARIO")
    add_option(parser, "--share", "share of visitors (default 0.8)", type=_share, default=SHARE, metavar="P")
    within = "who wait no longer than this (default: each service's target)"
    add_option(parser, "--within", within, type=_minutes, metavar="MINUTES")
    add_option(parser, "--step", "minutes for which a window opens (default 30)", type=int, choices=STEPS, default=30)
    add_option(parser, "--days", "fresh days that judge the plan (default 1000)", type=_days, default=DAYS, metavar="N")
    add_option(parser, "--seed", "another number draws other days", type=_seed, default=SEED, metavar="S")
    beside = "the backtest whose calibration error is told beside the plan"
    add_option(parser, "--calibration", beside, type=Path, metavar="FILE")
    add_option(parser, "--out", "write the plan to this file, which is a scenario", type=Path, metavar="PLAN")


def _share(text: str) -> float:
    share = float(text)
    if not 0 < share < 1:
        raise argparse.ArgumentTypeError("a share between 0 and 1, like 0.8")
    return share


def _minutes(text: str) -> float:
    minutes = float(text)
    if not 0 < minutes <= 24 * 60:
        raise argparse.ArgumentTypeError("minutes, above 0")
    return minutes


def _days(text: str) -> int:
    days = int(text)
    if not 20 <= days <= 2000:  # noqa: PLR2004
        raise argparse.ArgumentTypeError("a number of days, 20 to 2000")
    return days


def _seed(text: str) -> int:
    seed = int(text)
    if seed < 0:
        raise argparse.ArgumentTypeError("a seed is 0 or more")
    return seed


def make(args: argparse.Namespace, voice: Voice) -> int:
    work: Any = import_module("hallops.app.planner.planning")  # here, since it takes a second to load
    scenario = _read(work, args.scenario, voice)
    calibration = None if args.calibration is None else read_calibration(args.calibration, voice)
    goal = work.Goal(args.share, None if args.within is None else round(args.within * work.MINUTE))
    try:
        found = work.plan(scenario, work.Settings(goal, args.step, args.days, args.seed), _watch(voice))
    except KeyboardInterrupt:
        raise Stop(voice.phrase("plan_stopped")) from None
    block = work.evidence(found, version("hallops"))
    if calibration is not None:
        block["calibration"] = calibration.as_dict()
    voice.give({"scenario": args.scenario.name, **block})
    if not found.is_kept:
        return _refuse(work, found, voice)
    voice.say_text(work.table(found, voice))
    if calibration is not None:
        voice.say_text(calibration.told(voice))
    if args.out is not None:
        args.out.write_text(work.write_scenario(found.scenario, block), "utf-8")
        voice.tell("sim_written", file=str(args.out))
    return DONE


def _read(work: Any, file: Path, voice: Voice) -> Any:
    """A scenario that a plan can be made for; whoever has to wait for the kernel is told."""
    scenario = work.read_scenario(file.read_bytes(), file.name)
    if scenario.carry_over:
        raise Stop(voice.phrase("plan_carry_over"))
    if not work.AVAILABLE:
        voice.tell("plan_no_kernel")
    elif not work.is_kept():
        voice.tell("sim_compiling")
    return scenario


def _refuse(work: Any, found: Any, voice: Voice) -> int:
    """No staffing within the bounds keeps the promise, or not surely enough; with `--json` the result says which."""
    for load, services in work.overload(found.scenario).items():
        voice.tell("sim_overload", services=", ".join(services), load=f"{load:.0%}")
    share = f"{found.settings.goal.share:.0%}"
    voice.tell("plan_unsure" if found.is_possible else "plan_impossible", share=share)
    voice.tell_text(work.lacking(found, voice))
    return REFUSED


def _watch(voice: Voice) -> Callable[[str, int], None]:
    """Tell what the search does, once a second."""
    told = time.monotonic()

    def watch(doing: str, minutes: int) -> None:
        nonlocal told
        if time.monotonic() - told >= SIGN:
            told = time.monotonic()
            voice.tell(f"plan_{doing}", hours=f"{minutes / 60:.1f}")

    return watch
