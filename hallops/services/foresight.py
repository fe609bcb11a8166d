"""Foresight: the newest forecast of the queue, for whoever asks how long it takes; the simple estimate without one.

It is asked in the keeper's thread and answers at once with what it knows. When that has grown old it hands the day as
it stands to the forecaster, which works elsewhere, and goes on. So no ticket ever waits for a forecast.
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date

from hallops.domain.calling import Waiting
from hallops.domain.commands import Estimate
from hallops.domain.hall_day import HallDay
from hallops.domain.rules import MINUTE
from hallops.files.hall_demand import Demand
from hallops.services.estimate import estimate_ticket, estimate_wait
from hallops.services.live_queue import present
from hallops.services.outlook import midnight
from hallops.services.questions import question_of
from simulation.now.queue import Forecast, Question, Wait

log = logging.getLogger(__name__)

SOURCE = "simulation"
AT_FIRST = 10.0  # seconds from the first look on that belong to the hub's start
EVERY = 3.0  # between two forecasts
AFTER_FAILURE = 60.0
FRESH = 2 * MINUTE  # by the hall's clock; an older forecast is none,
LATE = 2 * EVERY  # unless it has just been made: the clock of a demo hurries
COARSE = 10 * MINUTE  # from here on waits are told in steps
STEP = 5 * MINUTE

Forecaster = Callable[[Question], "Future[Forecast]"]


@dataclass(frozen=True, slots=True)
class Known:
    """A forecast, and what it was made of. `at` is ms since 1970 UTC, `start` the day's midnight."""

    day: date
    version: int
    at: int
    start: int
    forecast: Forecast
    tickets: Mapping[str, Wait]
    simple: Mapping[str, Estimate]  # of each service then
    made: float  # seconds, by the count that does not jump

    def is_fresh(self, now: int, seconds: float) -> bool:
        return now - self.at <= FRESH or seconds - self.made <= LATE


class Foresight:
    """`demand_of` gives the figures of a version of the hall file, `seconds` counts without jumping."""

    def __init__(
        self,
        forecaster: Forecaster,
        demand_of: Callable[[int], Demand | None],
        seconds: Callable[[], float],
        *,
        at_first: float = AT_FIRST,
    ) -> None:
        self._forecaster = forecaster
        self._demand_of = demand_of
        self._seconds = seconds
        self._at_first = at_first
        self._next: float | None = None  # when another may be asked for
        self._asked: Future[Forecast] | None = None
        self._known: Known | None = None

    def known(self, day: HallDay, now: int) -> Known | None:
        """The newest forecast, if it is of this day and fresh; looking at it has the next one made."""
        self._renew(day, now)
        known = self._known
        if known is None or (known.day, known.version) != (day.day, day.version):
            return None
        return known if known.is_fresh(now, self._seconds()) else None

    def of_service(self, day: HallDay, service: str, now: int) -> Estimate:
        """As foreseen, moved by as much as the simple estimate has moved since: by the tickets that came and went."""
        simple, known = estimate_wait(day, service), self.known(day, now)
        wait = None if known is None else known.forecast.now.coming.get(service, (None,))[0]
        if known is None or wait is None or wait.low is None or wait.high is None:
            return simple
        moved = _middle(simple) - _middle(known.simple[service])
        return told(wait.low + moved, wait.high + moved)

    def of_ticket(self, day: HallDay, waiting: Waiting, now: int) -> Estimate:
        """As foreseen, less the time since; of one that came since, as of its service."""
        known = self.known(day, now)
        if known is None:
            return estimate_ticket(day, waiting, now)
        wait = known.tickets.get(waiting.ticket)
        if wait is None or wait.low is None or wait.high is None:
            return self.of_service(day, waiting.service, now)
        passed = now - known.at
        return told(wait.low - passed, wait.high - passed)

    def _renew(self, day: HallDay, now: int) -> None:
        seconds = self._seconds()
        if self._next is None:
            self._next = seconds + self._at_first
        if seconds < self._next or self._asked is not None:
            return
        demand = self._demand_of(day.version)
        question = question_of(day, demand, now)
        self._next = seconds + EVERY
        if question is None:
            return
        ids = [ticket.id for ticket in present(day)]
        simple = {service: estimate_wait(day, service) for service in day.hall.services}
        key = day.day, day.version, now, midnight(day)
        self._asked = self._forecaster(question)
        self._asked.add_done_callback(lambda future: self._heard(future, key, ids, simple))

    def _heard(
        self,
        future: "Future[Forecast]",
        key: tuple[date, int, int, int],
        ids: list[str],
        simple: Mapping[str, Estimate],
    ) -> None:
        """In the forecaster's thread."""
        if future.cancelled() or future.exception() is not None:
            if not future.cancelled():
                log.warning("no forecast was made, the simple estimate is told: %r", future.exception())
            self._next = self._seconds() + AFTER_FAILURE
        else:
            forecast = future.result()
            tickets = {ids[place]: wait for place, wait in forecast.now.waiting.items()}
            self._known = Known(*key, forecast, tickets, simple, self._seconds())
        self._asked = None


def told(low: int, high: int) -> Estimate:
    """An interval in round minutes: down and up, from ten minutes on in steps of five."""
    low, high = max(0, low), max(0, high)
    return Estimate(low // _round(low) * _round(low), -(-high // _round(high)) * _round(high), SOURCE)


def _round(wait: int) -> int:
    return STEP if wait > COARSE else MINUTE


def _middle(estimate: Estimate) -> int:
    return (estimate.low + estimate.high) // 2
