"""foresee(question): the forecast of the live queue with its advice, all from the same replications."""

from simulation.now.advice import advise
from simulation.now.now import HORIZON, REPLICATIONS, answer, draw_now
from simulation.now.queue import Forecast, Question


def foresee(question: Question, *, replications: int = REPLICATIONS, seed: int = 0) -> Forecast:
    """The same question and seed give the same answer."""
    drawn = draw_now(question.queue, question.outlook, HORIZON, replications=replications, seed=seed)
    coming, here = drawn.waits(drawn.scenario, question.queue.standing)
    return Forecast(answer(drawn, coming, here), advise(drawn, coming, question.options))
