"""Counts of past days as a table, and what is known of any date: its weekday, its kind, what happens on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from hallops.domain.calendar import SATURDAY, Calendar, DayKind
from hallops.files.counts_file import Counts

Floats = NDArray[np.float64]
WEEK = 7
RECENT = 8  # weeks that tell on which weekdays there is anything


@dataclass(frozen=True, slots=True)
class Marks:
    """What a calendar says, and named events by date."""

    calendar: Calendar = field(default_factory=Calendar)
    events: Mapping[date, tuple[str, ...]] = field(default_factory=dict)

    def is_holiday(self, day: date) -> bool:
        return self.calendar.kind(day) in {DayKind.HOLIDAY, DayKind.CLOSED}

    def is_makeup(self, day: date) -> bool:
        return self.calendar.kind(day) is DayKind.MAKEUP_WORKDAY and day.weekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class History:
    """Days with counts, in order: days × intervals, the first of which begins at the minute `first`."""

    dates: tuple[date, ...]
    counts: Floats
    first: int
    interval: int
    marks: Marks = field(default_factory=Marks)

    @property
    def totals(self) -> Floats:
        return np.asarray(self.counts.sum(axis=1))

    def until(self, end: int) -> "History":
        """The first days of it."""
        return replace(self, dates=self.dates[:end], counts=self.counts[:end])

    def like(self, day: date) -> list[int]:
        """The rows of days like this one: the same weekday; of a make-up workday all working days; of a new day all."""
        is_working, is_makeup = self.marks.calendar.is_working, self.marks.is_makeup
        if is_makeup(day):
            found = [number for number, one in enumerate(self.dates) if is_working(one)]
        else:
            found = [n for n, one in enumerate(self.dates) if one.weekday() == day.weekday() and not is_makeup(one)]
        return found or list(range(len(self.dates)))

    def coming(self, days: int) -> list[date]:
        """The next dates on which there will be anything, by the weekdays and holidays of the past."""
        weekdays, holidays = self.open_weekdays(), self.opens_on_holidays()
        found: list[date] = []
        day = self.dates[-1]
        while len(found) < days:
            day += timedelta(days=1)
            closed = self.marks.calendar.kind(day) is DayKind.CLOSED
            if self.marks.is_holiday(day):
                is_open = holidays and not closed and day.weekday() in weekdays
            else:
                is_open = day.weekday() in weekdays or self.marks.is_makeup(day)
            if is_open:
                found.append(day)
        return found

    def open_weekdays(self) -> set[int]:
        """On most of the last weeks, as far as there are so many."""
        last = self.dates[-1]
        recent = [day for day in self.dates if (last - day).days < RECENT * WEEK and not self.marks.is_makeup(day)]
        weeks = min(RECENT, max(1, round(((last - self.dates[0]).days + 1) / WEEK)))
        seen = [day.weekday() for day in recent]
        return {weekday for weekday in range(WEEK) if 2 * seen.count(weekday) >= weeks} or set(seen)

    def opens_on_holidays(self) -> bool:
        """Whether on most holidays that fell on a usual weekday there was anything. Where there were none: no."""
        span = (self.dates[-1] - self.dates[0]).days + 1
        weekdays, there = self.open_weekdays(), set(self.dates)
        days = [self.dates[0] + timedelta(days=number) for number in range(span)]
        past = [day in there for day in days if self.marks.is_holiday(day) and day.weekday() in weekdays]
        return 2 * sum(past) > len(past)


def history_of(counts: Counts, marks: Marks) -> History:
    """Dates on which anybody came; an interval that is not there had nobody."""
    first = min(row.minute for row in counts.rows)
    slots = (max(row.minute for row in counts.rows) - first) // counts.interval + 1
    dates = sorted({row.day for row in counts.rows if row.count})
    place = {day: number for number, day in enumerate(dates)}
    table = np.zeros((len(dates), slots))
    for row in counts.rows:
        if row.day in place:
            table[place[row.day], (row.minute - first) // counts.interval] = row.count
    return History(tuple(dates), table, first, counts.interval, marks)


def events_by_date(events: Sequence[tuple[date, str]]) -> dict[date, tuple[str, ...]]:
    found: dict[date, tuple[str, ...]] = {}
    for day, name in events:
        found[day] = (*found.get(day, ()), name)
    return found
