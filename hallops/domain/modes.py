"""Service modes: the hours a hall keeps, at which windows, for which services.

A day is the overlay of its modes: an overlay (lunch at windows 1 and 2) takes the place of whatever lies under it.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hallops.domain.calendar import DayKind
from hallops.domain.names import Name

DAY_END = 24 * 60  # minutes; "24:00" is the end of the business date


class ModeKind(StrEnum):
    """What a mode is called in figures, whatever a hall names it."""

    WEEKDAY = "weekday"
    LUNCH = "lunch"
    EARLY = "early"  # 错峰早开
    EXTENDED = "extended"  # 延时服务
    WEEKEND = "weekend"
    SELF_SERVICE = "self_service"  # 24 hours, no staff


class DayChoice(StrEnum):
    """The days a mode is kept on. Saturday and Sunday mean those that are free days by the calendar."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    SATURDAY = "sat"
    SUNDAY = "sun"
    HOLIDAY = "holiday"
    ALL = "all"

    def includes(self, kind: DayKind, day: date) -> bool:
        if self is DayChoice.ALL:
            return kind is not DayKind.CLOSED
        if self is DayChoice.WORKDAY:
            return kind.is_working
        if self is DayChoice.HOLIDAY:
            return kind is DayKind.HOLIDAY
        return kind is DayKind.WEEKEND and self in {DayChoice.WEEKEND, _WEEKDAY_CHOICE.get(day.weekday())}


_WEEKDAY_CHOICE = {5: DayChoice.SATURDAY, 6: DayChoice.SUNDAY}


@dataclass(frozen=True, slots=True)
class Hours:
    """A half-open period of the local day, in minutes since midnight."""

    start: int
    end: int

    def overlaps(self, other: "Hours") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class ServiceMode:
    """One way of being open.

    `windows` and `services` are what the mode plans with and offers; None means all of the hall's. A mode without any
    window (24-hour self-service) serves no tickets.
    """

    id: str
    name: Name
    kind: ModeKind
    days: frozenset[DayChoice]
    hours: tuple[Hours, ...]
    windows: frozenset[int] | None = None
    services: frozenset[str] | None = None
    booking_only: bool = False
    minimum_staff: int = 0
    overlay: bool = False
    valid_from: date | None = None
    valid_to: date | None = None  # the last day
    zones: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_staffed(self) -> bool:
        return self.windows is None or bool(self.windows)

    def is_kept_on(self, day: date, kind: DayKind) -> bool:
        if self.valid_from and day < self.valid_from:
            return False
        if self.valid_to and day > self.valid_to:
            return False
        return any(choice.includes(kind, day) for choice in self.days)
