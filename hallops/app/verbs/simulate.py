"""hallops simulate: a scenario's days played, and what came of them."""

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from hallops.app.planner.scenarios import scenario_file
from hallops.app.progress import progress
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice

ENGINES = ("kernel", "reference")
DAYS, SEED = 100, 1


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(
        verbs, "simulate", simulate, "simulate a scenario's days", "hallops simulate scenario.yaml --days 200"
    )
    add_option(parser, "scenario", "the scenario file", metavar="SCENARIO")
    add_option(parser, "--days", "days to simulate (default 100)", type=days, default=DAYS, metavar="N")
    add_option(parser, "--seed", "another number draws other days", type=seed, default=SEED, metavar="S")
    engine = "kernel (default, fast) or reference (the domain's own decisions, slow): the same paths"
    add_option(parser, "--engine", engine, choices=ENGINES, default=ENGINES[0])
    add_option(parser, "--draws", "write who comes to this file", type=Path, metavar="FILE")
    add_option(parser, "--paths", "write what happened to each ticket to this file", type=Path, metavar="FILE")
    add_option(parser, "--figures", "draw the outcome into this folder", type=Path, metavar="DIR")


def days(text: str) -> int:
    """How many days a command line asks for."""
    found = int(text)
    if not 1 <= found <= 100_000:  # noqa: PLR2004
        raise argparse.ArgumentTypeError("a number of days, 1 to 100000")
    return found


def seed(text: str) -> int:
    found = int(text)
    if found < 0:
        raise argparse.ArgumentTypeError("a seed is 0 or more")
    return found


def simulate(args: argparse.Namespace, voice: Voice) -> int:
    work: Any = import_module("hallops.app.planner.simulating")  # here, since it takes a second to load
    file = scenario_file(args.scenario, voice)
    scenario = work.read_scenario(file.data, file.name)
    for load, services in work.overload(scenario).items():
        voice.tell("sim_overload", services=", ".join(services), load=f"{load:.0%}")
    engine = work.usable(work.Engine(args.engine))
    if engine.value != args.engine:
        voice.tell("sim_no_kernel")
    elif engine is work.Engine.KERNEL and not work.is_kept():
        voice.tell("sim_compiling")
    draws, paths = work.simulate(scenario, args.days, args.seed, engine, progress(voice, "sim_progress", args.days))
    if args.draws is not None:
        args.draws.write_text(work.write_draws(draws), "utf-8", newline="")
        voice.tell("sim_written", file=str(args.draws))
    if args.paths is not None:
        args.paths.write_text(work.write_paths(draws, paths), "utf-8", newline="")
        voice.tell("sim_written", file=str(args.paths))
    result = work.outcome_of(scenario, draws, paths)
    voice.say_text(work.table(result, voice))
    if args.figures is not None:
        import_module("hallops.app.planner.picturing").write_figures(result, args.figures, voice)
        voice.tell("sim_written", file=str(args.figures))
    settings = {"scenario": file.name, "seed": args.seed, "engine": engine.value}
    voice.give(settings | result.as_dict())
    return 0
