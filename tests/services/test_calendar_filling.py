"""A year of the calendar: what was announced is right to the day, what was not is provisional."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from hallops.domain.calendar import DayKind
from hallops.files.problems import Problems
from hallops.services.calendar_filling import fill_year, may_move, read_notice

MAKEUP_DAYS = {
    2025: ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
    2026: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
}


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range(365)]


@pytest.mark.parametrize("year", MAKEUP_DAYS)
def test_every_day_is_as_the_notice_had_it(year: int) -> None:
    filled = fill_year(year)
    table = filled.calendar.table
    assert filled.announced
    assert filled.may_move == ()
    assert [day for day in days_of(year) if table.is_working(day) != chinese_calendar.is_workday(day)] == []
    makeup = [day.isoformat() for day in days_of(year) if table.kind(day) is DayKind.MAKEUP_WORKDAY]
    assert makeup == MAKEUP_DAYS[year]


def test_a_holiday_by_law_is_told_from_the_free_days_around_it() -> None:
    statutory = fill_year(2026).statutory
    assert date(2026, 10, 3) in statutory  # a Saturday
    assert date(2026, 10, 6) not in statutory
    assert len(statutory) == 13


def test_a_year_that_is_not_announced_is_provisional() -> None:
    filled = fill_year(2027)
    assert not filled.announced
    assert filled.calendar.table.kind(date(2027, 10, 1)) is DayKind.HOLIDAY
    assert date(2027, 9, 26) in filled.may_move
    assert date(2027, 7, 15) not in filled.may_move


@pytest.mark.parametrize("year", MAKEUP_DAYS)
def test_the_days_that_moved_are_among_those_that_might(year: int) -> None:
    filled = fill_year(year)
    table = filled.calendar.table.table
    moved = {day for day, kind in table.items() if kind.is_working or day not in filled.statutory}
    assert moved <= set(may_move(filled.statutory))


def test_a_notice_makes_the_year_announced() -> None:
    table = b"day,kind,name_zh,name_en,statutory\n2027-10-01,holiday,a,b,yes\n2027-09-26,makeup_workday,a,b,\n"
    filled = read_notice(table, 2027)
    assert filled.announced
    assert filled.calendar.table.is_working(date(2027, 9, 26))
    assert filled.statutory == {date(2027, 10, 1)}


def test_a_notice_with_bad_lines_is_refused_with_all_of_them() -> None:
    table = b"day,kind,name_zh,name_en\n2026-10-01,holiday,a,b\n2027-10-01,feast,a,b\n"
    with pytest.raises(Problems) as caught:
        read_notice(table, 2027)
    assert [problem.code for problem in caught.value.problems] == ["calendar_other_year", "not_one_of"]


def test_other_countries_have_their_own_days() -> None:
    filled = fill_year(2026, "DE")
    assert filled.announced
    assert filled.calendar.table.kind(date(2026, 10, 3)) is DayKind.HOLIDAY
    with pytest.raises(KeyError):
        fill_year(2026, "XX")
