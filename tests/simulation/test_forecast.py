"""A forecast finds a pattern that is there, keeps its intervals, and beats its baseline on real counts."""

import csv
import gzip
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from hallops.domain.calendar import Calendar, DayKind
from hallops.files.counts_file import Count, Counts, read_counts, read_events
from hallops.files.problems import Problems
from simulation.forecasting.forecast import TooShortError, forecast
from simulation.forecasting.history import Marks, history_of
from tests.outside import outside_file

MONDAY = date(2025, 9, 1)
SLOTS = np.array([4, 9, 12, 10, 6, 3, 5, 8, 9, 7, 4, 2.0])  # of half hours from nine


def counts_of(days: int, level: Callable[[date], float], seed: int = 1) -> Counts:
    """Poisson counts of half hours; a day of level 0 has none."""
    rng = np.random.default_rng(seed)
    rows = [
        Count(day, 540 + 30 * slot, float(rng.poisson(mean)))
        for day in (MONDAY + timedelta(days=number) for number in range(days))
        if level(day) > 0
        for slot, mean in enumerate(SLOTS * level(day))
    ]
    return Counts(30, tuple(rows))


def weekly(day: date) -> float:
    """Mondays are busy, weekends closed."""
    return (6.0, 4.0, 4.0, 4.0, 5.0, 0.0, 0.0)[day.weekday()]


def test_a_weekly_pattern_goes_on() -> None:
    found = forecast(history_of(counts_of(140, weekly), Marks()), 10)
    assert [day.weekday() for day in found.dates] == [0, 1, 2, 3, 4] * 2
    for number, day in enumerate(found.dates):
        assert found.counts[number] == pytest.approx(SLOTS * weekly(day), rel=0.2, abs=4)
    assert found.score.wape <= found.score.baseline
    assert found.tried[found.method] == min(found.tried.values())


def test_intervals_hold_what_they_promise() -> None:
    known, days = history_of(counts_of(200, weekly), Marks()), 60
    found = forecast(known, days)
    rng = np.random.default_rng(99)
    future = [rng.poisson(SLOTS * weekly(day)) for day in found.dates]
    inside = (found.low <= future) & (np.array(future) <= found.high)
    assert 0.91 < inside.mean() < 0.99
    totals = [found.total(number) for number in range(days)]
    held = [low <= count.sum() <= high for (_, low, high), count in zip(totals, future, strict=True)]
    assert sum(held) / days > 0.85


def test_a_holiday_is_left_out_and_the_day_after_it_is_busy() -> None:
    holidays = [MONDAY + timedelta(days=number) for number in (23, 51, 86, 107, 142, 170)]

    def level(day: date) -> float:
        if day in holidays:
            return 0.0
        return weekly(day) * (1.5 if day - timedelta(days=1) in holidays else 1.0)

    marks = Marks(Calendar(dict.fromkeys(holidays, DayKind.HOLIDAY)))
    found = forecast(history_of(counts_of(168, level), marks), 5)
    assert holidays[-1] not in found.dates
    after = found.dates.index(holidays[-1] + timedelta(days=1))
    assert found.counts[after].sum() > 1.2 * found.baseline[after].sum()


def test_a_named_event_brings_what_it_brought_before() -> None:
    fairs = {MONDAY + timedelta(days=number) for number in (29, 64, 92, 141)}
    events = dict.fromkeys(fairs, ("fair",))
    counts = counts_of(140, lambda day: weekly(day) * (2.0 if day in fairs else 1.0))
    found = forecast(history_of(counts, Marks(events=events)), 5)
    fair = found.dates.index(max(fairs))
    assert found.counts[fair].sum() > 1.5 * found.baseline[fair].sum()


def test_a_makeup_workday_is_open_and_like_a_working_day() -> None:
    saturday = MONDAY + timedelta(days=145)
    marks = Marks(Calendar({saturday: DayKind.MAKEUP_WORKDAY}))
    found = forecast(history_of(counts_of(140, weekly), marks), 7)
    place = found.dates.index(saturday)
    assert found.counts[place].sum() == pytest.approx(SLOTS.sum() * 4.6, rel=0.15)


def test_too_few_days_are_refused() -> None:
    with pytest.raises(TooShortError):
        forecast(history_of(counts_of(28, weekly), Marks()), 5)


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    forecast(history_of(counts_of(70, weekly), Marks()), 1, watch=lambda done, whole: told.append((done, whole)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_counts_are_read_with_every_problem() -> None:
    text = (
        "start,count\n2026-01-05T09:00,4\n2026-01-05T09:30,x\n2026-01-05T10:00,-1\n2026-01-05T09:00,5\n"
        "soon,3\n2026-01-05T11:30,2\n2026-01-05T12:00,2\n2026-01-05T12:30,2\n2026-01-06T09:10:00+08:00,1\n"
    )
    with pytest.raises(Problems) as refused:
        read_counts(text.encode())
    said = str(refused.value).splitlines()
    assert [line.split(":")[0] for line in said] == [
        "counts.csv line 3, column count",
        "counts.csv line 4, column count",
        "counts.csv line 5, column start",
        "counts.csv line 6, column start",
        "counts.csv line 10, column start",
    ]


def test_an_empty_table_of_counts_is_refused() -> None:
    with pytest.raises(Problems, match="There are no counts"):
        read_counts(b"start,count\n")


def test_counts_and_events_are_read() -> None:
    counts = read_counts(b"start,count\n2026-01-05 09:05:00,2\n2026-01-05 09:00:00+08:00,4\n")
    assert (counts.interval, [(row.minute, row.count) for row in counts.rows]) == (5, [(540, 4), (545, 2)])
    (event,) = read_events("date,name\n2026-01-05,招聘会\n".encode()).rows
    assert (event.day, event.name) == (date(2026, 1, 5), "招聘会")


def bank_calls(file: Path) -> Counts:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        rows = [(datetime.fromisoformat(row["t"]), float(row["y"])) for row in csv.DictReader(stream)]
    return Counts(5, tuple(Count(at.date(), at.hour * 60 + at.minute, count) for at, count in rows))


@pytest.mark.parametrize("lead", [1, 20])
def test_calls_of_a_bank_are_forecast_better_than_by_the_baseline(lead: int) -> None:
    """The last 20 days, by intervals of five minutes, day by day and all at once."""
    found = forecast(history_of(bank_calls(outside_file("bank_calls_5min.csv.gz")), Marks()), lead)
    assert (found.score.days, found.score.lead) == (20, lead)
    assert found.score.wape < min(0.085 if lead == 1 else 1.0, found.score.baseline)
    assert found.score.coverage > 0.9
