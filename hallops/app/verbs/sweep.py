"""hallops sweep: many scenarios made from a few, each played on the same days, on one core or many."""

import argparse
from contextlib import AbstractContextManager, closing, nullcontext
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

from hallops.app.planner.presets import PREFIX, PRESETS
from hallops.app.planner.scenarios import scenario_file
from hallops.app.progress import progress
from hallops.app.verbs.verb import add_option, add_verb
from hallops.app.voice import Voice
from hallops.files.problems import Wrong

DONE, STOPPED = 0, 1
MOST_WORKERS = 256


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = add_verb(
        verbs,
        "sweep",
        sweep,
        "simulate many changes of a scenario",
        "hallops sweep sweep.yaml --workers 4 --out rows.csv",
    )
    add_option(parser, "sweep", "the sweep file", type=Path, metavar="SWEEP")
    add_option(parser, "--out", "write the rows to this file", type=Path, metavar="CSV")
    add_option(parser, "--workers", "processes to share the work (default 1)", type=_workers, default=1, metavar="N")
    add_option(
        parser,
        "--cluster",
        "a Dask scheduler whose workers share the work, like tcp://10.0.0.5:8786",
        metavar="ADDRESS",
    )


def _workers(text: str) -> int:
    workers = int(text)
    if not 1 <= workers <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"a number of processes, 1 to {MOST_WORKERS}")
    return workers


def sweep(args: argparse.Namespace, voice: Voice) -> int:
    work: Any = import_module("hallops.app.planner.sweeping")  # here, since it takes a second to load
    found = work.read_sweep(args.sweep.read_bytes(), args.sweep.name, lambda place: _load(place, args.sweep, voice))
    engine = _engine(work, found, voice)
    watch = progress(voice, "sweep_progress", work.pieces(found))
    rows: list[Any] = []
    try:
        with _written(args.out) as out, _executor(args, voice) as executor:
            out.write(work.heading(found))
            with closing(work.run_sweep(found, executor, engine, watch)) as played:
                for row in played:
                    rows.append(row)
                    out.write(work.line(row))
                    out.flush()
    except KeyboardInterrupt:
        voice.tell("sweep_stopped", done=len(rows), rows=found.rows)
    voice.say_text(work.table(found, rows, voice))
    if args.out is not None:
        voice.tell("sim_written", file=str(args.out))
    complete = len(rows) == found.rows
    voice.give({"days": found.days, "complete": complete, "rows": [row.as_dict() for row in rows]})
    return DONE if complete else STOPPED


def _engine(work: Any, sweep: Any, voice: Voice) -> Any:
    """The kernel where it can be; compiled before many processes want it."""
    engine = work.usable(work.Engine.KERNEL)
    if engine is not work.Engine.KERNEL:
        voice.tell("sim_no_kernel")
    elif not work.is_kept():
        voice.tell("sim_compiling")
        work.play_piece(sweep.cells[0].scenario, range(1), sweep.seeds[0], engine)
    return engine


def _load(place: str, file: Path, voice: Voice) -> bytes:
    """A scenario of the sweep file, looked up beside it."""
    if place.startswith(PREFIX) and place.removeprefix(PREFIX) not in PRESETS:
        raise Wrong("not_one_of", found=place, known=", ".join(PREFIX + name for name in PRESETS))
    try:
        return scenario_file(place, voice, file.parent).data
    except FileNotFoundError as error:
        raise Wrong("sweep_no_scenario", file=str(error.filename)) from error


def _executor(args: argparse.Namespace, voice: Voice) -> AbstractContextManager[Any]:
    workers: Any = import_module("hallops.app.planner.workers")
    found: AbstractContextManager[Any]
    if args.cluster:
        found = workers.cluster(args.cluster, voice)
    elif args.workers > 1:
        found = workers.pool(args.workers)
    else:
        found = nullcontext(workers.Here())
    return found


def _written(file: Path | None) -> AbstractContextManager[TextIO]:
    """Where rows go, each as soon as it is there."""
    return StringIO() if file is None else file.open("w", encoding="utf-8", newline="")
