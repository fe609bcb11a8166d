"""The demo day from an empty folder, as a new user starts it: a process of its own, visitors to files."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.spent import spending

DAY_SECONDS = 20.0


def measure(folder: Path, rounds: int) -> Iterator[Figure]:
    times = [_play(folder / f"demo-{number}") for number in range(min(rounds, 2))]
    yield Figure("the demo day, from nothing to its files", min(times), "s", DAY_SECONDS, detail="one process, FULL")


def _play(folder: Path) -> float:
    command = [sys.executable, "-m", "hallops.app.cli", "demo", "--headless", "--speed", "max", "--out", str(folder)]
    with spending(1) as spent:
        subprocess.run(command, check=True, capture_output=True)
    return spent.wall
