"""Which day is what, and which mode holds when."""

from dataclasses import replace
from datetime import date

from hallops.domain.calendar import Calendar, DayKind
from hallops.domain.day_plan import local_date, plan_day
from hallops.domain.modes import ModeKind
from tests.domain.halls import TUESDAY, at, mode, small_hall

NEW_YEAR = date(2026, 1, 1)
CALENDAR = Calendar({NEW_YEAR: DayKind.HOLIDAY, date(2026, 1, 4): DayKind.MAKEUP_WORKDAY})


def test_the_table_wins_over_the_weekday() -> None:
    assert CALENDAR.kind(NEW_YEAR) is DayKind.HOLIDAY
    assert CALENDAR.kind(date(2026, 1, 3)) is DayKind.WEEKEND
    assert CALENDAR.kind(date(2026, 1, 4)) is DayKind.MAKEUP_WORKDAY
    assert CALENDAR.kind(date(2026, 1, 5)) is DayKind.WORKDAY


def test_working_days_are_counted_with_makeup_days_and_without_holidays() -> None:
    assert CALENDAR.after_working_days(date(2025, 12, 31), 2) == date(2026, 1, 4)
    assert CALENDAR.working_days_between(date(2026, 1, 1), date(2026, 1, 6)) == 3


def test_an_overlay_takes_the_place_of_what_lies_under_it() -> None:
    plan = plan_day(small_hall(), TUESDAY)
    assert [segment.mode.id for segment in plan.segments] == ["weekday", "lunch", "weekday"]
    assert plan.mode_at(at("11:59")) == plan.segments[0].mode
    assert plan.mode_at(at("12:00")) == plan.segments[1].mode
    assert plan.mode_at(at("17:30")) is None
    (stretch,) = plan.offers("A", booked=False)
    assert (stretch.start, stretch.end) == (at("09:00"), at("17:30"))


def test_a_trial_mode_is_kept_between_its_dates_only() -> None:
    trial = mode("trial", "18:00-20:00", kind=ModeKind.EXTENDED)
    trial = replace(trial, valid_from=date(2026, 9, 16), valid_to=date(2026, 9, 30))
    hall = small_hall(modes=(mode("weekday", "09:00-17:30"), trial))
    assert len(plan_day(hall, TUESDAY).segments) == 1
    assert len(plan_day(hall, date(2026, 9, 16)).segments) == 2
    assert len(plan_day(hall, date(2026, 10, 1)).segments) == 1


def test_self_service_alone_opens_no_day() -> None:
    around = mode("selfserv", "00:00-24:00", "all", windows=frozenset(), kind=ModeKind.SELF_SERVICE)
    hall = small_hall(modes=(around,))
    assert plan_day(hall, TUESDAY).opens is None


def test_saturday_half_days_leave_sunday_closed() -> None:
    hall = small_hall(modes=(mode("half", "09:00-12:00", "sat", kind=ModeKind.WEEKEND),))
    assert plan_day(hall, date(2026, 9, 19)).segments
    assert not plan_day(hall, date(2026, 9, 20)).segments


def test_the_clock_change_makes_a_shorter_day_and_no_negative_time() -> None:
    hall = small_hall(timezone="Europe/Berlin", modes=(mode("night", "00:00-24:00", "all"),))
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    hours = [
        (plan.segments[0].end - plan.segments[0].start) // 3_600_000
        for plan in (plan_day(hall, spring), plan_day(hall, autumn))
    ]
    assert hours == [23, 25]


def test_the_business_date_is_the_halls_own() -> None:
    midnight = at("00:00")
    assert local_date(midnight - 1, "Asia/Shanghai") == date(2026, 9, 14)
    assert local_date(midnight, "Asia/Shanghai") == TUESDAY
    assert local_date(at("23:59", date(2026, 12, 31)) + 60_000, "Asia/Shanghai") == date(2027, 1, 1)
