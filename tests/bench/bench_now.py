"""The forecast of the sample hall at a busy moment: 500 replications of two hours, compiled before it counts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hallops.domain.commands import CallNext, Issue, SignIn
from hallops.files.hall_file import read_hall
from hallops.files.sample import HALL
from hallops.services.questions import question_of
from simulation.now.foresee import foresee
from simulation.now.now import simulate_now
from tests.bench.figure import Figure
from tests.bench.spent import spending
from tests.domain.halls import Scene, at

BAR = 0.5  # seconds
PEOPLE = 60
CLOCK = "10:45"


def busy() -> Scene:
    """Nine windows at work, and a good fifty people who wait."""
    described = read_hall(HALL.read_bytes())
    scene = Scene(described.hall)
    windows = [window.number for window in described.hall.windows.values() if not window.tidal]
    for number, staff in zip(windows, described.hall.staff, strict=False):
        scene.do(SignIn(staff, str(number), staff), "08:50")
    codes = "AAABBCDEFGHJKL"
    for number in range(PEOPLE):
        scene.do(Issue("D1", codes[number % len(codes)]), f"10:{10 + number // 2:02d}")
    for number in windows:
        scene.do(CallNext("S", number), "10:42")
    return scene


def measure(_folder: Path, rounds: int) -> Iterator[Figure]:
    scene, demand = busy(), read_hall(HALL.read_bytes()).demand
    question = question_of(scene.day, demand, at(CLOCK))
    assert question is not None
    simulate_now(question.queue, question.outlook)
    taking = _cpu(lambda: question_of(scene.day, demand, at(CLOCK)), rounds)
    forecast = _cpu(lambda: simulate_now(question.queue, question.outlook), rounds)
    advised = _cpu(lambda: foresee(question), rounds)
    detail = f"CPU, best of {rounds}; {len(question.queue.visitors)} people in the hall"
    yield Figure("simulate_now, 500 replications of two hours, warm", forecast, "s", BAR, detail=detail)
    yield Figure("the same with what would help", advised, "s", detail="CPU, in a process beside the hub's")
    yield Figure("the hall's day taken for it", taking * 1000, "ms", detail="CPU, in the keeper's thread")


def _cpu(work: Callable[[], Any], rounds: int) -> float:
    found = []
    for _ in range(rounds):
        with spending() as spent:
            work()
        found.append(spent.cpu)
    return min(found)
