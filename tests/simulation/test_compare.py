"""Comparing: nothing differs from itself, and a difference that is known lies in its interval as often as said."""

from dataclasses import replace

import numpy as np
import pytest

from hallops.domain.rules import MINUTE
from simulation.analytic.erlang import ErlangC
from simulation.comparing.comparison import compare, same_people
from simulation.comparing.day_sums import DaySums, add_up, joined_days, play_days
from simulation.comparing.figures import FIGURES, P90, Ratio
from simulation.drawing.draw import draw
from simulation.kernel.run import simulate_fast
from simulation.outcome.outcome import outcome_of
from simulation.run import Engine
from simulation.scenario.scenario import Scenario
from tests.simulation.random_days import random_day
from tests.simulation.small import Plain, read, small_scenario

KERNEL = Engine.KERNEL


@pytest.mark.parametrize("seed", range(8))
def test_sums_of_days_are_the_outcome_of_the_same_days(seed: int) -> None:
    day = random_day(seed, minutes=False)
    paths = simulate_fast(day.scenario, day.draws)
    sums, found = add_up(day.scenario, day.draws, paths), outcome_of(day.scenario, day.draws, paths)
    figures = {name: figure.of(sums.total) for name, figure in FIGURES.items()}
    in_minutes = (found.total.mean.value, found.total.mean.half_width)
    assert figures["share_within_target"] == found.total.within
    for mine, its in zip(
        (figures["mean_wait_minutes"].value, figures["mean_wait_minutes"].half_width), in_minutes, strict=True
    ):
        assert (mine is None) == (its is None)
        assert mine is None or its is None or mine == pytest.approx(its / MINUTE)
    spread = found.total.figures.waiting.spread
    assert figures["p90_wait_minutes"].value == (None if spread.p90 is None else spread.p90 / MINUTE)
    assert int(sums.total.tickets.sum()) == found.total.figures.outcomes.issued
    assert (int(sums.total.busy.sum()), int(sums.total.open.sum())) == (
        found.window_time.total.hits,
        found.window_time.total.n,
    )
    assert {code: int(its.tickets.sum()) for code, its in sums.services.items() if its.tickets.any()} == {
        code: cell.figures.outcomes.issued for code, cell in found.services.items()
    }


def test_days_played_in_parts_are_the_days_played_at_once() -> None:
    scenario = small_scenario(A={"arrivals": 7}, B={"arrivals": 3})
    whole = play_days(scenario, range(30), 4, KERNEL)
    parts = joined_days([play_days(scenario, days, 4, KERNEL) for days in (range(11), range(11, 30))])
    for one, other in ((whole.total, parts.total), (whole.services["B"], parts.services["B"])):
        for column in DaySums.__dataclass_fields__:
            assert np.array_equal(getattr(one, column), getattr(other, column))


def test_a_scenario_differs_from_itself_by_exactly_nothing() -> None:
    scenario = small_scenario(
        A={"arrivals": 8}, B={"arrivals": 6, "patience": {"dist": "exponential", "mean_minutes": 9}}
    )
    found = compare({"one": scenario, "other": scenario}, 40, 3, KERNEL)
    assert found.compared[1].same_people
    differences = [found.compared[1].differences, *(its for _, its in found.compared[1].services.values())]
    for each in differences:
        assert {(interval.value, interval.half_width) for interval in each.values()} == {(0.0, 0.0)}
    assert all(
        interval.half_width is not None and interval.half_width >= 0 for interval in found.compared[0].figures.values()
    )


def test_a_difference_of_the_same_people_is_known_better_than_its_parts() -> None:
    one = small_scenario(A={"arrivals": 5})
    two = replace(one, windows=(*one.windows, replace(one.windows[0], number=2)))
    found = compare({"one": one, "two": two}, 60, 1, KERNEL).compared[1]
    assert found.same_people
    for name in ("mean_wait_minutes", "share_within_target", "window_hours"):
        value, half = found.differences[name].value, found.differences[name].half_width
        assert value is not None
        assert half is not None
        assert half < abs(value)
    assert found.differences["tickets_a_day"].value == 0
    assert found.differences["window_hours"].value == pytest.approx(2, abs=0.5)


def test_scenarios_with_other_services_are_compared_on_the_common_ones() -> None:
    both = small_scenario(A={"arrivals": 8}, B={"arrivals": 6})
    only = small_scenario(A={"arrivals": 8})
    found = compare({"both": both, "only": only}, 20, 1, KERNEL)
    assert found.common == ("A",)
    assert [each.own_services for each in found.compared] == [("B",), ()]
    assert [each.same_people for each in found.compared] == [True, False]
    assert set(found.compared[1].services) == {"A"}
    assert "utilisation" not in found.compared[1].services["A"][0]


