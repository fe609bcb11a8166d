"""The pad: a rating is never lost and never counted twice, whatever happens to the hub or to the page."""

import json

import pytest
from playwright.sync_api import Error, Page, expect

from tests.web.conftest import Screen
from tests.web.pretend_hub import PretendHub, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture
def page(screen: Screen, hub: PretendHub) -> Page:
    page = screen(1024, 600)
    open_pad(page, hub)
    expect(page.locator("#rate")).to_be_visible()
    return page


def open_pad(page: Page, hub: PretendHub) -> None:
    page.goto(f"{hub.address}/pad/3")


def kept(page: Page) -> int:
    return len(json.loads(page.evaluate("localStorage.getItem('hallops.ratings') || '[]'")))


def test_one_tap_is_one_rating_and_thanks(page: Page, hub: PretendHub) -> None:
    page.click("[data-grade='5']")
    expect(page.locator("#thanks")).to_be_visible()
    wait_for(lambda: bool(hub.commands))
    (got,) = hub.commands
    assert (got.name, got.body) == ("Rate", {"call": 52, "grade": 5, "channel": "pad", "day": "2026-01-05"})
    wait_for(lambda: kept(page) == 0)
    expect(page.locator("#idle")).to_be_visible(timeout=5000)


def test_a_double_tap_is_one_rating(page: Page, hub: PretendHub) -> None:
    page.evaluate("() => { const b = document.querySelector('[data-grade=\"4\"]'); b.click(); b.click(); }")
    wait_for(lambda: kept(page) == 0)
    page.wait_for_timeout(500)
    assert len(hub.commands) == 1


def test_a_bad_level_asks_for_reasons(page: Page, hub: PretendHub) -> None:
    page.click("[data-grade='1']")
    page.click("text=等候时间长")
    page.click("text=未一次性告知")
    page.click("#send")
    expect(page.locator("#thanks")).to_be_visible()
    wait_for(lambda: bool(hub.commands))
    assert hub.commands[0].body["reasons"] == ["long_wait", "not_told_once"]


def test_a_mistaken_tap_can_be_chosen_again(page: Page, hub: PretendHub) -> None:
    page.click("[data-grade='1']")
    page.click("#again")
    page.click("[data-grade='5']")
    wait_for(lambda: bool(hub.commands))
    page.wait_for_timeout(300)
    assert [got.body["grade"] for got in hub.commands] == [5]


def test_the_rating_is_kept_before_the_thanks(page: Page, hub: PretendHub) -> None:
    hub.answer = lambda _: (503, {})
    page.click("[data-grade='5']")
    assert page.locator("#thanks").is_visible()
    assert kept(page) == 1


def test_a_rating_outlives_a_lost_hub_and_a_reload_and_counts_once(page: Page, hub: PretendHub) -> None:
    hub.stop()
    page.click("[data-grade='4']")
    expect(page.locator("#thanks")).to_be_visible()
    assert kept(page) == 1
    with pytest.raises(Error):
        page.reload()
    page.wait_for_url("chrome-error://**")  # it is on its way; the next address must not meet it
    hub.start()
    open_pad(page, hub)
    expect(page.locator("#idle")).to_be_visible()  # it does not ask the same visitor again
    wait_for(lambda: kept(page) == 0)
    page.wait_for_timeout(500)
    assert [got.body["grade"] for got in hub.commands] == [4]


def test_an_answer_that_got_lost_is_asked_for_with_the_same_key(page: Page, hub: PretendHub) -> None:
    hub.answer = lambda _: (503, {}) if len(hub.commands) < 2 else (200, {"events": [], "repeated": True})
    page.click("[data-grade='5']")
    wait_for(lambda: kept(page) == 0)
    assert len(hub.commands) == 2
    assert len({got.key for got in hub.commands}) == 1


def test_it_asks_only_when_there_is_something_to_rate(page: Page, hub: PretendHub) -> None:
    hub.set("pad", state="serving")
    expect(page.locator("#hello")).to_have_text("正在为 B022 号办理")
    hub.set("pad", state="idle", staff=None, ticket=None, call=None)
    expect(page.locator("#hello")).to_have_text("本窗口暂未服务，请到其他窗口办理。")
