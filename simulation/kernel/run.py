"""simulate_fast(scenario, draws): the same paths as the reference's, by the compiled kernel."""

import numpy as np

from simulation.drawing.draws import NONE, Draws, Ints
from simulation.kernel.compiled import compiled
from simulation.kernel.play import play
from simulation.kernel.tables import CALLED, ENDED, JOINED, OUTCOME, STARTED, WINDOW, Tables, tables
from simulation.paths import LEGS, Paths
from simulation.scenario.scenario import DAY, Scenario


def simulate_fast(scenario: Scenario, draws: Draws) -> Paths:
    """Play all days: each on its own, or all as one run where they follow each other."""
    runs = draws.starts[[0, -1]] if scenario.carry_over else draws.starts
    midnight = draws.day * DAY if scenario.carry_over else np.zeros(draws.customers, np.int64)
    run = tables(scenario, draws, midnight, draws.days if scenario.carry_over else 1)
    _play_runs(run, runs)
    return _paths(scenario, run.tickets, midnight)


@compiled
def _play_runs(run: Tables, runs: Ints) -> None:
    for number in range(len(runs) - 1):
        play(run, runs[number], runs[number + 1])


def _paths(scenario: Scenario, tickets: Ints, midnight: Ints) -> Paths:
    """Numbers of windows for their places, and times since each customer's own midnight."""
    numbers = np.array([*(window.number for window in scenario.windows), NONE], np.int64)
    legs = tickets.reshape(-1, LEGS, tickets.shape[1])

    def time(column: int) -> Ints:
        if not scenario.carry_over:
            return legs[:, :, column]
        return np.where(legs[:, :, column] == NONE, NONE, legs[:, :, column] - midnight[:, None])

    window = numbers[legs[:, :, WINDOW]]  # NONE is the last place
    return Paths(time(JOINED), time(CALLED), time(STARTED), time(ENDED), window, legs[:, :, OUTCOME])
