"""A backtest says how far off a fit is: nothing much where it is right, and how much where the world has changed."""

from datetime import date, timedelta

import pytest

from hallops.domain.rules import MINUTE
from simulation.backtesting.backtest import Backtest, Trials, backtest
from simulation.fitting.log import Log, log_of
from simulation.run import Engine
from tests.outside import outside_file
from tests.simulation.made_log import duties_of, lines, made_hall, tickets_of, truth, workdays
from tests.simulation.mva_log import mva_hall, mva_tickets

DAYS = workdays(50)
LEARNT, LATER = DAYS[:30], DAYS[30:]
TRIALS = Trials(Engine.KERNEL, runs=100)


def _log(pace: float) -> Log:
    """The later days' services take so many times as long."""
    slow = {
        "A": {"service": {"dist": "lognormal", "mean_minutes": 6 * pace, "cv": 0.8}},
        "B": {"service": {"dist": "gamma", "mean_minutes": 9 * pace, "cv": 0.6}},
    }
    tickets = [*tickets_of(truth(), LEARNT), *tickets_of(truth(**slow), LATER, seed=11)]
    return log_of(made_hall(), lines(tickets), duties_of(DAYS))


@pytest.fixture(scope="module")
def right() -> Backtest:
    return backtest(_log(1.0), LEARNT[-1], TRIALS)


@pytest.mark.slow
def test_a_hall_that_stays_as_it_was_is_met(right: Backtest) -> None:
    calibration = right.calibration
    assert calibration is not None
    assert [score.day for score in right.scores] == LATER
    assert calibration.wait.is_inside
    assert abs(calibration.error or 1) < 0.25


def test_intervals_hold_what_they_promise(right: Backtest) -> None:
    """19 of 20 days on average; fewer than 15 of 20 would happen once in two thousand times."""
    calibration = right.calibration
    assert calibration is not None
    assert calibration.mean_inside >= 15
    assert calibration.p90_inside >= 15


@pytest.mark.slow
def test_a_hall_that_got_slower_by_a_fifth_is_told() -> None:
    calibration = backtest(_log(1.2), LEARNT[-1], TRIALS).calibration
    assert calibration is not None
    assert not calibration.wait.is_inside
    assert calibration.wait.real > calibration.wait.high
    assert (calibration.error or 0) < -0.25


def test_a_day_without_windows_is_not_simulated() -> None:
    later = LATER[:2]
    tickets = [*tickets_of(truth(), LEARNT), *tickets_of(truth(), later, seed=11)]
    log = log_of(made_hall(), lines(tickets), duties_of([*LEARNT, later[0]]))
    watched: list[tuple[int, int]] = []
    found = backtest(log, LEARNT[-1], TRIALS, lambda done, whole: watched.append((done, whole)))
    assert [score.day for score in found.scores] == later[:1]
    assert found.skipped == (later[1],)
    assert watched == [(1, 2), (2, 2)]


def test_windows_are_those_of_the_day() -> None:
    """One day of the two has a single window, and so the wait that was to be expected of it."""
    later = LATER[:2]
    tickets = [*tickets_of(truth(), LEARNT), *tickets_of(truth(), later, seed=11)]
    duties = [duty for duty in duties_of([*LEARNT, *later]) if duty.window == 2 or duty.since < _after(later[0])]
    first, second = backtest(log_of(made_hall(), lines(tickets), duties), LEARNT[-1], TRIALS).scores
    assert second.mean.low > first.mean.high


def _after(day: date) -> int:
    return next(duty.since for duty in duties_of([day])) + 12 * 60 * MINUTE


@pytest.mark.slow
def test_a_foreign_log_is_fitted_and_tried() -> None:
    """An office of the Maryland vehicle administration: three weeks learnt, the days after them simulated."""
    services = ("DriverLicenseRenewal", "LearnersPermit")
    tickets = mva_tickets(outside_file("mva_maryland_2017.csv.gz"), "Largo", services)
    log = log_of(mva_hall(len(services)), lines(tickets), None)
    until = log.days[0].day + timedelta(days=20)
    found = backtest(log, until, TRIALS)
    calibration = found.calibration
    assert calibration is not None
    assert calibration.days >= 5
    assert not found.skipped
    assert calibration.error is not None
    assert -0.5 < calibration.error < 2.0  # of such a coarse reading no more can be asked
    assert 2 * calibration.p90_inside >= calibration.days
