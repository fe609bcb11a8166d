"""A whole day in a hall, played on its pages: nobody here sees anything but what the screens show."""

import pytest

from hallops.domain.invariants import violations
from hallops.domain.kinds import KINDS
from hallops.web.page import PAGES
from tests.day import afternoon, evening, morning
from tests.day.hall import DayHall
from tests.day.scene import set_up, staff_come
from tests.day.screens import Screens
from tests.web.conftest import Screen

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
ELSEWHERE = {  # kinds that no page of this hall makes
    "HallChanged": "a new description is imported by the command line",
    "NumbersSkipped": "after a restore",
    "WindowAsked": "of a hall with automatic calls",
    "PersonalPurged": "after thirty days",
}


def test_a_whole_day(whole: DayHall, screen: Screen) -> None:
    screens = Screens(whole, screen)
    scene = set_up(whole, screens)
    morning.before_opening(scene)
    staff_come(scene)
    morning.early_by_booking(scene)
    morning.doors_open(scene)
    morning.a_visit_of_two_matters(scene)
    morning.who_is_absent_comes_back_and_is_absent_again(scene)
    morning.papers_are_missing(scene)
    afternoon.lunch(scene)
    afternoon.the_guide_sets_things_right(scene)
    afternoon.texts_are_signed(scene)
    afternoon.help_and_alerts(scene)
    evening.last_ticket(scene)
    evening.by_booking(scene)
    evening.closed(scene)
    assert screens.faults == []
    assert screens.seen >= {page.path.split("/")[1] for page in PAGES}
    assert whole.hub.keeper.ask(violations).result(10) == []
    made = {type(event).__name__ for event in whole.events()}
    assert set(KINDS) - made == set(ELSEWHERE)
    assert whole.checked() == ()
