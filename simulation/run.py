"""simulate(scenario, days, seed): days drawn and played, in chunks so that whoever waits sees them go by."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from simulation.drawing.draw import draw
from simulation.drawing.draws import Draws, joined
from simulation.kernel.compiled import AVAILABLE
from simulation.kernel.run import simulate_fast
from simulation.paths import Paths, joined_paths
from simulation.reference.run import simulate_reference
from simulation.scenario.scenario import Scenario


class Engine(StrEnum):
    """What plays the days; both write the same paths."""

    KERNEL = "kernel"
    REFERENCE = "reference"


CHUNK = {Engine.KERNEL: 50, Engine.REFERENCE: 1}  # days
PLAY: dict[Engine, Callable[[Scenario, Draws], Paths]] = {
    Engine.KERNEL: simulate_fast,
    Engine.REFERENCE: simulate_reference,
}


def usable(engine: Engine) -> Engine:
    """The reference takes the kernel's place where that can not be compiled."""
    return engine if AVAILABLE else Engine.REFERENCE


def simulate(
    scenario: Scenario, days: int, seed: int, engine: Engine, watch: Callable[[int], None] = lambda _done: None
) -> tuple[Draws, Paths]:
    """Who came, and what happened; `watch` is told how many days are done."""
    drawn, played = [], []
    for chunk in _chunks(days, days if scenario.carry_over else CHUNK[engine]):
        drawn.append(draw(scenario, chunk, seed))
        played.append(PLAY[engine](scenario, drawn[-1]))
        watch(chunk.stop)
    return joined(drawn), joined_paths(played)


def _chunks(days: int, size: int) -> Iterator[range]:
    for first in range(0, days, size):
        yield range(first, min(first + size, days))
