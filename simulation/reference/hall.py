"""A scenario as the domain's hall, and its day: the same description and state that the live hall has.

The clock of a simulated day is ms since the first day's midnight, so its zone is UTC and its date the epoch's. Tickets
are given at any time: who comes when was drawn, and what closing does to them is the scenario's end of day.
"""

from datetime import date

from hallops.domain.calendar import DayKind
from hallops.domain.day_plan import DayPlan, Segment, Stretch
from hallops.domain.hall import Hall, PriorityClass, Reason, Service, Staff, Window
from hallops.domain.hall_day import HallDay
from hallops.domain.modes import DayChoice, Hours, ModeKind, ServiceMode
from hallops.domain.names import Name
from hallops.domain.rules import MINUTE, Rules
from simulation.scenario.scenario import DAY, Scenario

DATE = date(1970, 1, 1)
EVER = 1 << 52  # ms, past any day that is simulated
WRAP_UP = "wrap_up"
VERSION = 1
MODE = "day"


def describe(scenario: Scenario) -> Hall:
    """The hall that a scenario speaks of."""
    mode = ServiceMode(MODE, _name(MODE), ModeKind.WEEKDAY, frozenset({DayChoice.ALL}), (Hours(0, DAY // MINUTE),))
    return Hall(
        id="scenario",
        name=_name("scenario"),
        timezone="UTC",
        seats=None,
        services={code: Service(code, code, _name(code), one.target) for code, one in scenario.services.items()},
        windows={one.number: Window(one.number, one.rank, accessible=one.accessible) for one in scenario.windows},
        classes={
            code: PriorityClass(code, _name(code), one.head_start, one.next_call)
            for code, one in scenario.classes.items()
        },
        modes=(mode,),
        staff={str(one.number): Staff(str(one.number), str(one.number)) for one in scenario.windows},
        reasons={Reason.PAUSE: {WRAP_UP: _name(WRAP_UP)}},
        rules=Rules(
            overflow=scenario.rule.overflow,
            transfer_head_start=scenario.rule.transfer_head_start,
            booked_head_start=scenario.rule.booked_head_start,
            automatic_call=True,
            missed_after_calls=1,
            missed_limit=0,
            last_ticket=0,
            booking_early=EVER,
            booking_late=EVER,
            end_of_day=scenario.end_of_day,
        ),
    )


class SimulatedDay(HallDay):
    """A HallDay whose hours are the scenario's; the calendar closes nothing."""

    def __init__(self, scenario: Scenario) -> None:
        self._closing = EVER if scenario.carry_over else scenario.closing * MINUTE
        hall = describe(scenario)
        super().__init__(DATE, VERSION, lambda _version: hall)

    def set_version(self, version: int) -> None:
        super().set_version(version)
        offered: dict[str, tuple[Stretch, ...]] = dict.fromkeys(self.hall.services, (Stretch(0, EVER),))
        segment = Segment(0, EVER, self.hall.modes[0])
        self.plan = DayPlan(DATE, DayKind.WORKDAY, (segment,), offered, offered, 0, self._closing, EVER)


def _name(text: str) -> Name:
    return Name(text, text)
