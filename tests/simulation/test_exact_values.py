"""Simple halls whose waits are known exactly: the kernel's means lie within 3.3 standard errors, known to 2 %.

Every case has its own seeds: with the same ones all errors would lean the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from simulation.analytic.erlang import ErlangA, ErlangC
from simulation.drawing.draw import draw
from simulation.kernel.run import simulate_fast
from simulation.outcome.intervals import student
from simulation.paths import Outcome, Paths
from tests.simulation.small import Plain, read

MINUTE = 60_000
REPLICATIONS, DAYS, WARM_UP = 10, 24, 2
EXPONENTIAL = {"dist": "exponential", "mean_minutes": 1}
Measure = Callable[[Paths, NDArray[np.bool_]], float]


@dataclass(frozen=True)
class Case:
    """Rates a minute; the mean service is a minute."""

    name: str
    rate: float
    windows: int
    measure: Measure
    exact: float
    service: Plain
    patience: float | None = None

    def scenario(self) -> Plain:
        service = {"target_minutes": 1, "arrivals": self.rate * 60, "service": self.service}
        if self.patience is not None:
            service["patience"] = {"dist": "exponential", "mean_minutes": self.patience}
        day = [["00:00", "24:00"]]
        return {
            "schema": "hallops-scenario/1",
            "interval_minutes": 60,
            "hours": day,
            "carry_over": True,
            "services": {"A": service},
            "windows": [{"window": n, "rank": {"A": 1}, "open": day} for n in range(1, self.windows + 1)],
        }


def mean_wait(paths: Paths, chosen: NDArray[np.bool_]) -> float:
    """Of the served, in minutes."""
    served = chosen & (paths.outcome[:, 0] == Outcome.SERVED)
    return float((paths.called - paths.joined)[served, 0].mean() / MINUTE)


def share_longer(minutes: float) -> Measure:
    def measure(paths: Paths, chosen: NDArray[np.bool_]) -> float:
        return float(((paths.called - paths.joined)[chosen, 0] > minutes * MINUTE).mean())

    return measure


def share_left(paths: Paths, chosen: NDArray[np.bool_]) -> float:
    return float((paths.outcome[chosen, 0] == Outcome.LEFT).mean())


def pollaczek(load: float, cv: float) -> float:
    """Mean wait of M/G/1 with a mean service of 1."""
    return load * (1 + cv**2) / (2 * (1 - load))


LOGNORMAL = {"dist": "lognormal", "mean_minutes": 1, "cv": 0.9}
CASES = [
    Case("M/M/1 mean wait", 0.7, 1, mean_wait, 0.7 / 0.3, EXPONENTIAL),
    Case("M/M/2 mean wait", 1.5, 2, mean_wait, ErlangC(1.5, 1, 2).mean_wait, EXPONENTIAL),
    Case("M/M/2 waits at all", 1.8, 2, share_longer(0), ErlangC(1.8, 1, 2).waits, EXPONENTIAL),
    Case("M/M/5 waits longer than 1", 4.2, 5, share_longer(1), ErlangC(4.2, 1, 5).waits_longer(1), EXPONENTIAL),
    Case("M/D/1 mean wait", 0.7, 1, mean_wait, pollaczek(0.7, 0), {"dist": "deterministic", "mean_minutes": 1}),
    Case("M/G/1 mean wait", 0.6, 1, mean_wait, pollaczek(0.6, 0.9), LOGNORMAL),
    Case("Erlang A gives up", 3.3, 3, share_left, ErlangA(3.3, 1, 3, 0.5).leaves, EXPONENTIAL, patience=2.0),
]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_kernel_finds_the_exact_value(case: Case) -> None:
    scenario, first = read(case.scenario()), 1000 * CASES.index(case)
    found = []
    for replication in range(REPLICATIONS):
        draws = draw(scenario, range(DAYS), first + replication)
        warm = draws.day >= WARM_UP
        found.append(case.measure(simulate_fast(scenario, draws), warm & (draws.day < DAYS - 1)))
    error = float(np.std(found, ddof=1)) / REPLICATIONS**0.5
    assert student(REPLICATIONS - 1) * error < 0.02 * case.exact
    assert abs(float(np.mean(found)) - case.exact) < 3.3 * error
