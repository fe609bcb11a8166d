"""`hallops plan` for the sample weekday, from a cold process with the kernel kept: seconds, CPU and memory."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from hallops.files.sample import HALL
from tests.bench.figure import Figure

DATE = "2026-09-15"
SECONDS, MEGABYTES = 10, 600


def measure(folder: Path, _rounds: int) -> Iterator[Figure]:
    """Once: a search of some seconds is long enough to be a mean of itself."""
    hall, scenario = folder / "hall.yaml", folder / "scenario.yaml"
    hall.write_bytes(HALL.read_bytes())
    _hallops("hall", "scenario", hall, "--date", DATE, "--out", scenario)
    _hallops("plan", scenario, "--share", 0.1, "--days", 20, "--json")  # compiled before it counts
    cpu, begun = _cpu(), time.monotonic()
    found = json.loads(_hallops("plan", scenario, "--json"))
    wall, spent = time.monotonic() - begun, _cpu() - cpu
    detail = f"{spent:.1f} s of CPU, {found['window_hours']:g} window-hours, now {found['window_hours_before']:g}"
    yield Figure("plan: the sample weekday, cold process", wall, "s", SECONDS, detail=detail)
    yield Figure("plan: memory at its most", getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024, "MB", MEGABYTES)


def _cpu() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _hallops(*arguments: object) -> str:
    command = [sys.executable, "-m", "hallops.app.cli", *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False, text=True).stdout
