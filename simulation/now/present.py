"""The people who are here, drawn once for each replication, with what is known of them by now."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from simulation.drawing.arrivals import Arrivals
from simulation.drawing.draw import draw_people
from simulation.drawing.draws import NONE, Draws, Ints
from simulation.drawing.durations import draw_durations
from simulation.drawing.streams import Kind, Streams
from simulation.now.queue import Queue
from simulation.scenario.distribution import Distribution
from simulation.scenario.scenario import Scenario

POOL = 4096  # durations that the remaining ones are picked from
Floats = NDArray[np.float64]


def draw_present(queue: Queue, scenario: Scenario, pace: Floats, streams: Streams) -> Draws:
    """The people who are here, once for each replication.

    A service that runs is longer than it has lasted, a patience longer than the wait so far: both are drawn from the
    durations that are. `pace` multiplies the services of a replication.
    """
    runs, count = len(pace), len(queue.visitors)
    at, people = queue.standing.at, queue.standing.people
    codes, classes = list(scenario.services), list(scenario.classes)
    later = np.array([person.leg for person in people], np.int64) == 1
    service = np.array([codes.index(one.service) for one in queue.visitors], np.int64)
    joined = np.array([person.joined for person in people], np.int64)
    called = np.array([at if person.called is None else person.called for person in people], np.int64)
    booked = np.array([NONE if one.booked is None else one.booked for one in queue.visitors], np.int64)
    arrival = np.minimum(joined, at - 1)
    come = Arrivals(np.arange(runs + 1) * count, *(np.tile(one, runs) for one in (service, arrival, booked)))
    drawn = draw_people(scenario, come, range(runs), streams)
    demand = list(scenario.services.values())
    rest = _Remaining(streams, runs, count)
    lasting = rest.of([one.service for one in demand], service, (at - called) / pace[:, None]) * pace[:, None]
    time = np.maximum(np.rint(lasting), (at - called) + 1).astype(np.int64).ravel()
    patience = rest.of([one.patience for one in demand], service, np.tile(np.maximum(at - joined, 0), (runs, 1)))
    moved = np.tile(later, runs)
    return replace(
        drawn,
        visitor_class=np.tile(np.array([classes.index(one.visitor_class) for one in queue.visitors], np.int64), runs),
        accessible=np.tile(np.array([one.accessible for one in queue.visitors], np.int64), runs),
        service_time=time,
        patience=np.where(drawn.patience == NONE, NONE, np.rint(patience).astype(np.int64).ravel()),
        no_show=np.where(np.tile(called < at, runs), 0, drawn.no_show),
        transfer_to=np.where(moved, come.service, drawn.transfer_to),
        second_time=np.where(moved, time, stretched(drawn.second_time, np.repeat(pace, count))),
    )


def stretched(times: Ints, pace: Floats) -> Ints:
    """Service times at another pace, 1 ms at least; none stays none."""
    return np.where(times == NONE, NONE, np.maximum(np.rint(times * pace), 1)).astype(np.int64)


class _Remaining:
    """Durations beyond what has passed of them, for all people in all replications."""

    def __init__(self, streams: Streams, runs: int, count: int) -> None:
        self._streams = streams
        self._number = 0
        self._shape = (runs, count)

    def of(self, shapes: list[Distribution | None], which: Ints, passed: Floats | Ints) -> Floats:
        """In ms, by replication and person; one that is longer than all that are known begins anew."""
        found = np.zeros(self._shape)
        self._number += 1
        chance = self._streams.of(self._number, Kind.REMAINING).random(self._shape)
        for number in np.unique(which):
            pool, mine = self._pool(shapes[number], int(number)), which == number
            gone, luck = np.asarray(passed)[:, mine], chance[:, mine]
            first = np.searchsorted(pool, gone, side="right")
            picked = pool[np.minimum(first + (luck * (POOL - first)).astype(np.int64), POOL - 1)]
            anew = gone + pool[(luck * POOL).astype(np.int64)]
            found[:, mine] = np.where(first < POOL, picked, anew)
        return found

    def _pool(self, shape: Distribution | None, number: int) -> Ints:
        which, bounds = np.zeros(POOL, np.int64), np.array([0, POOL], np.int64)
        day = 1000 * self._number + number  # a stream of its own
        return np.sort(draw_durations([shape], which, bounds, streams=self._streams, first_day=day, kind=Kind.SERVICE))
