"""The enquiry kiosk as somebody uses it who wants to know before they come."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Screen
from tests.web.pretend_hub import PretendHub, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture
def page(screen: Screen, hub: PretendHub) -> Page:
    page = screen(1024, 768)
    page.goto(f"{hub.address}/enquiry")
    page.wait_for_selector("#found [data-key='letter-A']")
    return page


def test_an_entry_says_what_it_needs_where_when_and_how_long(page: Page) -> None:
    page.click("#found [data-key='letter-A']")
    page.click("#found [data-key='SB-001']")
    assert page.locator("#item-needs li").all_text_contents() == ["身份证", "一寸照片"]
    expect(page.locator("#item-where")).to_have_text("综合受理区 · 1-4、6、8号窗")
    expect(page.locator("#item-when")).to_have_text("09:00-17:30")
    expect(page.locator("#item-promise")).to_have_text("即办，法定20个工作日")
    expect(page.locator("#item-offer")).to_have_text("现在可以办理：请到取号机取号。")


def test_what_is_not_offered_today_says_when_next(page: Page) -> None:
    page.click("#found [data-key='letter-E']")
    page.click("#found [data-key='ZF-020']")
    expect(page.locator("#item-when")).to_have_text("今天不办 · 下次：1月12日星期一 09:00")


def test_what_is_done_online_says_where(page: Page) -> None:
    page.click("#found [data-key='letter-H']")
    page.click("#found [data-key='GJ-001']")
    expect(page.locator("#item-where")).to_contain_text("市政务服务网")
    expect(page.locator("#item-line")).to_be_hidden()


def test_letters_ask_the_hub_and_one_tap_leads_back_to_the_categories(page: Page, hub: PretendHub) -> None:
    page.click("#letters button:text-is('Y')")
    page.click("#letters button:text-is('L')")
    expect(page.locator("#found-said")).to_have_text("共19项")
    expect(page.locator("#typed")).to_have_value("yl")
    wait_for(lambda: hub.searched[-1]["q"] == "yl")
    page.click("#categories")
    expect(page.locator("#found [data-key='letter-A']")).to_be_visible()


def test_the_hours_of_the_week_are_one_tap_away(page: Page) -> None:
    page.click("#hours-open")
    rows = page.locator("#week tr")
    expect(rows).to_have_count(7)
    expect(rows.nth(0)).to_contain_text("今日工作日 09:00-12:00 13:00-17:30")
    expect(rows.nth(6)).to_contain_text("不办公")


def test_in_large_print_fewer_are_shown(page: Page, hub: PretendHub) -> None:
    page.click("#care")
    expect(page.locator("#found button")).to_have_count(4)
    page.click("#later")
    expect(page.locator("#found [data-key='letter-E']")).to_be_visible()
    page.click("#found [data-key='letter-E']")
    page.wait_for_timeout(300)
    assert hub.searched[-1]["limit"] == "4"
