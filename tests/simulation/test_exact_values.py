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

UNIT = 6_000  # ms, the mean service
UNITS = 24 * 3600 * 1000 // UNIT  # of a day
REPLICATIONS = 16
EXPONENTIAL = {"dist": "exponential", "mean_minutes": 0.1}
Measure = Callable[[Paths, NDArray[np.bool_]], float]


@dataclass(frozen=True)
class Case:
    """Times are counted in mean services. The first day warms up, the last one is not over when the windows close."""

    name: str
    rate: float
    windows: int
    measure: Measure
    exact: float
    service: Plain
    patience: float | None = None
    measured: int = 1  # days

    def scenario(self) -> Plain:
        service = {"target_minutes": 1, "arrivals": self.rate * UNITS / 24, "service": self.service}
        if self.patience is not None:
            service["patience"] = {"dist": "exponential", "mean_minutes": self.patience / 10}
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
    """Of the served, in mean services."""
    served = chosen & (paths.outcome[:, 0] == Outcome.SERVED)
    return float((paths.called - paths.joined)[served, 0].mean() / UNIT)


def share_longer(times: float) -> Measure:
    def measure(paths: Paths, chosen: NDArray[np.bool_]) -> float:
        return float(((paths.called - paths.joined)[chosen, 0] > times * UNIT).mean())

    return measure


def share_left(paths: Paths, chosen: NDArray[np.bool_]) -> float:
    return float((paths.outcome[chosen, 0] == Outcome.LEFT).mean())


def pollaczek(load: float, cv: float) -> float:
    """Mean wait of M/G/1 with a mean service of 1."""
    return load * (1 + cv**2) / (2 * (1 - load))


LOGNORMAL = {"dist": "lognormal", "mean_minutes": 0.1, "cv": 0.9}
EXACT = {"dist": "deterministic", "mean_minutes": 0.1}
CASES = [
    Case("M/M/1 mean wait", 0.5, 1, mean_wait, 0.5 / 0.5, EXPONENTIAL, measured=4),
    Case("M/M/2 mean wait", 1.2, 2, mean_wait, ErlangC(1.2, 1, 2).mean_wait, EXPONENTIAL, measured=3),
    Case("M/M/2 waits at all", 1.6, 2, share_longer(0), ErlangC(1.6, 1, 2).waits, EXPONENTIAL),
    Case(
        "M/M/5 waits longer than 0.5",
        4,
        5,
        share_longer(0.5),
        ErlangC(4, 1, 5).waits_longer(0.5),
        EXPONENTIAL,
        measured=2,
    ),
    Case("M/D/1 mean wait", 0.6, 1, mean_wait, pollaczek(0.6, 0), EXACT, measured=2),
    Case("M/G/1 mean wait", 0.5, 1, mean_wait, pollaczek(0.5, 0.9), LOGNORMAL, measured=7),
    Case("Erlang A gives up", 3.3, 3, share_left, ErlangA(3.3, 1, 3, 0.5).leaves, EXPONENTIAL, patience=2.0),
]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_kernel_finds_the_exact_value(case: Case) -> None:
    scenario, first = read(case.scenario()), 1000 * CASES.index(case)
    found = []
    for replication in range(REPLICATIONS):
        draws = draw(scenario, range(case.measured + 2), first + replication)
        chosen = (draws.day > 0) & (draws.day <= case.measured)
        found.append(case.measure(simulate_fast(scenario, draws), chosen))
    error = float(np.std(found, ddof=1)) / REPLICATIONS**0.5
    assert student(REPLICATIONS - 1) * error < 0.02 * case.exact
    assert abs(float(np.mean(found)) - case.exact) < 3.3 * error
