"""A hurrying clock: it stands, runs through its hours, jumps the night, and goes on in real time."""

import time

import pytest

from hallops.app.clocks import FastClock
from hallops.domain.day_plan import Stretch
from hallops.domain.rules import HOUR, MINUTE

DAYS = (Stretch(0, 10 * HOUR), Stretch(24 * HOUR, 34 * HOUR))
HURRIED = 60.0


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds of the machine's clock, which the test sets."""
    seconds = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: seconds[0])
    return seconds


def test_it_stands_until_it_begins(begun: list[float]) -> None:
    clock = FastClock(DAYS, HURRIED)
    assert (clock.now(), clock.pace()) == (0, 0)
    assert clock.delay(MINUTE) > 0
    clock.begin(begun[0])
    begun[0] += 1
    assert (clock.now(), clock.pace(), clock.seconds()) == (MINUTE, HURRIED, 60)


def test_a_minute_of_the_hall_is_a_second(begun: list[float]) -> None:
    clock = FastClock(DAYS, HURRIED, begun[0])
    begun[0] += 120
    assert clock.now() == 2 * HOUR
    assert clock.delay(3 * HOUR) == 60
    assert clock.delay(HOUR) == 0


def test_the_night_takes_no_time(begun: list[float]) -> None:
    clock = FastClock(DAYS, HURRIED, begun[0])
    assert clock.delay(25 * HOUR) == 11 * 60
    begun[0] += 10 * 60
    assert clock.now() == 24 * HOUR
    begun[0] += 60
    assert clock.now() == 25 * HOUR


def test_after_the_last_day_it_goes_on_in_real_time(begun: list[float]) -> None:
    clock = FastClock(DAYS, HURRIED, begun[0])
    assert clock.delay(34 * HOUR + MINUTE) == 20 * 60 + 60
    begun[0] += 20 * 60 + 5
    assert (clock.now(), clock.pace()) == (34 * HOUR + 5000, 1)


def test_processes_that_know_when_it_began_see_one_time(begun: list[float]) -> None:
    first, second = FastClock(DAYS, HURRIED, begun[0]), FastClock(DAYS, HURRIED, begun[0])
    begun[0] += 7
    assert first.now() == second.now()
