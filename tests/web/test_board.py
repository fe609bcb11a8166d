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
    expect(page.locator("#number")).to_have_text("A048")
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


def test_more_services_than_fit_turn_their_pages(page: Page, hub: PretendHub) -> None:
    lines = frames.board()["waiting"]
    hub.set("board", waiting=[*lines, *({**line, "service": f"{line['service']}2"} for line in lines)])
    expect(page.locator("#waiting-page")).to_have_text("1 / 2")
    expect(page.locator("#waiting-page")).to_have_text("2 / 2")
    expect(page.locator("#waiting li")).to_have_count(10)


def test_a_long_number_and_a_far_window_fit(page: Page, hub: PretendHub) -> None:
    new = frames.called("WW888", 888, 0)
    hub.set("board", newest=new, calls=[new])
    expect(page.locator("#number")).to_have_text("WW888")
    for part in ("#number", "#go"):
        assert page.eval_on_selector(part, "e => e.scrollWidth <= e.clientWidth + 1")


def test_a_notice_runs_along_the_bottom_where_there_is_one(page: Page, hub: PretendHub) -> None:
    expect(page.locator("#notice")).to_contain_text("请保管好随身物品")
    hub.set("board", notices=[])
    expect(page.locator("#notice")).to_be_hidden()


def test_both_languages_take_turns(screen: Screen, hub: PretendHub) -> None:
    page = screen(1920, 1080)
    page.goto(f"{hub.address}/board?lang=both")
    expect(page.locator(".calls h2")).to_have_text("最近叫号")
    expect(page.locator(".calls h2")).to_have_text("Last calls")
    expect(page.locator("#go")).to_have_text("Please go to Window 1")
    assert page.get_attribute("html", "lang") == "en"


def test_an_address_that_means_nothing_gets_the_hubs_sentence(screen: Screen, hub: PretendHub) -> None:
    hub.refused["board"] = "没有分区Z9。"
    page = screen(1920, 1080)
    page.goto(f"{hub.address}/board?zone=Z9")
    expect(page.locator("#refused")).to_have_text("没有分区Z9。")


def test_the_door_says_when_it_opens_again(screen: Screen, hub: PretendHub) -> None:
    hub.set("door", mode=None)
    page = screen(1920, 1080)
    page.goto(f"{hub.address}/door")
    expect(page.locator("#windows")).to_have_text("下次开放：1月6日星期二 09:42")
    weekend = {**frames.door()["modes"][1], "kind": "weekend"}
    hub.set("door", mode=weekend, modes=[weekend])
    expect(page.locator("#slogans")).to_have_text("周末不打烊")


def test_a_silent_line_greys_it_within_15_seconds_and_it_comes_back_by_itself(page: Page, hub: PretendHub) -> None:
    hub.silent = True
    expect(page.locator("html")).to_have_class(STALE, timeout=17_000)
    expect(page.locator("#age")).to_have_text(re.compile("^09:42:07 起数据未更新"))
    hub.silent = False
    call(hub, "A049")
    expect(page.locator("#number")).to_have_text("A049")
    expect(page.locator("html")).not_to_have_class(STALE)


def test_it_comes_back_from_a_restart_of_the_hub(page: Page, hub: PretendHub) -> None:
    hub.stop()
    call(hub, "A050")
    page.wait_for_timeout(1500)
    hub.start()
    expect(page.locator("#number")).to_have_text("A050")
