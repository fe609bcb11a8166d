"""The tickets of a simulation as flat arrays: one entry for each leg that there was."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hallops.domain.rules import MINUTE
from simulation.drawing.draws import NONE, Draws, Ints
from simulation.paths import LEGS, Outcome, Paths, service_of
from simulation.scenario.scenario import DAY, Scenario

HALF_HOUR = 30 * MINUTE
HALF_HOURS = DAY // HALF_HOUR


@dataclass(frozen=True, slots=True)
class Tickets:
    """Times are ms since the customer's own midnight. `until` is the end of waiting, NONE where it has none."""

    day: Ints
    service: Ints
    joined: Ints
    issued: Ints  # from when the ticket stands in line: a booking's joined lies ahead of it
    called: Ints
    started: Ints
    ended: Ints
    window: Ints
    outcome: Ints
    goes_on: NDArray[np.bool_]  # served, and a second ticket follows
    target: Ints

    @classmethod
    def of(cls, scenario: Scenario, draws: Draws, paths: Paths) -> "Tickets":
        there = (paths.outcome != NONE).ravel()
        targets = np.array([service.target for service in scenario.services.values()], np.int64)
        service = service_of(draws).ravel()[there]
        goes_on = np.zeros((draws.customers, LEGS), np.bool_)
        goes_on[:, 0] = paths.outcome[:, 1] != NONE
        issued = np.stack([draws.arrival, paths.joined[:, 1]], axis=1)
        flat = (column.ravel()[there] for column in paths.columns())
        joined, called, started, ended, window, outcome = flat
        return cls(
            day=np.repeat(draws.day, LEGS)[there],
            service=service,
            joined=joined,
            issued=issued.ravel()[there],
            called=called,
            started=started,
            ended=ended,
            window=window,
            outcome=outcome,
            goes_on=goes_on.ravel()[there],
            target=targets[service],
        )

    @property
    def is_served(self) -> NDArray[np.bool_]:
        return np.asarray(self.outcome == Outcome.SERVED)

    @property
    def wait(self) -> Ints:
        """From joining to the call, never below 0; of no meaning for who was not called."""
        return np.asarray(np.maximum(self.called - self.joined, 0))

    @property
    def within(self) -> NDArray[np.bool_]:
        """Served within the target."""
        return np.asarray(self.is_served & (self.wait <= self.target))

    @property
    def half_hour(self) -> Ints:
        """Of joining."""
        return self.joined // HALF_HOUR % HALF_HOURS

    @property
    def until(self) -> Ints:
        return np.where(self.called != NONE, self.called, self.ended)
