"""simulate_fast(scenario, draws): the same paths as the reference's, by the compiled kernel.

Who plays many staffings on the same draws makes them ready once: `given`, then `play_given` for each.
"""

from simulation.drawing.draws import Draws, Ints
from simulation.kernel.compiled import compiled
from simulation.kernel.play import play
from simulation.kernel.tables import CALLED, ENDED, JOINED, OUTCOME, STARTED, WINDOW, Given, Tables, given, tables
from simulation.paths import LEGS, Paths
from simulation.scenario.scenario import Scenario
from simulation.standing import EMPTY, Standing


def simulate_fast(scenario: Scenario, draws: Draws, standing: Standing = EMPTY) -> Paths:
    """Play all days: each on its own, or all as one run where they follow each other.

    With `standing` each day begins as the hall stands then; its people are the first customers of each.
    """
    return play_given(scenario, given(draws, carry_over=scenario.carry_over), standing)


def play_given(scenario: Scenario, ready: Given, standing: Standing = EMPTY) -> Paths:
    """Play draws that were made ready, for scenarios that carry over alike."""
    run = tables(scenario, ready, standing)
    play_runs(run, ready.runs)
    legs = run.tickets.reshape(-1, LEGS, run.tickets.shape[1])
    return Paths(*(legs[:, :, column] for column in (JOINED, CALLED, STARTED, ENDED, WINDOW, OUTCOME)))


@compiled
def play_runs(run: Tables, runs: Ints) -> None:
    """Play every run on the same tables; what they hold of tickets is written anew."""
    for number in range(len(runs) - 1):
        play(run, runs[number], runs[number + 1])
