"""The hall board: a call is there at once, and what is old is grey until it is new again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web import frames
from tests.web.conftest import Screen
from tests.web.pretend_hub import PretendHub

pytestmark = pytest.mark.slow
STALE = re.compile(r"\bstale\b")


@pytest.fixture
def page(screen: Screen, hub: PretendHub) -> Page:
    page = screen(1920, 1080)
    page.goto(f"{hub.address}/board")
    expect(page.locator("#number")).to_have_text("A047")
    return page


def call(hub: PretendHub, number: str) -> None:
    new = frames.called(number, 3, 0)
    hub.set("board", newest=new, calls=[new, *frames.board()["calls"]][:8])


def test_a_call_is_shown_at_once(page: Page, hub: PretendHub) -> None:
    call(hub, "A048")
    expect(page.locator("#number")).to_have_text("A048", timeout=1000)
    expect(page.locator("#go")).to_have_text("请到 3号窗口")
    expect(page.locator("#calls li").first).to_contain_text("A047")
    expect(page.locator("#newest")).to_have_class(re.compile("fresh"))


def test_where_the_halls_clock_hurries_the_page_hurries_too(page: Page) -> None:
    passed = page.evaluate(
        """() => {
          HallOps.heard(1.7e12, 60);
          const since = performance.now();
          while (performance.now() - since < 50) { /* real time passes */ }
          return HallOps.now() - 1.7e12;
        }"""
    )
    assert passed >= 60 * 50
    assert page.evaluate("() => { HallOps.heard(1.7e12); return HallOps.now() - 1.7e12; }") < 60 * 50


def test_the_clock_is_the_halls_and_not_the_screens(screen: Screen, hub: PretendHub) -> None:
    page = screen(1920, 1080, timezone_id="America/New_York")
    page.goto(f"{hub.address}/board")
    expect(page.locator("#clock")).to_have_text("09:42")


def test_it_says_who_stays_at_noon(page: Page, hub: PretendHub) -> None:
    hub.set("board", lunch_note=True, open_windows=[1, 2])
    expect(page.locator("#note")).to_have_text("午间值守：1、2号窗")


def test_a_silent_line_greys_it_within_15_seconds_and_it_comes_back_by_itself(page: Page, hub: PretendHub) -> None:
    hub.silent = True
    expect(page.locator("html")).to_have_class(STALE, timeout=17_000)
    expect(page.locator("#age")).to_have_text(re.compile("^09:42:07 起数据未更新"))
    hub.silent = False
    call(hub, "A049")
    expect(page.locator("#number")).to_have_text("A049", timeout=20_000)
    expect(page.locator("html")).not_to_have_class(STALE)


def test_it_comes_back_from_a_restart_of_the_hub(page: Page, hub: PretendHub) -> None:
    hub.stop()
    call(hub, "A050")
    page.wait_for_timeout(1500)
    hub.start()
    expect(page.locator("#number")).to_have_text("A050", timeout=15_000)
