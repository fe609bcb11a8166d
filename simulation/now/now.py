"""simulate_now(queue, outlook, horizon): the waits of the next hours, from the queue as it is.

Whoever would come at a moment is asked by a probe: a visitor of everybody's class who joins then and takes nobody's
time when called. So each service has a wait at each step, also where hardly anybody comes, and all are judged on the
same replications.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hallops.domain.rules import MINUTE
from simulation.drawing.arrivals import draw_arrivals
from simulation.drawing.draw import draw_people
from simulation.drawing.draws import NONE, Draws, Ints, side_by_side
from simulation.drawing.streams import Kind, Streams
from simulation.kernel.run import play_given
from simulation.kernel.tables import Given, given
from simulation.now.present import Floats, draw_present, stretched
from simulation.now.queue import Now, Outlook, Queue, Wait
from simulation.scenario.scenario import Scenario
from simulation.standing import Standing

STEP = 15 * MINUTE
HORIZON = 120 * MINUTE
AFTER = 30 * MINUTE  # who comes then may still go before those of the last step
REPLICATIONS = 500
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9  # an interval that four of five waits fall in
UNSEEN = 1 << 52  # ms, the wait of who is never called


@dataclass(frozen=True, slots=True)
class Replications:
    """The drawn futures of a queue, for any number of changes to its windows."""

    queue: Queue
    scenario: Scenario
    steps: tuple[int, ...]
    ready: Given
    probes: Ints  # customers, by replication, service and step

    def waits(self, scenario: Scenario, standing: Standing) -> tuple[Ints, Ints]:
        """Of the probes by replication, service and step, and until the call of the people who are here."""
        called = play_given(scenario, self.ready, standing).called
        found = called[self.probes, 0] - np.array(self.steps)
        coming = np.where(called[self.probes, 0] == NONE, UNSEEN, np.maximum(found, 0))
        legs = [person.leg for person in standing.people]
        runs, count = len(self.ready.runs) - 1, len(legs)
        here = called[self.ready.runs[:-1, None] + np.arange(count), np.tile(legs, (runs, 1)).astype(np.int64)]
        return coming, np.where(here == NONE, UNSEEN, here - standing.at)


def simulate_now(
    queue: Queue,
    outlook: Outlook,
    horizon: int = HORIZON,
    *,
    step: int = STEP,
    replications: int = REPLICATIONS,
    seed: int = 0,
) -> Now:
    """The same queue, outlook and seed give the same answer. Times are ms, instants since the day's midnight."""
    drawn = draw_now(queue, outlook, horizon, step=step, replications=replications, seed=seed)
    return answer(drawn, *drawn.waits(drawn.scenario, queue.standing))


def draw_now(
    queue: Queue, outlook: Outlook, horizon: int, *, step: int = STEP, replications: int = REPLICATIONS, seed: int = 0
) -> Replications:
    """Draw the futures: those who are here, those who come, and the probes."""
    at = queue.standing.at
    steps = tuple(range(at, at + horizon + 1, step))
    pace = _paces(outlook.doubt, replications, Streams(seed))
    present = draw_present(queue, outlook.scenario, pace, Streams(_other(seed)))
    coming = _draw_coming(outlook.scenario, at, at + horizon + AFTER, pace, Streams(seed))
    probes = _draw_probes(outlook.scenario, steps, replications)
    draws = side_by_side([_no_absent(present, outlook.scenario), _no_absent(coming, outlook.scenario), probes])
    each = len(outlook.scenario.services) * len(steps)
    place = draws.starts[1:, None] - each + np.arange(each)
    return Replications(
        queue,
        _all_come(outlook.scenario),
        steps,
        given(draws, carry_over=False),
        place.reshape(replications, len(outlook.scenario.services), len(steps)),
    )


