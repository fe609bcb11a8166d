"""A year for the calendar table: public holidays and make-up workdays from the `holidays` library, or from a notice.

China's make-up days (调休) are announced late in the year before. Until then the library knows the statutory days, no
make-up day, and says nothing of it: such a year is provisional, and the days that a notice may change are listed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from holidays import country_holidays, list_supported_countries

from hallops.domain.calendar import Calendar, DayKind
from hallops.domain.names import Name
from hallops.files.csv_file import Columns, check_once, finished, read_rows
from hallops.files.hall_calendar import NamedCalendar
from hallops.files.kinds import DAY, TEXT, choice
from hallops.files.problems import Report

CHINA = "CN"
NOTICE = Columns(("day", "kind", "name_zh", "name_en"), ("statutory",))
STATUTORY = "yes"
NOT_STATUTORY = ("Day off (substituted", "(observed)")  # free days that are given back, not holidays by law
MAKEUP = Name("调休上班", "Make-up workday")
AROUND = 11  # days before and after a holiday in which a notice of 2025 or 2026 moved a weekend day
NEAR = 5  # the same for workdays that became free


@dataclass(frozen=True, slots=True)
class FilledYear:
    """A year of the calendar. `may_move`: days that a notice may change; none once it is announced."""

    year: int
    calendar: NamedCalendar
    statutory: frozenset[date]  # paid threefold
    announced: bool
    may_move: tuple[date, ...] = ()


def countries() -> tuple[str, ...]:
    """The codes that can be filled in."""
    return tuple(sorted(list_supported_countries()))


def fill_year(year: int, country: str = CHINA) -> FilledYear:
    """What is known of a year today. KeyError for a country that is not known."""
    if country not in list_supported_countries():
        raise KeyError(country)
    found = country_holidays(country, years=[year], language="en_US")
    chinese = country_holidays(country, years=[year], language="zh_CN")
    names = {day: Name(chinese.get(day, name), name) for day, name in sorted(found.items()) if day.year == year}
    kinds = dict.fromkeys(names, DayKind.HOLIDAY)
    makeup = sorted(day for day in getattr(found, "weekend_workdays", ()) if day.year == year)
    statutory = frozenset(day for day, name in names.items() if not any(mark in name.en for mark in NOT_STATUTORY))
    announced = country != CHINA or bool(makeup)
    calendar = _calendar(kinds | dict.fromkeys(makeup, DayKind.MAKEUP_WORKDAY), names | dict.fromkeys(makeup, MAKEUP))
    return FilledYear(year, calendar, statutory, announced, () if announced else may_move(statutory))


def read_notice(data: bytes, year: int, name: str = "notice.csv") -> FilledYear:
    """A year as an announcement has it, from a table of its days, or all that is wrong with the table."""
    report = Report(name)
    read = []
    for row in read_rows(data, NOTICE, report):
        day = row.need("day", DAY)
        if not row.bad and day.year != year:
            row.problem("calendar_other_year", "day", day=day.isoformat(), year=year)
        named = Name(row.need("name_zh", TEXT), row.need("name_en", TEXT))
        read.append((row, (day, row.need("kind", choice(DayKind)), named, row.may("statutory", TEXT, "") == STATUTORY)))
    check_once(((row, day) for row, (day, *_) in read if not row.bad), "day")
    days = finished(read, report, skip_bad=False).rows
    calendar = _calendar({day: kind for day, kind, *_ in days}, {day: named for day, _, named, _ in days})
    return FilledYear(year, calendar, frozenset(day for day, *_, statutory in days if statutory), announced=True)


def may_move(statutory: frozenset[date]) -> tuple[date, ...]:
    """Days around holidays that a notice may change: weekend days to work on, workdays to be free."""
    return tuple(sorted({day for holiday in statutory for day in _around(holiday)} - statutory))


def _around(holiday: date) -> Iterator[date]:
    for offset in range(-AROUND, AROUND + 1):
        day = holiday + timedelta(days=offset)
        if abs(offset) <= NEAR or not Calendar().is_working(day):
            yield day


def _calendar(kinds: Mapping[date, DayKind], names: Mapping[date, Name]) -> NamedCalendar:
    return NamedCalendar(Calendar(dict(sorted(kinds.items()))), names)
