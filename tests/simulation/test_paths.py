"""Three programs play the same drawn days, the reference, the kernel and a replay of the files: every path is equal."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

import numpy as np
import pytest

from simulation.drawing.draws_file import write_draws
from simulation.kernel.play import play
from simulation.kernel.run import simulate_fast
from simulation.kernel.tables import given, tables
from simulation.paths import Paths
from simulation.paths_file import write_paths
from simulation.reference import turns
from simulation.reference.run import simulate_reference
from tests.simulation.random_days import RandomDay, random_day
from tests.simulation.replay import replay

SCENARIOS = 130  # on ms ticks, and as many on minutes
OFTEN = 500
FEATURES = (
    "overflow call",
    "next_call pass-over",
    "early booking",
    "left",
    "no_show",
    "transfer",
    "tie",
    "closing while busy",
    "served out",
    "expired",
    "accessible need",
    "open",
)


def random_days() -> Iterator[RandomDay]:
    for seed in range(SCENARIOS):
        yield random_day(seed, minutes=False)
        yield random_day(10_000 + seed, minutes=True)


def lines(text: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(StringIO(text))][1:]


@pytest.mark.slow
def test_all_three_play_every_day_alike_and_the_days_hold_every_feature_often() -> None:
    seen: Counter[str] = Counter()
    for number, day in enumerate(random_days()):
        reference = simulate_reference(day.scenario, day.draws)
        kernel = simulate_fast(day.scenario, day.draws)
        assert reference.same_as(kernel), number
        drawn = list(csv.DictReader(StringIO(write_draws(day.draws))))
        assert replay(day.plain, drawn, seen) == lines(write_paths(day.draws, kernel)), number
    assert {feature: seen[feature] for feature in FEATURES if seen[feature] < OFTEN} == {}


def differ(seeds: range, *, minutes: bool) -> int:
    """In how many scenarios reference and kernel disagree."""
    days = [random_day(seed, minutes=minutes) for seed in seeds]
    return sum(not simulate_reference(d.scenario, d.draws).same_as(simulate_fast(d.scenario, d.draws)) for d in days)


def test_a_reference_that_lets_people_in_before_it_frees_windows_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    right, kinds = turns.priority, turns.Turn
    swapped = {kind: kind for kind in kinds} | {kinds.FREES: kinds.JOINS, kinds.JOINS: kinds.FREES}
    monkeypatch.setattr(turns, "priority", lambda kind, number: right(swapped[kind], number))
    assert differ(range(10), minutes=True) >= 5


def test_a_reference_that_takes_the_greater_number_first_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    right = turns.priority
    monkeypatch.setattr(turns, "priority", lambda kind, number: right(kind, turns.NUMBERS - 1 - number))
    assert differ(range(10), minutes=True) >= 5


def test_a_kernel_that_lets_people_in_before_it_frees_windows_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel in plain Python, whose order can be changed while it runs."""
    plain = getattr(play, "py_func", play)
    wrong = 0
    for seed in range(10):
        day = random_day(seed, minutes=True)
        if day.scenario.carry_over:
            continue
        run = tables(day.scenario, given(day.draws, carry_over=False))
        with monkeypatch.context() as patch:
            patch.setattr("simulation.kernel.play.FREES", 3)
            patch.setattr("simulation.kernel.play.JOINS", 1)
            plain(run, 0, day.draws.customers)
        wrong += not np.array_equal(run.tickets[::2, 1], simulate_fast(day.scenario, day.draws).called[:, 0])
    assert wrong >= 5


def test_on_ms_ticks_a_wrong_order_hardly_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why the days on minutes are there: times in ms seldom meet by chance."""
    right = turns.priority
    monkeypatch.setattr(turns, "priority", lambda kind, number: right(kind, turns.NUMBERS - 1 - number))
    assert differ(range(20, 26), minutes=False) < differ(range(20, 26), minutes=True)


def test_paths_that_differ_in_one_cell_are_not_the_same() -> None:
    day = random_day(1, minutes=False)
    paths = simulate_fast(day.scenario, day.draws)
    other = Paths(*(column.copy() for column in paths.columns()))
    assert paths.same_as(other)
    other.window[-1, 0] += 1
    assert not paths.same_as(other)
