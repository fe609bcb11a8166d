"""hallops compare: scenarios on common days, and what differs; hallops presets: the scenarios that are shipped."""

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from hallops.app.failures import Stop
from hallops.app.planner.presets import PREFIX, PRESETS, preset
from hallops.app.planner.scenarios import ScenarioFile, scenario_file
from hallops.app.progress import progress
from hallops.app.verbs.simulate import DAYS, SEED, days, seed
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice
from hallops.language import sentence


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    example = "hallops compare preset:dedicated preset:pooled --days 200"
    parser = add_verb(verbs, "compare", compare, "compare scenarios on common days", example)
    files = "the scenario files, or preset:NAME; the others are compared with the first one"
    add_option(parser, "scenarios", files, nargs="*", metavar="SCENARIO")
    add_option(parser, "--days", "days to simulate (default 100)", type=days, default=DAYS, metavar="N")
    add_option(parser, "--seed", "another number draws other days", type=seed, default=SEED, metavar="S")
    add_option(parser, "--out", "keep the run in this file", type=Path, metavar="RUN")
    again = "make a kept run again and see that it gives the same figures"
    add_option(parser, "--again", again, type=Path, metavar="RUN")
    listing = add_verb(verbs, "presets", presets, "list the scenarios that are shipped", "hallops presets")
    add_option(listing, "--out", "write their files into this folder", type=Path, metavar="DIR")


def compare(args: argparse.Namespace, voice: Voice) -> int:
    if args.again is not None:
        return _again(args.again, voice)
    if not args.scenarios:
        raise Stop(voice.phrase("compare_too_few"))
    files = [scenario_file(place, voice) for place in args.scenarios]
    result = _compared(files, args.days, args.seed, voice)
    if args.out is not None:
        import_module("hallops.app.planner.saved_run").write_run(args.out, files, result)
        voice.tell("sim_written", file=str(args.out))
    voice.give(result)
    return 0


def _compared(files: list[ScenarioFile], count: int, seed_: int, voice: Voice) -> dict[str, object]:
    work: Any = import_module("hallops.app.planner.comparing")  # here, since it takes a second to load
    scenarios = {name: work.read_scenario(file.data, file.name) for name, file in _named(files).items()}
    for name, scenario in scenarios.items():
        for load, services in work.overload(scenario).items():
            voice.tell("compare_overload", scenario=name, services=", ".join(services), load=f"{load:.0%}")
    engine = work.usable(work.Engine.KERNEL)
    if engine is not work.Engine.KERNEL:
        voice.tell("sim_no_kernel")
    elif not work.is_kept():
        voice.tell("sim_compiling")
    watch = progress(voice, "compare_progress", count * len(scenarios))
    found = work.compare(scenarios, count, seed_, engine, watch)
    voice.say_text(work.table(found, voice))
    for note in work.notes(found, voice):
        voice.say_text(note)
    result: dict[str, object] = found.as_dict()
    return result


def _named(files: list[ScenarioFile]) -> dict[str, ScenarioFile]:
    """By name; who has another's name is called by its place, and the same file twice by a number."""
    named: dict[str, ScenarioFile] = {}
    for file in files:
        name = file.place if file.name in named else file.name
        named[f"{name} ({len(named) + 1})" if name in named else name] = file
    return named


def _again(file: Path, voice: Voice) -> int:
    kept: Any = import_module("hallops.app.planner.saved_run")
    run = kept.read_run(file, voice)
    result = _compared(kept.scenarios_of(run, file.parent, voice), run.days, run.seed, voice)
    differing = kept.differing(run.result, result)
    if differing:
        figures = ", ".join(differing[:5])
        raise Stop(voice.phrase("compare_differs", figures=figures, version=run.version, numpy=run.numpy))
    voice.tell("compare_same", file=str(file))
    voice.give(result | {"same": True})
    return 0


def presets(args: argparse.Namespace, voice: Voice) -> int:
    for name, each in PRESETS.items():
        voice.say_text(f"{PREFIX}{name}  {sentence(each.title, {}, voice.language)}")
        voice.say_text(f"    {sentence(each.says, {}, voice.language)}")
    if args.out is not None:
        args.out.mkdir(parents=True, exist_ok=True)
        for name in PRESETS:
            (args.out / f"{name}.yaml").write_bytes(preset(name, voice))
        voice.tell("sim_written", file=str(args.out))
    rows = [{"name": name, "title": each.title, "says": each.says} for name, each in PRESETS.items()]
    voice.give({"presets": rows})
    return 0
