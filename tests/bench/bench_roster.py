"""Rosters: the shipped problem of sixty people, and the instances of Curtois and Qu, where they are at hand.

Shares and costs, not speeds; but a search of a minute gets further on an idle machine, so each figure tells the load.
"""

import os
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

from hallops.roster.check import check
from hallops.roster.curtois_qu import read_instance
from hallops.roster.problem import Problem
from hallops.roster.problem_file import read_problem
from hallops.roster.progress import Progress, Settings
from hallops.roster.repair import replacements
from hallops.roster.solve import solve
from tests.bench.figure import Figure
from tests.rules.tree import ROOT

DATA = Path(os.environ.get("HALLOPS_TEST_DATA", ROOT.parent / "shared" / "data")) / "rostering"
BARS = {1: 607.0, 2: 828.0, 3: 1001.0, 5: 1160.0, 7: 1180.0}
SECONDS, LONGER = 60.0, 120.0
MS = 1000


def measure(_folder: Path, _rounds: int) -> Iterator[Figure]:
    """One round: a search is long enough."""
    shipped = read_problem((files("hallops") / "sample" / "roster.yaml").read_bytes())
    yield from _shipped(shipped)
    for number, bar in BARS.items():
        file = DATA / f"Instance{number}.txt"
        if file.exists():
            solved = solve(asked := read_instance(file.read_bytes()), Settings(SECONDS))
            score = check(asked, solved.roster).score
            detail = f"hard {score.hard}, {solved.status.value}, {_load()}"
            yield Figure(f"benchmark instance {number}, {SECONDS:g} s", score.cost, "cost", bar, detail=detail)


def _shipped(asked: Problem) -> Iterator[Figure]:
    told: list[Progress] = []
    solved = solve(asked, Settings(LONGER), watch=told.append)
    found = check(asked, solved.roster).score
    share = 100 / found.demanded
    minute = [progress for progress in told if progress.seconds <= SECONDS]
    if minute:
        yield Figure("60 people: first roster", minute[0].seconds, "s", 5.0, detail=_load())
        yield Figure("60 people: short at 60 s", minute[-1].short * share, "%", 2.0, detail=_load())
    yield Figure("60 people: short at 120 s", found.short * share, "%", 1.0, detail=f"hard {found.hard}, {_load()}")
    cell = next(iter(solved.roster))
    yield Figure("check", _ms(lambda: check(asked, solved.roster)), "ms", 50.0)
    yield Figure("ranked replacements", _ms(lambda: replacements(asked, solved.roster, cell)), "ms", 200.0)


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * MS


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"
