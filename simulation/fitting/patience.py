"""How long people wait before they give up. Of those who were called it is only known that they had not given up yet:
their patience is censored at their wait. Leaving them out would make people look far more impatient than they are.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from hallops.domain.rules import MINUTE
from hallops.domain.ticket import State
from simulation.fitting.log import Log, Logged
from simulation.fitting.shape import DIGITS, LEAST
from simulation.scenario.demand_file import WEEK
from simulation.scenario.distribution import Distribution, Family

FEWEST = 20  # who gave up, for a shape with two parameters


@dataclass(frozen=True, slots=True)
class Patience:
    """None where nobody was seen to give up."""

    left: int
    stayed: int
    distribution: Distribution | None
    unknown: int = 0  # gave up at a time that is not known

    def as_dict(self) -> dict[str, object]:
        shape = self.distribution
        return {
            "left": self.left,
            "stayed": self.stayed,
            "unknown": self.unknown,
            "dist": None if shape is None else shape.family.value,
            "mean_minutes": None if shape is None else shape.mean_minutes,
            "cv": None if shape is None else (1.0 if shape.family is Family.EXPONENTIAL else shape.cv),
        }


def patience_of(log: Log) -> Patience:
    """Of walk-ins of all services: few give up, and what they wait for hardly changes how long they would."""
    walk_ins = [logged for day in log.days for logged in day.first_legs if logged.ticket.booked is None]
    gone = [logged for logged in walk_ins if logged.ticket.outcome == State.LEFT]
    left = [_waited(logged) for logged in gone if logged.ticket.finished is not None]
    stayed = [_waited(logged) for logged in walk_ins if logged.ticket.outcome != State.LEFT]
    return fitted(left, [wait for wait in stayed if wait > 0], unknown=len(gone) - len(left))


def fitted(left: list[float], stayed: list[float], unknown: int = 0) -> Patience:
    """Exponential or Weibull by AIC, from waits in minutes of those who gave up and of those who did not."""
    if not left:
        return Patience(0, len(stayed), None, unknown)
    given_up = np.maximum(left, LEAST)
    mean = float(given_up.sum() + sum(stayed)) / len(left)  # the likelihood's own maximum
    exponential = Distribution(Family.EXPONENTIAL, round(min(mean, WEEK), DIGITS))
    if len(left) < FEWEST:
        return Patience(len(left), len(stayed), exponential, unknown)
    data = stats.CensoredData(uncensored=given_up, right=stayed)
    form, _, scale = stats.weibull_min.fit(data, floc=0)
    weibull = stats.weibull_min(form, 0, scale)
    likelihood = float(np.sum(weibull.logpdf(given_up)) + np.sum(weibull.logsf(np.asarray(stayed))))
    plain = -len(left) * (np.log(mean) + 1)
    if likelihood - 1 <= plain or weibull.mean() > WEEK:
        return Patience(len(left), len(stayed), exponential, unknown)
    mean, spread = float(weibull.mean()), float(weibull.std())
    shape = Distribution(Family.WEIBULL, round(mean, DIGITS), round(spread / mean, DIGITS))
    return Patience(len(left), len(stayed), shape, unknown)


def _waited(logged: Logged) -> float:
    return (logged.waits_until - logged.ticket.joined) / MINUTE
