"""What each rule means: a roster that keeps it, and one that breaks it by a known amount."""

from dataclasses import replace
from datetime import date, timedelta

from hallops.domain.calendar import Calendar, DayKind
from hallops.domain.modes import Hours
from hallops.roster.check import check
from hallops.roster.problem import Duty, History, Roster, Wish
from hallops.roster.rule import Level, RuleKind
from tests.roster.small import DAY, EARLY, LATE, MONDAY, broken, day, demand, problem, row, rule, staff


def test_a_post_is_short_by_the_people_missing_in_each_interval() -> None:
    asked = problem(rule(RuleKind.COVER, Level.SOFT, weight=10), demand=demand((0, "A", 9, 12, 2), (0, "B", 9, 10, 1)))
    score = check(asked, row("ann", 0)).score
    assert (score.short, score.demanded, score.cost) == (3 + 1, 7, 40)
    assert check(asked, row("ann", 0) | {("bob", day(0)): EARLY}).score.short == 1


def test_the_second_missing_person_weighs_more_where_the_rule_says_so() -> None:
    asked = problem(rule(RuleKind.COVER, Level.SOFT, weight=10, square=True), demand=demand((0, "A", 9, 10, 3)))
    assert [check(asked, roster).score.cost for roster in ({}, row("ann", 0))] == [90, 40]


def test_a_meal_break_covers_nothing() -> None:
    asked = problem(rule(RuleKind.COVER, Level.SOFT), demand=demand((0, "A", 11, 14, 1)))
    assert check(asked, row("ann", 0, duty=DAY)).score.short == 1


def test_people_too_many_are_counted_too() -> None:
    asked = problem(rule(RuleKind.SURPLUS, Level.SOFT), demand=demand((0, "A", 9, 10, 0), (0, "A", 10, 11, 1)))
    assert broken(asked, row("ann", 0)) == [1]


def test_a_lead_must_be_present_in_the_hours_of_the_rule() -> None:
    lead = rule(RuleKind.PRESENT, least=1, hours=Hours(12 * 60, 13 * 60), scope=frozenset({"lead"}))
    people = staff("ann", groups=frozenset({"lead"})) | staff("bob")
    asked = problem(lead, people=people, days=1)
    assert broken(asked, row("ann", 0)) == []
    assert broken(asked, row("bob", 0)) == [1]
    assert broken(asked, row("ann", 0, duty=DAY)) == [1]  # at the meal then


def test_nobody_works_at_a_post_without_its_skill() -> None:
    people = {"ann": replace(staff("ann")["ann"], skills=frozenset({"B"}))}
    asked = problem(rule(RuleKind.SKILL), people=people)
    assert broken(asked, row("ann", 0, 1)) == [2]
    assert broken(asked, row("ann", 0, duty=Duty("E", "B"))) == []


def test_a_shift_has_its_days_and_its_posts() -> None:
    own = {"E": replace(problem().shifts["E"], posts=frozenset({"B"}))}
    assert broken(problem(shifts=own), row("ann", 0)) == [1]


def test_leave_is_free() -> None:
    asked = problem(rule(RuleKind.LEAVE), leave=frozenset({("ann", day(1))}))
    assert broken(asked, row("ann", 0, 2) | row("bob", 1)) == []
    assert broken(asked, row("ann", 1)) == [1]


def test_a_locked_cell_is_as_it_was_locked() -> None:
    asked = problem(rule(RuleKind.LOCK), locks={("ann", day(0)): EARLY, ("bob", day(0)): None})
    assert broken(asked, row("ann", 0)) == []
    assert broken(asked, row("ann", 0, duty=LATE) | row("bob", 0)) == [1, 1]


def test_the_average_week_has_forty_hours() -> None:
    asked = problem(rule(RuleKind.AVERAGE_WEEK, most=2400))
    assert broken(asked, row("ann", *range(10))) == []
    assert broken(asked, row("ann", *range(11))) == [480]


def test_a_contract_of_fewer_hours_is_the_limit() -> None:
    assert broken(problem(rule(RuleKind.AVERAGE_WEEK), people=staff("ann", contract=1200)), row("ann", *range(6))) == [
        480
    ]


def test_overtime_is_counted_by_calendar_month_with_what_is_carried_in() -> None:
    carried = History(overtime={"2026-11": 36 * 60})
    asked = problem(rule(RuleKind.OVERTIME_MONTH, most=36 * 60), people=staff("ann", history=carried))
    assert broken(asked, row("ann", 0)) == []  # a working day of November, as the standard has it
    longer = {("ann", day(0)): LATE}  # nine hours
    assert broken(asked, longer) == [60]
    assert broken(asked, row("ann", 1, duty=LATE)) == []  # December has a limit of its own


def test_hours_of_a_working_saturday_are_no_overtime() -> None:
    saturday = Calendar({day(5): DayKind.MAKEUP_WORKDAY})
    limit = rule(RuleKind.OVERTIME_MONTH, most=0)
    roster = row("ann", 1, 2, 3, 4, 5)
    assert broken(problem(limit, days=6), roster) == [480]
    assert broken(problem(limit, days=6, calendar=saturday), roster) == []


def test_a_week_has_a_rest_day() -> None:
    assert broken(problem(rule(RuleKind.REST_DAY, most=6)), row("ann", *range(6), *range(7, 13))) == []
    assert broken(problem(rule(RuleKind.REST_DAY, most=6)), row("ann", *range(7))) == [1]


def test_twelve_hours_lie_between_two_duties() -> None:
    asked = problem(rule(RuleKind.REST_BETWEEN, least=12 * 60))
    assert broken(asked, row("ann", 0, duty=LATE) | row("ann", 1, duty=DAY)) == []  # 21:00 to 9:00
    assert broken(asked, row("ann", 0, duty=LATE) | row("ann", 1)) == [1]


