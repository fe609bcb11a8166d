"""Weights of simulated days, by which their mean work of each hour is the expected one.

A thousand days may happen to bring two percent fewer people at 16:30 than come in the long run. A search would find
just that and save a window there. The expected work is known, so the days are weighted, each a little, until they show
it (regression, or calibration, of survey statistics: w = 1/n + X (X'X)^-1 (expected - mean)).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hallops.domain.rules import MINUTE
from simulation.drawing.draws import Draws
from simulation.scenario.scenario import Scenario

Floats = NDArray[np.float64]
HOUR = 60  # minutes
DAYS_EACH = 20  # days for each hour at the least, or the weights would be guesses


def day_weights(scenario: Scenario, drawn: Sequence[Draws]) -> Floats | None:
    """One a day, adding up to 1; None for days too few to be weighted."""
    work = np.concatenate([_work(scenario, draws) for draws in drawn])
    expected = _expected(scenario)
    known = expected > 0
    if len(work) < DAYS_EACH * known.sum() or not known.any():
        return None
    apart = (work - work.mean(axis=0))[:, known]
    lacks = (expected - work.mean(axis=0))[known]
    return np.asarray(1 / len(work) + apart @ np.linalg.lstsq(apart.T @ apart, lacks, rcond=None)[0])


def _work(scenario: Scenario, draws: Draws) -> Floats:
    """Minutes of service that join in each hour, by day; who comes out of hours is in the first or the last."""
    hours = _hours(scenario)
    hour = np.clip((draws.joined // MINUTE - scenario.opening) // HOUR, 0, hours - 1)
    found = np.bincount(draws.day * hours + hour, weights=draws.service_time / MINUTE, minlength=draws.days * hours)
    return np.asarray(found.reshape(draws.days, hours), np.float64)


def _expected(scenario: Scenario) -> Floats:
    """The same in the long run; bookings join about their time."""
    found = np.zeros(_hours(scenario))
    doors_close = scenario.closing - scenario.last_ticket // MINUTE
    for service in scenario.services.values():
        for number, rate in enumerate(service.arrivals):
            start = scenario.opening + number * scenario.interval
            for minute in range(start, min(start + scenario.interval, doors_close)):
                found[(minute - scenario.opening) // HOUR] += rate / scenario.interval * service.service.mean
        booked = service.bookings
        for minute, count in (booked.booked if booked else {}).items():
            place = min((minute - scenario.opening) // HOUR, len(found) - 1)
            found[place] += count * (booked.show if booked else 0) * service.service.mean
    return found


def _hours(scenario: Scenario) -> int:
    return -(-(scenario.closing - scenario.opening) // HOUR)
