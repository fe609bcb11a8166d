"""The dispenser as a visitor meets it: a tap is a ticket, and whatever is in the way says what to do instead."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Screen
from tests.web.pretend_hub import Answer, Got, PretendHub, wait_for

pytestmark = pytest.mark.slow


def ticket(got: Got) -> Answer:
    service = got.body["service"]
    issued = {"kind": "TicketIssued", "ticket": f"{service}013", "service": service}
    return 200, {"events": [issued], "first": 5, "repeated": False}


@pytest.fixture
def page(screen: Screen, hub: PretendHub) -> Page:
    hub.answer = ticket
    page = screen(1024, 768)
    page.goto(f"{hub.address}/dispenser")
    page.wait_for_selector("[data-key=A]")
    return page


def test_a_tap_is_one_ticket_with_a_key(page: Page, hub: PretendHub) -> None:
    page.click("#accessible")
    page.click("[data-key=H]")
    expect(page.locator("#given-number")).to_have_text("H013")
    expect(page.locator("#given-wait")).to_have_text("4-8 分钟")
    (got,) = hub.commands
    assert (got.name, len(got.key) >= 32) == ("Issue", True)
    assert got.body == {"service": "H", "channel": "dispenser", "accessible": True, "language": "zh"}


def test_a_double_tap_is_one_ticket(page: Page, hub: PretendHub) -> None:
    page.evaluate("() => { const a = document.querySelector('[data-key=A]'); a.click(); a.click(); }")
    expect(page.locator("#given-number")).to_have_text("A013")
    page.wait_for_timeout(300)
    assert len(hub.commands) == 1


def test_a_retry_has_the_same_key(page: Page, hub: PretendHub) -> None:
    hub.answer = lambda got: (503, {}) if len(hub.commands) < 3 else ticket(got)
    page.click("[data-key=A]")
    expect(page.locator("#given-number")).to_have_text("A013")
    assert len(hub.commands) == 3
    assert len({got.key for got in hub.commands}) == 1


def test_the_next_visitor_finds_the_machine_as_it_was(page: Page) -> None:
    page.click("#care")
    page.click("#accessible")
    page.click("[data-key=A]")
    page.click("#given-done")
    expect(page.locator("#given")).to_be_hidden()
    expect(page.locator("#accessible")).to_have_attribute("aria-pressed", "false")
    assert "care" not in (page.locator("html").get_attribute("class") or "")


def test_a_service_without_tickets_says_what_to_do(page: Page, hub: PretendHub) -> None:
    page.click("[data-key=L]")
    expect(page.locator("#refused-said")).to_have_text("今日号已发完，请到导服台预约改日办理。")
    assert hub.commands == []


def test_what_the_hub_refuses_is_said_in_its_words(page: Page, hub: PretendHub) -> None:
    hub.answer = lambda _: (409, {"code": "hall_full", "sentence": "大厅已满。", "possible": [], "facts": {}})
    page.click("[data-key=A]")
    expect(page.locator("#refused-said")).to_have_text("大厅已满。")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("closed", "今日取号已结束"),
        ("full", "大厅人数已满"),
        ("ahead", "尚未开始办理"),
        ("last_ticket", "今日号源已发完"),
    ],
)
def test_the_hall_as_a_whole_says_what_to_do(page: Page, hub: PretendHub, state: str, said: str) -> None:
    hub.set("dispenser", state=state)
    expect(page.locator("#instead-head")).to_have_text(said)
    expect(page.locator("#services")).to_be_hidden()
    hub.set("dispenser", state="open")
    expect(page.locator("#services")).to_be_visible()


def test_without_the_hub_it_sends_to_the_guide_desk_and_comes_back(page: Page, hub: PretendHub) -> None:
    hub.silent = True
    expect(page.locator("#instead-head")).to_have_text("取号机暂时连不上", timeout=20_000)
    hub.silent = False
    hub.set("dispenser", state="open")
    expect(page.locator("#services")).to_be_visible(timeout=20_000)


def test_in_large_print_all_services_are_reached_without_scrolling(page: Page) -> None:
    page.click("#care")
    seen = set()
    for _ in range(3):
        seen |= {button.get_attribute("data-key") for button in page.locator("#services button").all()}
        if page.locator("#later").is_visible():
            page.click("#later")
    assert len(seen) == 11
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_one_service_asked_twice_by_the_same_visitor_without_an_answer_is_one_command(
    page: Page, hub: PretendHub
) -> None:
    hub.answer = lambda _: (503, {})
    page.click("[data-key=A]")
    expect(page.locator("#refused-head")).to_have_text("取号机暂时连不上", timeout=20_000)
    page.click("#refused-back")
    hub.answer = ticket
    page.click("[data-key=A]")
    expect(page.locator("#given-number")).to_have_text("A013")
    wait_for(lambda: len({got.key for got in hub.commands}) == 1)
