"""What the demo tells a process that it starts: its part, the hall's time, the passes. It comes by standard input.

Not by arguments: every user of a machine can read those, and passes are in it.
"""

from dataclasses import dataclass
from datetime import date

from hallops.app.clocks import FastClock
from hallops.domain.day_plan import DayPlan, Stretch, plan_day
from hallops.domain.hall import Hall
from hallops.files.hall_demand import Demand
from hallops.files.hall_file import read_hall
from hallops.files.sample import HALL


@dataclass(frozen=True, slots=True)
class Timing:
    """How the hall's time runs, see FastClock."""

    stretches: tuple[Stretch, ...]
    speed: float
    begun: float | None = None

    def clock(self) -> FastClock:
        return FastClock(self.stretches, self.speed, self.begun)


@dataclass(frozen=True, slots=True)
class Orders:
    """`part` is the kind of process, `epoch` tells the demo's own hub from others around, `passes` are by device."""

    part: str
    timing: Timing
    epoch: str
    folder: str  # of the demo
    data: str
    port: int
    seed: int
    days: tuple[date, ...]
    resume_at: int  # nothing before this instant is played again
    left: tuple[int, ...]  # windows that a person plays
    passes: dict[str, str]
    language: str


@dataclass(frozen=True, slots=True)
class World:
    """The hall that is played, and who comes to it."""

    hall: Hall
    demand: Demand
    alert: int  # waiting from which one more window opens

    def plans(self, days: tuple[date, ...]) -> list[DayPlan]:
        """Of the days on which the hall opens."""
        return [plan for plan in (plan_day(self.hall, day) for day in days) if plan.opens is not None]


def sample_world() -> World:
    """The shipped sample.

    Raises:
        ValueError: it says nothing of its demand.
    """
    described = read_hall(HALL.read_bytes(), "hall.yaml")
    if described.demand is None:
        raise ValueError("hall.yaml: demand")
    return World(described.hall, described.demand, described.targets.alert_waiting)
