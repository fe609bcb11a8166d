"""Help calls, alerts and slips between real pages and a real hub: what one screen asks, the other one shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hallops.services.views.views import VIEWS
from hallops.web.pages import page_routes
from tests.hub.running import Caller, Hall, hall, served
from tests.web.conftest import Screen
from tests.web.pretend_hub import wait_for

pytestmark = pytest.mark.slow


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Hall, Caller]]:
    """A hub with all pages; its clock goes on when a test says so."""
    with hall(tmp_path, views=VIEWS, pages=page_routes()) as found, served(found) as caller:
        found.origins.add(caller.base)
        yield found, caller


def opened(screen: Screen, caller: Caller, path: str, who: str) -> Page:
    page = screen(1280, 800)
    page.context.add_cookies([{"name": "hallops", "value": who, "url": caller.base}])
    page.goto(caller.base + path)
    wait_for(
        lambda: bool(page.evaluate("HallOps.now() !== null"))
    )  # its own way of waiting is eval, which the policy forbids
    return page


def test_the_guide_answers_a_help_call_from_a_dispenser(screen: Screen, live: tuple[Hall, Caller]) -> None:
    _, caller = live
    dispenser = opened(screen, caller, "/dispenser", "dispenser")
    guide = opened(screen, caller, "/guide", "guide")
    dispenser.click("#help")
    expect(dispenser.locator("#help-said")).to_have_text("已呼叫，工作人员马上到。")
    expect(guide.locator("#helps b")).to_have_text("D1：other")
    dispenser.click("#help")
    expect(dispenser.locator("#help-said")).to_have_text("已经呼叫过了，工作人员马上到。")
    guide.keyboard.press("F4")
    expect(guide.locator("#helps small")).to_have_text("staff S4前往处理")
    expect(dispenser.locator("#help-said")).to_have_text("工作人员正在赶来。")
    guide.keyboard.press("F6")
    expect(guide.locator("#helps li")).to_have_count(0)
    expect(dispenser.locator("#help-said")).to_have_text("求助已处理完毕。")


def test_an_alert_comes_by_itself_and_goes_quiet_when_it_was_seen(screen: Screen, live: tuple[Hall, Caller]) -> None:
    found, caller = live
    caller.issue()
    guide = opened(screen, caller, "/guide", "guide")
    alert = guide.locator("#alerts li", has_text="平均等候")
    expect(alert).to_have_count(0)
    found.clock.set("09:21")
    expect(alert).to_contain_text("平均等候20分钟")
    alert.get_by_role("button").click()
    expect(alert.locator("small")).to_have_text("staff S4 已确认 09:21")
    expect(alert.locator("button")).to_be_hidden()
    found.clock.set("09:31")
    expect(alert.locator("button")).to_be_visible()
    caller.command("CallNext", window=1)
    expect(alert).to_have_count(0)


def test_finish_and_call_next_is_taken_back_as_one(screen: Screen, live: tuple[Hall, Caller]) -> None:
    found, caller = live
    first, second = caller.issue(), caller.issue()
    caller.command("CallNext", window=1)
    caller.command("Start", window=1)
    console = opened(screen, caller, "/console/1", "window-1")
    expect(console.locator("#number")).to_have_text(first)
    console.keyboard.press("F5")
    expect(console.locator("#number")).to_have_text(second)
    console.keyboard.press("Control+z")
    expect(console.locator("#number")).to_have_text(first)
    expect(console.locator("#primary-label")).to_have_text("办结")
    assert found.keeper.ask(lambda day: day.tickets[second].state.value).result(5) == "waiting"


def test_a_notice_is_printed_with_the_papers_the_place_and_the_time(screen: Screen, live: tuple[Hall, Caller]) -> None:
    _, caller = live
    ticket = caller.issue()
    caller.command("CallNext", window=1)
    caller.command("Start", window=1)
    console = opened(screen, caller, "/console/1", "window-1")
    console.keyboard.press("Control+g")
    expect(console.locator("#notice-hint")).to_contain_text("常用清单")
    console.locator("#notice-list input").first.check()
    with console.expect_popup() as popup:
        console.click("#notice-hold")
    slip = popup.value
    expect(slip.locator("#number")).to_have_text(ticket)
    expect(slip.locator("#needs li")).to_have_text("other")
    expect(slip.locator("#until")).to_have_text("17:30")
    expect(slip.locator("#where")).to_have_text("1号窗口 · Window 1")
    expect(console.locator("#held b")).to_have_text(ticket)


def test_a_copy_is_marked(screen: Screen, live: tuple[Hall, Caller]) -> None:
    _, caller = live
    ticket = caller.issue()
    caller.command("PrintTicket", ticket=ticket)
    guide = opened(screen, caller, "/guide", "guide")
    guide.get_by_role("button", name=ticket).click()
    expect(guide.locator("[data-act=PrintTicket]")).to_have_attribute("aria-disabled", "false")
    with guide.expect_popup() as popup:
        guide.click("[data-act=PrintTicket]")
    expect(popup.value.locator("#copy")).to_have_text("补打 · Copy")
    expect(popup.value.locator("#number")).to_have_text(ticket)
