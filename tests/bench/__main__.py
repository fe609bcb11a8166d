"""python -m tests.bench: the figures that the project is held to, measured here and now.

Every module beside this one named bench_* has `measure(folder, rounds)` that yields figures; a new file is a new part
of the bench. Nothing is written but standard output, and a file for --json.
"""

import argparse
import importlib
import json
import pkgutil
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import tests.bench
from hallops.store.engine import sqlite_version
from tests.bench.figure import Figure

ROUNDS = 5


def benches() -> list[str]:
    """Names of the parts, in the order of their files."""
    found = (module.name for module in pkgutil.iter_modules(tests.bench.__path__))
    return [name.removeprefix("bench_") for name in found if name.startswith("bench_")]


def figures(names: list[str], rounds: int) -> Iterator[Figure]:
    for name in names:
        module = importlib.import_module(f"tests.bench.bench_{name}")
        with tempfile.TemporaryDirectory(prefix="hallops-bench-", dir=Path.cwd()) as folder:
            yield from module.measure(Path(folder), rounds)


def line(figure: Figure) -> str:
    state = "" if figure.bar is None else "ok" if figure.met else "MISSED"
    value = f"{figure.value:.2f} {figure.unit}"
    return f"{figure.name:<40} {value:>14}  {figure.bar_text:>8}  {state:<6}  {figure.detail}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"parts to run, all when absent: {', '.join(benches())}")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of each; the best one counts")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    given = parser.parse_args()
    if unknown := set(given.names) - set(benches()):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    machine = f"Python {platform.python_version()}, SQLite {sqlite_version()}, {platform.system()} {platform.machine()}"
    print(machine)
    found = []
    for figure in figures(given.names or benches(), given.rounds):
        print(line(figure), flush=True)
        found.append(figure)
    if given.json is not None:
        rows = [asdict(figure) | {"met": figure.met} for figure in found]
        given.json.write_text(json.dumps({"machine": machine, "figures": rows}, indent=2) + "\n", "utf-8")
    sys.exit(0)


if __name__ == "__main__":
    main()
