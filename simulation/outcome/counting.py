"""The figures of `hallops.measures` made from arrays: the same definitions, for a million tickets at once."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hallops.domain.ticket import State
from hallops.measures.figures import Figures
from hallops.measures.outcomes import Outcomes
from hallops.measures.promises import Promises
from hallops.measures.share import Share
from hallops.measures.spread import MEDIAN, P90, Spread
from hallops.measures.waiting import Waiting
from simulation.drawing.draws import Ints
from simulation.outcome.tickets import Tickets
from simulation.paths import Outcome

_STATES = {
    Outcome.NO_SHOW: State.NO_SHOW,
    Outcome.LEFT: State.LEFT,
    Outcome.EXPIRED: State.EXPIRED,
    Outcome.OPEN: State.WAITING,
}
Chosen = NDArray[np.int64]


class Counter:
    """Counts any chosen tickets of a simulation."""

    def __init__(self, tickets: Tickets) -> None:
        self.tickets = tickets
        self._served = tickets.is_served
        self._wait = tickets.wait
        self._within = tickets.within
        self._service = tickets.ended - tickets.started

    def figures(self, chosen: Chosen) -> Figures:
        served = chosen[self._served[chosen]]
        hits = int(self._within[served].sum())
        outcomes = self._outcomes(chosen, len(served))
        came = len(served) + outcomes.counts[State.LEFT] + outcomes.counts[State.NO_SHOW]
        waiting = Waiting(spread_of(self._wait[served]), Share(hits, len(served)), Share(hits, came))
        return Figures(outcomes, waiting, spread_of(self._service[served]), Promises.of(()))

    def _outcomes(self, chosen: Chosen, served: int) -> Outcomes:
        found = np.bincount(self.tickets.outcome[chosen], minlength=len(Outcome)).tolist()
        counts = dict.fromkeys(State, 0) | {state: found[outcome] for outcome, state in _STATES.items()}
        counts[State.TRANSFERRED] = int(self.tickets.goes_on[chosen].sum())
        counts[State.DONE] = served - counts[State.TRANSFERRED]
        return Outcomes(counts, called=served + counts[State.NO_SHOW], served=served)


def spread_of(durations: Ints) -> Spread:
    """As `Spread.of`: quantiles by nearest rank."""
    n = len(durations)
    if not n:
        return Spread()
    ordered = np.sort(durations)
    median, p90 = (int(ordered[-(-percent * n // 100) - 1]) for percent in (MEDIAN, P90))
    return Spread(n, int(ordered.sum()), median, p90, int(ordered[-1]))


def groups(labels: Ints) -> Iterator[tuple[int, Chosen]]:
    """Each label with the places that have it, in the order of labels."""
    order = np.argsort(labels, kind="stable")
    found, firsts = np.unique(labels[order], return_index=True)
    yield from zip(found.tolist(), np.split(order, firsts[1:]), strict=False)
