"""Draws: the same days for every staffing, each variate from its own stream, and as the scenario says."""

from dataclasses import replace

import numpy as np
import pytest

from hallops.domain.rules import MINUTE
from hallops.files.problems import Problems
from simulation.drawing.draw import draw
from simulation.drawing.draws import COLUMNS, NONE, Draws
from simulation.drawing.draws_file import read_draws, write_draws
from tests.simulation.random_days import random_day
from tests.simulation.small import small_scenario

HEAD = "day,id,service,class,accessible,arrival_ms,booked_ms,service_ms,patience_ms,no_show,transfer_to,service2_ms\n"


def same(one: Draws, other: Draws) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in (*COLUMNS, "starts"))


def test_a_day_is_the_same_whichever_days_are_drawn_with_it() -> None:
    scenario = random_day(1, minutes=False).scenario
    assert same(draw(scenario, range(5), 7).some(3, 5), draw(scenario, range(3, 5), 7))
    assert not same(draw(scenario, range(2), 7), draw(scenario, range(2), 8))


def test_another_staffing_gets_the_same_customers() -> None:
    scenario = random_day(2, minutes=False).scenario
    fewer = replace(scenario, windows=scenario.windows[:1])
    assert same(draw(scenario, range(3), 1), draw(fewer, range(3), 1))


def test_another_service_time_leaves_arrivals_and_patience_alone() -> None:
    patience = {"patience": {"dist": "exponential", "mean_minutes": 9}}
    slow = {"service": {"dist": "gamma", "mean_minutes": 9, "cv": 2}}
    one, other = (draw(small_scenario(A=patience | more), range(3), 1) for more in ({}, slow))
    assert np.array_equal(one.arrival, other.arrival)
    assert np.array_equal(one.patience, other.patience)
    assert not np.array_equal(one.service_time, other.service_time)


@pytest.mark.parametrize(
    ("shape", "mean", "cv"),
    [
        ({"dist": "lognormal", "mean_minutes": 8, "cv": 0.9}, 8, 0.9),
        ({"dist": "exponential", "mean_minutes": 5}, 5, 1),
        ({"dist": "gamma", "mean_minutes": 6, "cv": 0.5}, 6, 0.5),
        ({"dist": "deterministic", "mean_minutes": 5.5}, 5.5, 0),
        ({"dist": "empirical", "samples": [2, 4]}, 3, 1 / 3),
    ],
)
def test_durations_have_the_mean_and_spread_that_the_scenario_says(
    shape: dict[str, object], mean: float, cv: float
) -> None:
    times = draw(small_scenario(A={"service": shape, "arrivals": 100}), range(200), 3).service_time / MINUTE
    assert times.mean() == pytest.approx(mean, rel=0.02)
    assert times.std() / times.mean() == pytest.approx(cv, rel=0.05, abs=1e-9)


def test_counts_are_poisson_and_a_day_factor_spreads_them() -> None:
    scenario = small_scenario(A={"arrivals": [5, 10, 20, 25]})
    quiet = np.diff(draw(scenario, range(2000), 1).starts)
    wild = np.diff(draw(replace(scenario, day_factor_cv=0.3), range(2000), 1).starts)
    assert quiet.mean() == pytest.approx(60, rel=0.02)
    assert quiet.var() == pytest.approx(60, rel=0.15)
    assert wild.mean() == pytest.approx(60, rel=0.03)
    assert wild.var() == pytest.approx(60 + (0.3 * 60) ** 2, rel=0.15)


def test_walk_ins_follow_the_profile_and_the_last_minutes_bring_nobody() -> None:
    scenario = replace(small_scenario(A={"arrivals": [5, 10, 20, 25]}), last_ticket=15 * MINUTE)
    arrival = draw(scenario, range(1000), 1).arrival
    counts = np.bincount((arrival - 540 * MINUTE) // (30 * MINUTE)) / 1000
    assert counts == pytest.approx([5, 10, 20, 12.5], rel=0.05)
    assert arrival.max() < 645 * MINUTE


def test_bookings_show_up_about_their_time() -> None:
    booked = {"bookings": {"09:30": 3, "10:00": 1}, "show": 0.8, "punctual": {"mean_minutes": -5, "sd_minutes": 6}}
    found = draw(small_scenario(A=booked | {"arrivals": 0}, B=booked), range(1000), 1)
    came = found.booked != NONE
    assert came.sum() == pytest.approx(2 * 4 * 0.8 * 1000, rel=0.02)
    late = (found.arrival - found.booked)[came] / MINUTE
    assert (late.mean(), late.std()) == (pytest.approx(-5, rel=0.05), pytest.approx(6, rel=0.05))


@pytest.mark.parametrize("seed", range(10))
def test_a_draws_file_is_read_back_as_it_was(seed: int) -> None:
    day = random_day(seed, minutes=True)
    assert same(read_draws(write_draws(day.draws).encode(), day.scenario), day.draws)


def test_a_wrong_draws_file_tells_every_line() -> None:
    rows = "0,0,A,normal,0,1,,1,,0,,\n0,2,Z,normal,0,1,,0,,0,A,\n0,1,A,tall,2,,,5,,0,,\n"
    with pytest.raises(Problems) as wrong:
        read_draws((HEAD + rows).encode(), small_scenario(A={}))
    told = [(problem.place.line, problem.place.column, problem.code) for problem in wrong.value.problems]
    assert told == [
        (3, "transfer_to", "transfer_unclear"),
        (3, "service", "unknown_service"),
        (3, "service_ms", "out_of_range"),
        (3, "id", "ids_not_in_order"),
        (4, "class", "unknown_class"),
        (4, "accessible", "out_of_range"),
        (4, "arrival_ms", "empty"),
    ]