def answer(drawn: Replications, coming: Ints, here: Ints) -> Now:
    codes = list(drawn.scenario.services)
    quantiles = np.quantile(coming, (LOW, MIDDLE, HIGH), axis=0, method="inverted_cdf")
    return Now(
        at=drawn.queue.standing.at,
        steps=drawn.steps,
        coming={
            code: tuple(_wait(quantiles[:, number, step]) for step in range(len(drawn.steps)))
            for number, code in enumerate(codes)
        },
        waiting={place: _wait_of(here[:, place]) for place in drawn.queue.standing.waiting},
    )


def _wait_of(waits: Ints) -> Wait:
    """Of who stays: a replication in which this one gives up says nothing."""
    seen = waits[waits < UNSEEN]
    if not len(seen):
        return Wait(None, None, None)
    return _wait(np.quantile(seen, (LOW, MIDDLE, HIGH), method="inverted_cdf"))


def _wait(quantiles: NDArray[np.generic]) -> Wait:
    return Wait(*(None if value >= UNSEEN else int(value) for value in quantiles.tolist()))


def _other(seed: int) -> int:
    """A seed for those who are here, whose draws must not repeat those of the ones who come."""
    return (1 << 64) + seed


def _paces(doubt: float, replications: int, streams: Streams) -> Floats:
    """A gamma factor of mean 1 for all services of a replication."""
    if doubt == 0:
        return np.ones(replications)
    return np.asarray(streams.of(0, Kind.PACE).gamma(1 / doubt**2, doubt**2, replications))


def _draw_coming(scenario: Scenario, since: int, until: int, pace: Floats, streams: Streams) -> Draws:
    runs = range(len(pace))
    drawn = draw_people(scenario, draw_arrivals(_only(scenario, since, until), runs, streams), runs, streams)
    slower = pace[drawn.day]
    drawn = replace(
        drawn,
        service_time=stretched(drawn.service_time, slower),
        second_time=stretched(drawn.second_time, slower),
    )
    return drawn.only((drawn.arrival >= since) & (drawn.arrival < until))


def _only(scenario: Scenario, since: int, until: int) -> Scenario:
    """Without the walk-ins of the intervals before and after a period."""
    length = scenario.interval * MINUTE
    starts = [scenario.opening * MINUTE + number * length for number in range(scenario.intervals)]
    wanted = [start + length > since and start < until for start in starts]
    services = {
        code: replace(one, arrivals=tuple(rate * here for rate, here in zip(one.arrivals, wanted, strict=True)))
        for code, one in scenario.services.items()
    }
    return replace(scenario, services=services)


def _no_absent(draws: Draws, scenario: Scenario) -> Draws:
    """An absent visitor takes a window's time as a short service, so that only probes take none."""
    cost = np.array([max(one.no_show_time, 1) for one in scenario.services.values()], np.int64)
    absent = draws.no_show == 1
    return replace(
        draws,
        service_time=np.where(absent, cost[draws.service], draws.service_time),
        transfer_to=np.where(absent, NONE, draws.transfer_to),
        second_time=np.where(absent, NONE, draws.second_time),
        no_show=np.zeros_like(draws.no_show),
    )


def _all_come(scenario: Scenario) -> Scenario:
    """Only probes do not come when called, and they take no time."""
    services = {code: replace(one, no_show=0.0, no_show_time=0) for code, one in scenario.services.items()}
    return replace(scenario, services=services)


def _draw_probes(scenario: Scenario, steps: tuple[int, ...], replications: int) -> Draws:
    services = len(scenario.services)
    each = services * len(steps)
    none = np.full(each * replications, NONE, np.int64)
    zero = np.zeros_like(none)
    return Draws(
        services=tuple(scenario.services),
        classes=tuple(scenario.classes),
        starts=np.arange(replications + 1) * each,
        service=np.tile(np.repeat(np.arange(services), len(steps)), replications),
        visitor_class=zero,
        accessible=zero,
        arrival=np.tile(np.array(steps * services, np.int64), replications),
        booked=none,
        service_time=zero + 1,
        patience=none,
        no_show=zero + 1,
        transfer_to=none,
        second_time=none,
    )
