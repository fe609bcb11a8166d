"""Weights of the days of a search: they bring the work that is expected, and no day more than its share of luck."""

import numpy as np
import pytest

from simulation.drawing.draw import draw
from simulation.planning.weights import day_weights
from tests.simulation.small import small_scenario


def test_weighted_days_bring_the_expected_work() -> None:
    scenario = small_scenario(A={"arrivals": [10, 20, 5, 5]})
    draws = draw(scenario, range(200), 3)
    weights = day_weights(scenario, [draws.some(0, 50), draws.some(50, 200)])
    assert weights is not None
    first = draws.joined < 600 * 60_000
    work = np.bincount(draws.day[first], weights=draws.service_time[first] / 60_000, minlength=200)
    assert weights.sum() == pytest.approx(1)
    assert weights @ work == pytest.approx(30 * 4)
    assert work.mean() != pytest.approx(30 * 4, rel=1e-4)  # these days alone do not


def test_few_days_count_alike() -> None:
    scenario = small_scenario(A={})
    assert day_weights(scenario, [draw(scenario, range(10), 3)]) is None
