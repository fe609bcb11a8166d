"""What of a date moves its total: weekday, place in the month, a day off before it, holiday, named events."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from math import exp

import numpy as np

from hallops.domain.calendar import SATURDAY
from simulation.forecasting.history import WEEK, Floats, History

# Pay, rent and deadlines come with the calendar: the effects fade in so many days after the first, before the last,
# and about the middle of a month.
FIRST_FADES, LAST_FADES, MIDDLE_FADES, MIDDLE = 3.0, 2.0, 2.0, 15
DAYS_OFF = 2  # before a date, that are looked at


def features(history: History, days: Sequence[date]) -> Floats:
    """One row a date: a constant, then what can be estimated."""
    names = sorted({name for names in history.marks.events.values() for name in names})
    usual = history.open_weekdays()
    there = set(history.dates)
    return np.array([_row(history, day, usual, there, names) for day in days])


def _row(history: History, day: date, usual: set[int], there: set[date], names: Sequence[str]) -> list[float]:
    marks = history.marks
    return [
        1.0,
        *_weekday(day, makeup=marks.is_makeup(day)),
        *_in_month(day),
        *_after_days_off(history, day, usual, there),
        float(marks.is_holiday(day)),
        *(float(name in marks.events.get(day, ())) for name in names),
    ]


def _weekday(day: date, *, makeup: bool) -> list[float]:
    """A make-up workday is a mean working day."""
    if makeup:
        return [1 / SATURDAY if number < SATURDAY else 0.0 for number in range(WEEK)]
    return [float(number == day.weekday()) for number in range(WEEK)]


def _in_month(day: date) -> list[float]:
    left = monthrange(day.year, day.month)[1] - day.day
    return [
        exp(-(day.day - 1) / FIRST_FADES),
        exp(-left / LAST_FADES),
        exp(-abs(day.day - MIDDLE) / MIDDLE_FADES),
    ]


def _after_days_off(history: History, day: date, usual: set[int], there: set[date]) -> list[float]:
    """Whether each of the last usual days before this one was off."""
    found = []
    before = day
    for _ in range(DAYS_OFF):
        before -= timedelta(days=1)
        while before.weekday() not in usual:
            before -= timedelta(days=1)
        is_past = history.dates[0] <= before <= history.dates[-1]
        off = before not in there if is_past else history.marks.is_holiday(before) and not history.opens_on_holidays()
        found.append(float(off))
    return found
