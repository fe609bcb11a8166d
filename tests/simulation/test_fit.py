"""fit finds what a log was made of."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from hallops.domain.record import TicketRecord
from hallops.domain.rules import HOUR, MINUTE
from simulation.drawing.draw import draw
from simulation.fitting.fit import Fit, fit
from simulation.fitting.level import believed_level
from simulation.fitting.log import WEEKDAYS, log_of
from simulation.fitting.patience import fitted
from simulation.fitting.service_time import longest_credible
from simulation.fitting.shape import cv_of, shape_of
from simulation.scenario.distribution import Distribution, Family
from simulation.scenario.scenario_file import read_scenario
from simulation.scenario.scenario_write import write_scenario
from tests.simulation.made_log import PROFILE, duties_of, lines, made_hall, tickets_of, truth, workdays
from tests.simulation.small import small_scenario

DAYS = workdays(40)
WORKDAYS = WEEKDAYS[:5]


@pytest.fixture(scope="module")
def tickets() -> list[TicketRecord]:
    return tickets_of(truth(), DAYS)


@pytest.fixture(scope="module")
def found(tickets: list[TicketRecord]) -> Fit:
    return fit(log_of(made_hall(), lines(tickets), duties_of(DAYS)))


def test_service_times_have_their_shape_again(found: Fit) -> None:
    lognormal, gamma = found.shape("A"), found.shape("B")
    assert (lognormal.distribution.family, gamma.distribution.family) == (Family.LOGNORMAL, Family.GAMMA)
    assert lognormal.distribution.mean == pytest.approx(6, rel=0.05)
    assert lognormal.distribution.cv == pytest.approx(0.8, rel=0.08)
    assert gamma.distribution.mean == pytest.approx(9, rel=0.05)
    assert gamma.distribution.cv == pytest.approx(0.6, rel=0.08)
    assert min(lognormal.fits or 0, gamma.fits or 0) > 0.05
    assert not found.forgotten


def test_arrivals_and_their_day_factor_are_found(found: Fit) -> None:
    scenario = found.scenario(WORKDAYS)
    assert sum(scenario.services["A"].arrivals) == pytest.approx(sum(PROFILE), rel=0.08)
    assert scenario.services["A"].arrivals == pytest.approx(PROFILE, rel=0.3, abs=1.2)
    assert sum(scenario.services["B"].arrivals) == pytest.approx(sum(PROFILE) / 4, rel=0.1)
    assert scenario.day_factor_cv == pytest.approx(0.15, abs=0.05)
    assert found.arrivals.by_day.p < 0.01
    assert not any(found.arrivals.has_own_shape(day) for day in WORKDAYS)


def test_wrap_up_absence_patience_classes_and_transfers_are_found(found: Fit) -> None:
    service = found.scenario(WORKDAYS).services["A"]
    assert service.wrap_up == pytest.approx(0.5 * MINUTE, rel=0.02)
    assert service.no_show == pytest.approx(0.05, abs=0.012)
    assert service.no_show_time == pytest.approx(1.0 * MINUTE, rel=0.02)
    assert service.transfer["B"] == pytest.approx(0.1, abs=0.02)
    assert service.patience is not None
    assert service.patience.mean == pytest.approx(40, rel=0.15)
    assert found.shares.classes["S"] == pytest.approx(0.2, abs=0.02)


def test_the_scenario_can_be_written_and_read(found: Fit) -> None:
    scenario = found.scenario(WORKDAYS)
    assert read_scenario(write_scenario(scenario).encode()) == scenario
    assert [(w.number, [(p.start, p.end) for p in w.open]) for w in scenario.windows] == [
        (number, [(540, 1020)]) for number in (1, 2, 3)
    ]


def test_days_without_a_factor_are_called_poisson() -> None:
    days = workdays(60)
    plain = replace(truth(), day_factor_cv=0.0)
    arrivals = fit(log_of(made_hall(), lines(tickets_of(plain, days)), None)).arrivals
    assert arrivals.by_day.p > 0.05
    assert arrivals.factor_cv < 0.08


def test_a_weekday_with_a_course_of_its_own_keeps_it() -> None:
    days = workdays(50)
    mondays = [day for day in days if day.weekday() == 0]
    late = truth(A={"arrivals": list(reversed(PROFILE))})
    others = tickets_of(truth(), [day for day in days if day.weekday()])
    arrivals = fit(log_of(made_hall(), lines([*others, *tickets_of(late, mondays, seed=8)]), None)).arrivals
    assert [day for day in WORKDAYS if arrivals.has_own_shape(day)] == ["mon"]
    expected = arrivals.rates(["mon"])[0, 18:34]
    assert np.corrcoef(expected, PROFILE[::-1])[0, 1] > 0.9


def test_a_weekdays_level_is_believed_as_far_as_its_days_go() -> None:
    rng = np.random.default_rng(2)
    alike = [rng.normal(300, 30, 2) for _ in range(5)]
    busy = [rng.normal(mean, 30, 40) for mean in (400, 300, 300, 300, 300)]
    assert believed_level(alike, 0) == pytest.approx(1, abs=0.05)
    assert believed_level(busy, 0) == pytest.approx(400 / 320, rel=0.03)
    assert believed_level([np.array([310.0]), np.array([290.0])], 0) == 1  # no more than Poisson days differ
    assert believed_level([np.array([20.0]), np.array([300.0])], 0) < 0.2
    assert believed_level([np.array([310.0, 350.0])], 0) == 1


def test_forgotten_finishes_are_found_and_spoil_nothing(tickets: list[TicketRecord], found: Fit) -> None:
    spoiled, planted = list(tickets), []
    for number in range(100, len(tickets), 150):
        place = next(n for n in range(number, number + 50) if tickets[n].outcome == "done")
        late = tickets[place]
        start = late.started or 0
        spoiled = [t for t in spoiled if not _overlaps(t, late, start + 4 * HOUR)]
        spoiled[spoiled.index(late)] = replace(late, finished=_next_call(spoiled, late, start + 4 * HOUR))
        planted.append(late.ticket)
    again = fit(log_of(made_hall(), lines(spoiled), duties_of(DAYS)))
    assert len(planted) > 15
    assert [served.ticket for served in again.forgotten] == planted
    assert [spoiled[served.line - 2].ticket for served in again.forgotten] == planted
    assert again.shape("A").distribution.mean == pytest.approx(found.shape("A").distribution.mean, rel=0.03)


def _overlaps(ticket: TicketRecord, late: TicketRecord, until: int) -> bool:
    """Whether the window could not have served it meanwhile."""
    start = ticket.called or 0
    return ticket is not late and ticket.window == late.window and (late.started or 0) <= start < until


def _next_call(tickets: list[TicketRecord], late: TicketRecord, after: int) -> int:
    calls = [t.called for t in tickets if t.window == late.window and t.called is not None and t.called >= after]
    day_end = (late.called or 0) - (late.called or 0) % (24 * HOUR) + 9 * HOUR  # five o'clock in Shanghai
    return min([*calls, max(day_end, after)])


def test_a_long_service_is_no_forgotten_one() -> None:
    times = stats.lognorm(0.8, scale=6 * MINUTE).rvs(2000, random_state=np.random.default_rng(5)).astype(int).tolist()
    limit = longest_credible(times)
    assert sum(time > limit for time in times) <= 1
    assert longest_credible(times[:10]) == float("inf")


def test_pauses_are_seen_in_gaps_where_somebody_waited(tickets: list[TicketRecord]) -> None:
    """Window 1 is away from eleven to twelve while the others go on; nothing but the tickets tells."""
    away = truth()
    first, *others = away.windows
    morning, afternoon = ((540, 660), (720, 1020))
    hours = type(first.open[0])
    away = replace(away, windows=(replace(first, open=(hours(*morning), hours(*afternoon))), *others))
    scenario = fit(log_of(made_hall(), lines(tickets_of(away, DAYS)), None)).scenario(WORKDAYS)
    periods = [(period.start, period.end) for period in scenario.windows[0].open]
    assert len(periods) == 2
    assert periods[0][1] == pytest.approx(660, abs=15)
    assert periods[1][0] == pytest.approx(720, abs=15)
    assert len(scenario.windows[1].open) == 1


def test_without_any_window_those_of_the_hall_file_are_taken(tickets: list[TicketRecord]) -> None:
    found = fit(log_of(made_hall(), lines(replace(ticket, window=None) for ticket in tickets[:400]), None))
    assert found.usual(WORKDAYS) == {}
    assert [window.number for window in found.scenario(WORKDAYS).windows] == [1, 2, 3]


def test_patience_is_censored_by_the_call() -> None:
    rng = np.random.default_rng(3)
    patience, wait = rng.exponential(40, 4000), rng.exponential(15, 4000)
    found = fitted(patience[patience < wait].tolist(), wait[wait <= patience].tolist())
    assert found.distribution is not None
    assert found.distribution.family is Family.EXPONENTIAL
    assert found.distribution.mean == pytest.approx(40, rel=0.06)
    assert patience[patience < wait].mean() < 15  # what those who left waited says nothing of the sort


def test_patience_that_ends_at_about_the_same_time_is_a_weibull() -> None:
    rng = np.random.default_rng(4)
    patience, wait = 30 * rng.weibull(3.0, 4000), rng.exponential(20, 4000)
    found = fitted(patience[patience < wait].tolist(), wait[wait <= patience].tolist()).distribution
    assert found is not None
    assert found.family is Family.WEIBULL
    assert found.mean == pytest.approx(30 * stats.weibull_min(3.0).mean(), rel=0.04)
    assert found.cv == pytest.approx(stats.weibull_min(3.0).std() / stats.weibull_min(3.0).mean(), rel=0.08)


def test_nobody_who_left_means_nothing_is_known_of_patience() -> None:
    assert fitted([], [3.0, 4.0]).distribution is None


def test_what_no_family_fits_is_taken_as_it_was() -> None:
    rng = np.random.default_rng(6)
    times = np.concatenate([rng.normal(3, 0.2, 400), rng.normal(15, 0.5, 400)])
    shape = shape_of(times.tolist(), rng)
    assert shape.distribution.family is Family.EMPIRICAL
    assert shape.fits is not None
    assert shape.fits < 0.05
    assert shape.distribution.mean == pytest.approx(times.mean(), rel=0.001)
    assert cv_of(shape.distribution) == pytest.approx(times.std() / times.mean(), rel=0.02)


@pytest.mark.parametrize("cv", [0.4, 1.0, 1.8])
def test_a_weibull_is_drawn_with_its_mean_and_spread(cv: float) -> None:
    service = {"dist": "weibull", "mean_minutes": 5, "cv": cv}
    scenario = small_scenario(A={"arrivals": 200, "service": service})
    assert scenario.services["A"].service == Distribution(Family.WEIBULL, 5, cv)
    assert read_scenario(write_scenario(scenario).encode()) == scenario
    minutes = draw(scenario, range(40), 1).service_time / MINUTE
    assert minutes.mean() == pytest.approx(5, rel=0.03)
    assert minutes.std() / minutes.mean() == pytest.approx(cv, rel=0.04)


def test_a_service_with_few_tickets_borrows_the_shape_of_all() -> None:
    few = truth(B={"arrivals": 0.02, "service": {"dist": "deterministic", "mean_minutes": 9}}, A={"transfer": {}})
    found = fit(log_of(made_hall(), lines(tickets_of(few, DAYS)), duties_of(DAYS)))
    assert "B" not in found.shapes
    assert found.shape("B") == found.pooled
    assert found.as_dict()["services"]["B"]["pooled"] is True  # type: ignore[index]
