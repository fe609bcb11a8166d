"""Two processes against one core, and a comparison by the clock: told only, since other work takes the cores too."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from hallops.app.planner.workers import Here, pool
from hallops.files.sample import SCENARIOS
from simulation.run import Engine
from simulation.scenario.scenario_file import read_scenario
from simulation.sweep.run import run_sweep
from simulation.sweep.sweep import Cell, Sweep
from tests.bench.figure import Figure

DAYS, SEEDS = 200, tuple(range(1, 11))


def measure(_folder: Path, rounds: int) -> Iterator[Figure]:
    scenario = read_scenario((SCENARIOS / "pooled.yaml").read_bytes())
    sweep = Sweep((Cell({"scenario": "pooled"}, scenario),), DAYS, SEEDS)
    alone, shared = list[float](), list[float]()
    list(run_sweep(sweep, Here(), Engine.KERNEL))  # compiled before it counts
    with pool(2) as executor:
        list(run_sweep(sweep, executor, Engine.KERNEL))
        for _ in range(rounds):
            for seconds, where in ((alone, Here()), (shared, executor)):
                begun = time.perf_counter()
                list(run_sweep(sweep, where, Engine.KERNEL))
                seconds.append(time.perf_counter() - begun)
    gain = [one / two for one, two in zip(alone, shared, strict=True)]
    spread = f"{min(gain):.2f} to {max(gain):.2f}, by the clock"
    yield Figure("sweep: two processes ÷ one core", median(gain), "x", detail=spread)
    yield Figure("sweep: one core", DAYS * len(SEEDS) / min(alone), "days/s", detail="drawn, played and counted, best")
