"""The calendar table: what kind of day a date is.

A date that is not in the table has the kind of its weekday. What the table says always wins, so that a make-up working
Saturday is a working day and a holiday on a Tuesday is not; nothing in the suite asks for the weekday itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

SATURDAY = 5  # date.weekday()


class DayKind(StrEnum):
    """What a date is to the hall."""

    WORKDAY = "workday"
    MAKEUP_WORKDAY = "makeup_workday"  # 调休: a weekend date that is worked
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # statutory holiday and the free days around it
    CLOSED = "closed"  # the hall's own closing day

    @property
    def is_working(self) -> bool:
        return self in {DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates that differ from their weekday."""

    table: Mapping[date, DayKind] = field(default_factory=dict)

    def kind(self, day: date) -> DayKind:
        by_weekday = DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKDAY
        return self.table.get(day, by_weekday)

    def is_working(self, day: date) -> bool:
        return self.kind(day).is_working

    def after_working_days(self, start: date, days: int) -> date:
        """The date `days` working days after `start`; `start` itself does not count."""
        day = start
        for _ in range(days):
            day += timedelta(days=1)
            while not self.is_working(day):
                day += timedelta(days=1)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days in the half-open period [start, end)."""
        return sum(self.is_working(start + timedelta(days=n)) for n in range((end - start).days))
