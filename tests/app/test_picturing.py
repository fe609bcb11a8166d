"""Pictures get the numbers of the table."""

import pytest

from hallops.app.planner.picturing import need, queue, use, waits
from hallops.domain.rules import MINUTE
from simulation.analytic.offered_load import offered_load
from simulation.outcome.outcome import Result, outcome_of
from simulation.run import Engine, simulate
from tests.simulation.small import read, small_plain


@pytest.fixture(scope="module")
def result() -> Result:
    plain = small_plain(A={"arrivals": 6, "target_minutes": 12}, B={"arrivals": 2})
    plain["hours"] = [["09:00", "10:00"], ["11:00", "12:30"]]
    for service in plain["services"].values():
        service["arrivals"] = [service["arrivals"]] * 2 + [0, 0] + [service["arrivals"]] * 3
    plain["windows"][0]["open"] = [["09:00", "10:00"], ["11:00", "12:30"]]
    plain["windows"][1]["open"] = [["09:15", "10:00"]]
    scenario = read(plain)
    return outcome_of(scenario, *simulate(scenario, 40, 1, Engine.KERNEL))


def test_waits_are_those_of_the_half_hours(result: Result) -> None:
    found = waits(result)
    assert found.edges == [540, 570, 600, 630, 660, 690, 720, 750]
    for place, edge in enumerate(found.edges[:-1]):
        cell = result.half_hours.get(edge // 30)
        spread = None if cell is None else cell.figures.waiting.spread
        wanted = None if spread is None or spread.p90 is None else spread.p90 / MINUTE
        assert found.p90[place] == wanted
    assert found.p90[2] is None
    assert list(found.targets) == [12, 10]


def test_need_is_the_offered_load_and_open_the_windows_of_each_interval(result: Result) -> None:
    found = need(result.scenario)
    assert list(found.work) == offered_load(result.scenario)
    assert list(found.open) == [1.5, 2, 0, 0, 1, 1, 1]
    assert list(found.edges) == [540, 570, 600, 630, 660, 690, 720, 750]


def test_use_is_busy_by_open_time_where_a_window_is_planned(result: Result) -> None:
    found = use(result)
    assert list(found.windows) == [1, 2]
    time = result.window_time
    for place, cells in enumerate(found.percent):
        for edge, cell in zip(found.edges, cells, strict=False):
            half = edge // 30
            if cell is not None:
                assert cell == pytest.approx(100 * time.busy[place, half] / time.open[place, half])
    closed = [[cell is None for cell in cells] for cells in found.percent]
    assert closed == [[False, False, True, True, False, False, False], [False, False, True, True, True, True, True]]


def test_the_queue_is_that_of_the_outcome(result: Result) -> None:
    found = queue(result)
    for place, edge in enumerate(found.edges[:-1]):
        quantiles = result.queue[edge // 30]
        assert (found.median[place], found.p90[place], found.longest[place]) == tuple(quantiles.values())