def test_the_last_shift_before_the_horizon_counts_for_the_rest() -> None:
    people = staff("ann", history=History(last_shift="L"))
    assert broken(problem(rule(RuleKind.REST_BETWEEN, least=12 * 60), people=people), row("ann", 0)) == [1]


def test_a_shift_says_which_must_not_follow_it() -> None:
    shifts = dict(problem().shifts) | {"D": replace(problem().shifts["D"], not_before=frozenset({"E"}))}
    asked = problem(rule(RuleKind.SUCCESSION), shifts=shifts)
    assert broken(asked, row("ann", 0, duty=DAY) | row("ann", 1)) == [1]
    assert broken(asked, row("ann", 0) | row("ann", 1, duty=DAY)) == []


def test_days_in_a_row_have_a_most_that_counts_the_days_before() -> None:
    worked = frozenset(MONDAY - timedelta(days=back) for back in (1, 2, 3))
    limit = rule(RuleKind.CONSECUTIVE_DAYS, most=5)
    assert broken(problem(limit), row("ann", *range(5))) == []
    assert broken(problem(limit), row("ann", *range(6))) == [1]
    assert broken(problem(limit, people=staff("ann", history=History(worked=worked))), row("ann", 0, 1, 2)) == [1]


def test_rows_of_duties_and_of_free_days_have_a_least_but_for_the_edges() -> None:
    assert broken(problem(rule(RuleKind.CONSECUTIVE_DAYS, least=2)), row("ann", 0, 3, 4, 13)) == []
    assert broken(problem(rule(RuleKind.CONSECUTIVE_DAYS, least=2)), row("ann", 3)) == [1]
    assert broken(problem(rule(RuleKind.DAYS_OFF, least=2)), row("ann", 1, 2, 5, 12)) == []
    assert broken(problem(rule(RuleKind.DAYS_OFF, least=2)), row("ann", 1, 3)) == [1]


def test_weekends_worked_have_a_most() -> None:
    asked = problem(rule(RuleKind.WEEKENDS, most=1))
    assert broken(asked, row("ann", 5, 6)) == []
    assert broken(asked, row("ann", 5, 6, 13)) == [1]


def test_weekend_duty_is_given_back_as_a_free_workday_that_week_or_the_next() -> None:
    asked = problem(rule(RuleKind.COMPENSATORY_REST))
    assert broken(asked, row("ann", *range(6), *range(8, 12))) == []  # the second Monday is free
    assert broken(asked, row("ann", *range(6), *range(7, 12))) == [1]


def test_a_day_of_leave_is_no_rest_for_weekend_duty() -> None:
    asked = problem(rule(RuleKind.COMPENSATORY_REST), leave=frozenset({("ann", day(7))}))
    assert broken(asked, row("ann", *range(6), *range(8, 12))) == [1]


def test_duty_on_a_statutory_holiday_counts_whatever_the_weekday() -> None:
    asked = problem(rule(RuleKind.HOLIDAY_DUTY, Level.SOFT, weight=50), statutory=frozenset({day(2)}))
    assert check(asked, row("ann", 1, 2, 5)).score.cost == 50


def test_evenings_are_shared_and_history_counts() -> None:
    people = staff("ann", history=History(counts={"evening": 2})) | staff("bob")
    asked = problem(rule(RuleKind.FAIRNESS, Level.SOFT, of="evening", most=1), people=people)
    assert broken(asked, {}) == [1]
    assert broken(asked, row("bob", 0, duty=LATE)) == []
    assert broken(asked, row("ann", 0, duty=LATE)) == [2]


def test_weekends_are_shared_by_the_calendar() -> None:
    worked_saturday = Calendar({day(5): DayKind.MAKEUP_WORKDAY})
    fair = rule(RuleKind.FAIRNESS, Level.SOFT, of="weekend")
    assert broken(problem(fair), row("ann", 5)) == [1]
    assert broken(problem(fair, calendar=worked_saturday), row("ann", 5)) == []


def test_days_away_from_the_home_post_are_counted() -> None:
    asked = problem(rule(RuleKind.HOME, Level.SOFT), people=staff("ann", home="A"))
    away: Roster = {("ann", day(0)): Duty("E", "B"), ("ann", day(1)): EARLY}
    assert broken(asked, away) == [1]


def test_a_wish_weighs_what_it_says() -> None:
    wishes = (Wish("ann", day(0), wants=False, weight=3), Wish("bob", day(0), wants=True, shift="L", weight=2))
    asked = problem(rule(RuleKind.WISH, Level.SOFT, weight=10), wishes=wishes)
    assert check(asked, row("ann", 0) | row("bob", 0)).score.cost == 50
    assert check(asked, row("bob", 0, duty=LATE)).score.cost == 0


def test_cells_that_differ_from_the_roster_before_have_a_price() -> None:
    asked = problem(rule(RuleKind.KEEP, Level.SOFT, weight=7), before=row("ann", 0, 1))
    assert check(asked, row("ann", 0, 1)).score.cost == 0
    assert check(asked, row("ann", 0) | row("bob", 1)).score.cost == 14


def test_a_medium_rule_weighs_a_hundred_times_a_soft_one() -> None:
    wish = (Wish("ann", date(2026, 11, 30), wants=False),)
    costs = [check(problem(rule(RuleKind.WISH, level), wishes=wish), row("ann", 0)).score for level in Level]
    assert [(score.hard, score.cost) for score in costs] == [(1, 0), (0, 100), (0, 1)]
