"""Plays demo days: opens each by the calendar, lets visitors and clerks act, and waits for its closing.

A day that was interrupted is played on: whoever has a ticket keeps it, whoever was served stays served.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import simpy
import simpy.rt

from devices.virtual.link import MemoryLink
from hallops.app.clocks import SteppedClock
from hallops.app.demo.clerks import Clerk
from hallops.app.demo.dispenser import Dispenser
from hallops.app.demo.duties import duties, tidal_clerks
from hallops.app.demo.floor import Floor, Process
from hallops.app.demo.guests import Guests
from hallops.app.demo.tidal import TidalWindows
from hallops.app.demo.visitors import Crowd
from hallops.domain.commands import KeepTime
from hallops.domain.day_plan import DayPlan, plan_day
from hallops.domain.hall import Hall
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.invariants import violations
from hallops.domain.rules import HOUR, MINUTE
from hallops.domain.ticket import State
from hallops.files.hall_demand import Demand
from hallops.services.keeper import Keeper

MAX_SPEED = 0.0  # as fast as the machine goes


@dataclass(frozen=True, slots=True)
class Glance:
    """How the hall stands, for whoever watches the demo."""

    at: int
    waiting: int
    at_windows: int
    windows: int
    served: int


@dataclass(slots=True)
class Played:
    """What the demo itself saw: invariants that broke, visitors turned away and why, first tickets on paper."""

    violations: list[str] = field(default_factory=list)
    turned_away: dict[str, int] = field(default_factory=dict)
    paper: dict[str, bytes] = field(default_factory=dict)
    days: int = 0


@dataclass(frozen=True, slots=True)
class Show:
    """A demo to play. `speed` is how many times as fast as real time, MAX_SPEED for no waiting at all."""

    hall: Hall
    demand: Demand
    alert: int
    seed: int
    speed: float
    keeper: Keeper
    clock: SteppedClock
    watch: Callable[[Glance], None]

    def play(self, days: Iterator[date], resume_at: int) -> Played:
        """Play the days one after the other; `resume_at` is the time of the last event, 0 for none."""
        played = Played()
        for day in days:
            plan = plan_day(self.hall, day)
            if plan.opens is None or plan.latest is None:
                continue  # a holiday
            if resume_at < plan.opens:
                self._play_day(plan, plan.opens, played)
            elif not self._is_closed(day):
                self._play_day(plan, resume_at, played)
        return played

    def _is_closed(self, day: date) -> bool:
        newest, phase = self.keeper.ask(lambda found: (found.day, found.phase)).result()
        return newest > day or (newest == day and phase is Phase.CLOSED)

    def _play_day(self, plan: DayPlan, start: int, played: Played) -> None:
        env = self._environment(start)
        run = f"{plan.day.isoformat()}-{start}"
        floor = Floor(env, self.clock, self.keeper, self.hall, run)
        floor.do(KeepTime("calendar"))
        visitors = Crowd(self.hall, self.demand, plan, self.seed).visitors()
        dispenser = Dispenser(floor, MemoryLink())
        guests = Guests(floor, dispenser, visitors)
        dispenser.print_missing()
        booked = [visitor.booking.start for visitor in visitors if visitor.booking]
        for stint in duties(self.hall, plan, booked):
            env.process(Clerk(floor, guests, stint, self.demand.wrap_up).work())
        tidal = TidalWindows(floor, guests, tidal_clerks(self.hall), self.alert, self.demand.wrap_up)
        if plan.kind.is_working:
            env.process(tidal.watch(_doors_close(plan)))
        guests.arrive()
        closed = env.process(self._calendar(floor, plan))
        env.run(until=closed)
        self._note(floor, dispenser, played)

    def _environment(self, start: int) -> simpy.Environment:
        if self.speed == MAX_SPEED:
            return simpy.Environment(initial_time=start)
        return simpy.rt.RealtimeEnvironment(initial_time=start, factor=1 / (1000 * self.speed), strict=False)

    def _calendar(self, floor: Floor, plan: DayPlan) -> Process:
        """Let the calendar act every minute until the day is closed."""
        while floor.look(lambda day: day.phase) is not Phase.CLOSED:
            yield floor.env.timeout(MINUTE - floor.now % MINUTE)
            floor.do(KeepTime("calendar"))
            if floor.now % HOUR == 0:
                self.watch(_glance(floor))

    def _note(self, floor: Floor, dispenser: Dispenser, played: Played) -> None:
        played.days += 1
        played.violations += floor.look(violations)
        for code, count in dispenser.refused.items():
            played.turned_away[code] = played.turned_away.get(code, 0) + count
        played.paper.update({number: job for number, job in dispenser.first_of.items() if number not in played.paper})


def _doors_close(plan: DayPlan) -> int:
    """The end of the hours that need no booking."""
    return max(segment.end for segment in plan.segments if not segment.mode.booking_only)


def _glance(floor: Floor) -> Glance:
    return floor.look(lambda day: glance(day, floor.now))


def glance(day: HallDay, now: int) -> Glance:
    served = day.counts[State.DONE] + day.counts[State.TRANSFERRED]
    at_windows = day.counts[State.CALLED] + day.counts[State.SERVING]
    windows = sum(desk.window is not None and desk.paused is None for desk in day.desks.values())
    return Glance(now, len(day.lines), at_windows, windows, served)


def dates(first: date, days: int) -> Iterator[date]:
    """Consecutive dates."""
    return (first + timedelta(days=n) for n in range(days))
