"""A scenario: one day of a hall, as far as its queues are concerned. Frozen; times are ms, times of day are minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hallops.domain.modes import Hours
from hallops.domain.rules import MINUTE, EndOfDay
from simulation.scenario.distribution import Distribution

DAY = 24 * 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Bookings:
    """Booked visitors, besides walk-ins: how many are booked at which minute of the day, and how they keep to it."""

    booked: Mapping[int, int]
    show: float = 1.0
    early_minutes: float = 0.0  # mean of arrival − booked time; below 0 they come early
    spread_minutes: float = 0.0  # its standard deviation


@dataclass(frozen=True, slots=True)
class ServiceDemand:
    """A queue: who comes to it and how long the service takes."""

    code: str
    target: int
    arrivals: tuple[float, ...]  # walk-ins expected in each interval from first opening to last closing
    service: Distribution
    patience: Distribution | None = None
    wrap_up: int = 0
    no_show: float = 0.0
    no_show_time: int = 0
    transfer: Mapping[str, float] = field(default_factory=dict)
    bookings: Bookings | None = None


@dataclass(frozen=True, slots=True)
class VisitorClass:
    """A priority class and its share of the visitors."""

    code: str
    share: float
    head_start: int = 0
    next_call: bool = False


@dataclass(frozen=True, slots=True)
class PlannedWindow:
    """A window and when it is open: periods in order, apart."""

    number: int
    rank: Mapping[str, int]
    open: tuple[Hours, ...] = ()
    accessible: bool = False


@dataclass(frozen=True, slots=True)
class PlannedMode:
    """A part of the day that is planned by bounds of its own, like the lunch at windows 1 and 2.

    `windows` may be open in it (None: all), `always` are, and between `at_least` and `at_most` at any time.
    """

    hours: tuple[Hours, ...]
    windows: frozenset[int] | None = None
    always: frozenset[int] = frozenset()
    at_least: int = 0
    at_most: int | None = None

    def may_open(self, window: int) -> bool:
        return self.windows is None or window in self.windows


@dataclass(frozen=True, slots=True)
class CallRule:
    """What the calling rule takes from a hall."""

    overflow: int = 1500
    transfer_head_start: int = 0
    booked_head_start: int = 0


@dataclass(frozen=True, slots=True)
class Scenario:
    """`hours` are in order and apart; so are the periods of each window, which lie inside them."""

    interval: int  # minutes
    hours: tuple[Hours, ...]
    services: Mapping[str, ServiceDemand]
    windows: tuple[PlannedWindow, ...]  # by number
    classes: Mapping[str, VisitorClass]
    rule: CallRule = field(default_factory=CallRule)
    carry_over: bool = False
    day_factor_cv: float = 0.0
    end_of_day: EndOfDay = EndOfDay.SERVE_OUT
    last_ticket: int = 0
    accessible_share: float = 0.0
    modes: Mapping[str, PlannedMode] = field(default_factory=dict)  # apart, inside `hours`; for planning only

    @property
    def opening(self) -> int:
        """The first opening, in minutes."""
        return self.hours[0].start

    @property
    def closing(self) -> int:
        """The last closing, in minutes."""
        return self.hours[-1].end

    @property
    def intervals(self) -> int:
        """How many there are from the first opening to the last closing."""
        return (self.closing - self.opening) // self.interval

    @property
    def stays(self) -> bool:
        """Whether windows stay after the last closing until nobody waits."""
        return not self.carry_over and self.end_of_day is EndOfDay.SERVE_OUT


def merged(periods: tuple[Hours, ...]) -> tuple[Hours, ...]:
    """Periods in order, overlapping and touching ones as one."""
    found: list[Hours] = []
    for period in sorted(periods, key=lambda period: (period.start, period.end)):
        if found and period.start <= found[-1].end:
            found[-1] = Hours(found[-1].start, max(found[-1].end, period.end))
        else:
            found.append(period)
    return tuple(found)


def inside(period: Hours, hours: tuple[Hours, ...]) -> bool:
    return any(span.start <= period.start and period.end <= span.end for span in hours)
