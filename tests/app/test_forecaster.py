"""The process that makes forecasts: it answers, is begun anew when it dies, and goes with whoever began it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hallops.app.forecaster import Forecaster
from hallops.services.questions import question_of
from simulation.now.foresee import foresee
from simulation.now.queue import Question
from tests.domain.halls import at
from tests.services.showing import morning

WAIT = 100.0

ORPHAN = """
import os, sys
from hallops.app.forecaster import Forecaster
from tests.app.test_forecaster import question
if __name__ == "__main__":
    forecaster = Forecaster()
    forecaster.ask(question()).result(100)
    print(forecaster.process, flush=True)
    sys.stdin.read()
"""


def question() -> Question:
    found = question_of(morning().day, None, at("09:05"))
    assert found is not None
    return found


@pytest.fixture
def forecaster() -> Iterator[Forecaster]:
    begun = Forecaster()
    yield begun
    begun.close()


def is_alive(process: int) -> bool:
    """A child that ended and was not waited for is none."""
    stat = Path(f"/proc/{process}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def until_gone(process: int) -> bool:
    end = time.monotonic() + 60
    while is_alive(process) and time.monotonic() < end:
        time.sleep(0.05)
    return not is_alive(process)


@pytest.mark.slow
def test_it_answers_as_the_forecast_itself_does_from_another_process(forecaster: Forecaster) -> None:
    asked = question()
    assert forecaster.ask(asked).result(WAIT) == foresee(asked)
    assert forecaster.process not in {None, os.getpid()}


@pytest.mark.slow
def test_one_that_died_is_begun_anew(forecaster: Forecaster) -> None:
    asked = question()
    first = forecaster.ask(asked).result(WAIT)
    died = forecaster.process
    assert died is not None
    os.kill(died, signal.SIGKILL)
    with pytest.raises((EOFError, OSError)):
        forecaster.ask(asked).result(WAIT)
    assert forecaster.ask(asked).result(WAIT) == first
    assert forecaster.process != died


@pytest.mark.slow
def test_it_is_gone_when_its_hub_was_killed() -> None:
    command = [sys.executable, "-c", ORPHAN]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as hub:
        assert hub.stdout is not None
        process = int(hub.stdout.readline())
        assert is_alive(process)
        hub.kill()
        assert until_gone(process)


def test_the_hub_loads_neither_the_compiler_nor_its_arrays() -> None:
    """Its start is short, and its memory small."""
    code = "import sys, hallops.app.hub; print([name for name in ('numba', 'numpy', 'simpy') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
