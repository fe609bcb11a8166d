"""Figures from the kernel's arrays are those that hallops.measures finds in the reference's events."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest

from hallops.domain.recording import ticket_records
from hallops.measures.figures import Figures
from hallops.measures.grouping import grouped, keys
from hallops.measures.reading import readings
from simulation.kernel.run import simulate_fast
from simulation.outcome.intervals import ratio, student
from simulation.outcome.outcome import clock_of, outcome_of
from simulation.reference.run import play_all
from tests.simulation.random_days import random_day

UTC = ZoneInfo("UTC")


@pytest.mark.parametrize("seed", range(12))
def test_kernel_and_measures_count_alike(seed: int) -> None:
    day = random_day(seed, minutes=False)
    found = outcome_of(day.scenario, day.draws, simulate_fast(day.scenario, day.draws))
    records = [record for played in play_all(day.scenario, day.draws) for record in ticket_records(played.day)]
    read = readings(records, {code: service.target for code, service in day.scenario.services.items()})
    assert found.total.figures == Figures.of(read)
    by_service = grouped(read, keys(UTC)["service"])
    assert {code: cell.figures for code, cell in found.services.items()} == {
        code: Figures.of(tickets) for code, tickets in by_service.items()
    }
    by_half_hour = grouped(read, keys(UTC)["half_hour"])
    assert {clock_of(half): cell.figures for half, cell in found.half_hours.items()} == {
        half: Figures.of(tickets) for half, tickets in by_half_hour.items()
    }
    assert sum(cell.figures.outcomes.issued for cell in found.cells.values()) == len(records)


@pytest.mark.parametrize("seed", range(6))
def test_windows_are_busy_for_as_long_as_their_duties_had_visitors(seed: int) -> None:
    day = random_day(seed, minutes=False)
    paths = simulate_fast(day.scenario, day.draws)
    found = outcome_of(day.scenario, day.draws, paths).window_time
    wrap_up = [service.wrap_up for service in day.scenario.services.values()]
    busy = 0
    for played in play_all(day.scenario, day.draws):
        for ticket in played.day.tickets.values():
            if ticket.called is not None and ticket.ended is not None:
                extra = wrap_up[list(day.scenario.services).index(ticket.service)] if ticket.started is not None else 0
                busy += ticket.ended - ticket.called + extra
    assert found.total.hits == busy
    assert found.total.n >= busy


def test_a_queue_is_looked_at_every_five_minutes() -> None:
    day = random_day(3, minutes=True)
    found = outcome_of(day.scenario, day.draws, simulate_fast(day.scenario, day.draws))
    longest = max(quantiles["longest"] for quantiles in found.queue.values())
    assert 0 < longest <= day.draws.customers
    assert all(q["median"] <= q["p90"] <= q["longest"] for q in found.queue.values())


def test_an_interval_is_as_wide_as_student_says() -> None:
    exact = {1: 12.7062, 2: 4.30265, 3: 3.18245, 5: 2.57058, 10: 2.22814, 30: 2.04227, 1000: 1.96234}
    assert {freedom: round(student(freedom), 2) for freedom in exact} == {f: round(t, 2) for f, t in exact.items()}


def test_days_of_equal_size_have_the_interval_of_their_means() -> None:
    totals, counts = np.array([10, 20, 30, 40]), np.array([10, 10, 10, 10])
    found = ratio(totals, counts)
    means = totals / 10
    assert found.value == 2.5
    assert found.half_width == pytest.approx(student(3) * means.std(ddof=1) / 2)


def test_one_day_has_no_interval_and_nobody_has_no_mean() -> None:
    assert ratio(np.array([7]), np.array([2])).half_width is None
    assert ratio(np.array([0]), np.array([0])).value is None
