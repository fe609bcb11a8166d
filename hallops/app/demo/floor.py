"""The floor of a demo hall: simulated time, the keeper, and the bell that wakes waiting clerks.

Everyone on the floor acts through commands and sees the day only as a clerk's screen would show it.
"""

from collections.abc import Callable, Generator
from typing import Any, TypeVar

import simpy

from hallops.app.clocks import SteppedClock
from hallops.domain.commands import Command
from hallops.domain.events import Event
from hallops.domain.hall import Hall
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import Ticket
from hallops.services.keeper import Keeper

T = TypeVar("T")
Process = Generator[simpy.Event, Any, None]


class Floor:
    """Time is in ms since 1970 UTC. `run` tells the keys of one run from those of a run before it was killed."""

    def __init__(self, env: simpy.Environment, clock: SteppedClock, keeper: Keeper, hall: Hall, run: str) -> None:
        self.env = env
        self.hall = hall
        self._clock = clock
        self._keeper = keeper
        self._run = run
        self._commands = 0
        self._bell = env.event()

    @property
    def now(self) -> int:
        return int(self.env.now)

    def do(self, command: Command) -> tuple[Event, ...]:
        """Carry a command out at the present moment.

        Raises:
            Refusal: the hall says no.
        """
        self._clock.step_to(self.now)
        self._commands += 1
        return self._keeper.submit(command, f"demo-{self._run}-{self._commands}").result().events

    def tried(self, command: Command) -> bool:
        """Carry a command out where it may well be refused."""
        try:
            self.do(command)
        except Refusal:
            return False
        return True

    def look(self, at: Callable[[HallDay], T]) -> T:
        return self._keeper.ask(at).result()

    def ticket(self, ticket: str) -> Ticket:
        return self.look(lambda day: day.tickets[ticket])

    def ticket_at(self, place: str) -> Ticket | None:
        """Who stands at a window."""

        def at(day: HallDay) -> Ticket | None:
            desk = day.desks.get(place)
            return None if desk is None or desk.ticket is None else day.tickets[desk.ticket]

        return self.look(at)

    def until(self, at: int) -> simpy.Event:
        return self.env.timeout(max(0, at - self.now))

    def bell(self) -> simpy.Event:
        """Rings when somebody new waits."""
        return self._bell

    def ring(self) -> None:
        self._bell.succeed()
        self._bell = self.env.event()