def test_who_comes_is_the_same_where_only_the_windows_differ() -> None:
    one = small_scenario(A={"arrivals": 8}, B={"arrivals": 6})
    closed = replace(one, windows=one.windows[:1])
    later = replace(one, services={**one.services, "A": replace(one.services["A"], arrivals=(1.0, 2.0, 3.0, 4.0))})
    drawn = [draw(scenario, range(5), 2) for scenario in (one, closed, later)]
    assert same_people(drawn[0], drawn[1])
    assert not same_people(drawn[0], drawn[2])


def test_one_day_has_no_interval_and_nobody_no_figures() -> None:
    scenario = small_scenario(A={"arrivals": 0})
    found = compare({"one": scenario, "two": scenario}, 1, 1, KERNEL).compared[1]
    assert found.figures["mean_wait_minutes"].value is None
    assert found.figures["p90_wait_minutes"].value is None
    assert found.differences["p90_wait_minutes"].value is None
    assert found.figures["tickets_a_day"].half_width is None


def test_progress_counts_the_days_of_all_scenarios() -> None:
    scenario, told = small_scenario(A={}), list[int]()
    compare({"one": scenario, "two": scenario}, 150, 1, KERNEL, told.append)
    assert told == [100, 200, 250, 300]


def queue(windows: int) -> Scenario:
    """Four arrivals a minute, eight services a minute and window, for eight hours: M/M/c."""
    day = [["09:00", "17:00"]]
    plain: Plain = {
        "schema": "hallops-scenario/1",
        "interval_minutes": 60,
        "hours": day,
        "services": {
            "A": {"target_minutes": 0.1, "arrivals": 240, "service": {"dist": "exponential", "mean_minutes": 0.125}}
        },
        "windows": [{"window": number, "rank": {"A": 1}, "open": day} for number in range(1, windows + 1)],
    }
    return read(plain)


@pytest.mark.slow
def test_the_interval_of_a_known_difference_covers_it_as_often_as_it_says() -> None:
    """30 samples of 15 days: fewer than 25 have a chance of 0.003; the exact values are Erlang's."""
    one, two = ErlangC(4.0, 8.0, 1), ErlangC(4.0, 8.0, 2)  # a minute
    exact = {
        "mean_wait_minutes": two.mean_wait - one.mean_wait,
        "share_within_target": one.waits_longer(0.1) - two.waits_longer(0.1),
    }
    covered = dict.fromkeys(exact, 0)
    widths = dict.fromkeys(exact, 0.0)
    scenarios = {"one": queue(1), "two": queue(2)}
    for seed in range(30):
        found = compare(scenarios, 15, seed, KERNEL).compared[1].differences
        for name, truth in exact.items():
            value, half = found[name].value, found[name].half_width
            assert value is not None
            assert half is not None
            covered[name] += abs(value - truth) <= half
            widths[name] += half / 30
    assert all(count >= 25 for count in covered.values()), covered
    assert widths["share_within_target"] < 0.02
    assert widths["mean_wait_minutes"] < 0.1 * abs(exact["mean_wait_minutes"])


def test_the_interval_of_a_quantile_covers_it_as_often_as_it_says() -> None:
    """Waits drawn without a hall: days whose waits share a level, so that a ticket is no observation of its own."""
    stream = np.random.default_rng(5)
    figure, covered = P90(), 0
    level = stream.normal(0, 1, (400, 100, 1))
    truth = np.quantile(10 + stream.normal(0, 1, 400_000) + stream.normal(0, 2, 400_000), 0.9)
    for sample in range(400):
        waits = np.rint((10 + level[sample] + stream.normal(0, 2, (100, 50))) * MINUTE).astype(np.int64)
        nothing = np.zeros(100, np.int64)
        served = np.full(100, 50, np.int64)
        found = figure.of(DaySums(served, served, nothing, nothing, nothing, nothing, nothing, waits.ravel()))
        assert found.value is not None
        assert found.half_width is not None
        covered += bool(abs(found.value - truth) <= found.half_width)
    assert 362 <= covered <= 397  # binomial, 400 at 0.95: 1 in 1,000 lie outside


def test_the_difference_of_ratios_has_the_interval_of_paired_days() -> None:
    """With equal counts a ratio is a mean, and the interval that of the differences a day."""
    counts = np.array([10, 10, 10, 10])
    nothing = np.zeros(4, np.int64)

    def days(waits: list[int]) -> DaySums:
        return DaySums(counts, counts, nothing, np.array(waits), nothing, nothing, nothing, nothing)

    figure = Ratio(lambda sums: sums.waits, lambda sums: sums.served)
    found = figure.difference(days([10, 20, 30, 40]), days([13, 22, 31, 48]))
    apart = np.array([3, 2, 1, 8]) / 10
    assert found.value == pytest.approx(apart.mean())
    assert found.half_width == pytest.approx(3.182446 * apart.std(ddof=1) / 2, rel=2e-3)
