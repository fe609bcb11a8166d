"""The window console, worked by keyboard alone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web import frames
from tests.web.conftest import Screen
from tests.web.pretend_hub import PretendHub, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture
def page(screen: Screen, hub: PretendHub) -> Page:
    page = screen(1280, 800)
    page.goto(f"{hub.address}/console/3")
    expect(page.locator("#number")).to_have_text("B022")
    return page


def change(page: Page, hub: PretendHub, label: str, **changes: Any) -> None:
    possible = {name: {"possible": True, "why": None} for name in frames.console()["actions"]}
    hub.set("console", actions=possible, **changes)
    expect(page.locator("#primary-label")).to_have_text(label)


def sent(hub: PretendHub, count: int = 1) -> tuple[str, dict[str, Any]]:
    wait_for(lambda: len(hub.commands) >= count)
    assert len({got.key for got in hub.commands}) == len(hub.commands)
    return hub.commands[-1].name, hub.commands[-1].body


def ask(page: Page, key: str, action: str, answer: str) -> None:
    """Press a key that asks something, once it is possible, and answer when it has asked."""
    expect(page.locator(f"[data-action={action}]").first).to_have_attribute("aria-disabled", "false")
    page.keyboard.press(key)
    expect(page.locator("#question")).to_be_visible()
    page.keyboard.press(answer)


def test_enter_means_what_comes_next(page: Page, hub: PretendHub) -> None:
    page.keyboard.press("Enter")
    assert sent(hub) == ("Finish", {"window": 3, "ticket": "B022"})
    change(page, hub, "叫下一位", state="free", ticket=None, primary="CallNext")
    page.keyboard.press("Enter")
    assert sent(hub, 2) == ("CallNext", {"window": 3})
    change(page, hub, "结束暂停", state="paused", primary="Continue")
    page.keyboard.press("Enter")
    assert sent(hub, 3) == ("Continue", {"place": "3"})


def test_enter_rests_for_two_seconds_after_a_call(page: Page, hub: PretendHub) -> None:
    ticket = {**frames.console()["ticket"], "started": None, "called": frames.NOW}
    change(page, hub, "已到窗口，开始办理", state="called", ticket=ticket, primary="Start")
    page.keyboard.press("Enter")
    expect(page.locator("main [data-said]")).to_have_text("请稍等，B022 刚刚叫过。")
    assert hub.commands == []
    page.wait_for_timeout(2000)
    page.keyboard.press("Enter")
    assert sent(hub) == ("Start", {"window": 3, "ticket": "B022"})


def test_sign_in_with_a_staff_number(page: Page, hub: PretendHub) -> None:
    change(page, hub, "签到", state="empty", ticket=None, staff=None, primary="SignIn")
    page.keyboard.press("Enter")
    page.keyboard.type("S03")
    page.keyboard.press("Enter")
    assert sent(hub) == ("SignIn", {"place": "3", "staff": "S03"})


def test_finish_and_call_next_are_two_commands_in_order(page: Page, hub: PretendHub) -> None:
    page.keyboard.press("F5")
    assert sent(hub, 2) == ("CallNext", {"window": 3})
    assert hub.commands[0].name == "Finish"


def test_a_transfer_is_chosen_by_digit(page: Page, hub: PretendHub) -> None:
    page.keyboard.press("F9")
    page.keyboard.press("1")
    assert sent(hub) == ("Transfer", {"window": 3, "ticket": "B022", "service": "A"})


def test_a_hold_asks_how_and_why_with_the_arrows(page: Page, hub: PretendHub) -> None:
    page.keyboard.press("F8")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#question-title")).to_have_text("B022 因何挂起？")
    page.keyboard.press("Enter")
    assert sent(hub) == ("HoldTicket", {"window": 3, "ticket": "B022", "hold": "kept", "reason": "missing_papers"})


def test_escape_asks_nothing_of_the_hub(page: Page, hub: PretendHub) -> None:
    page.keyboard.press("F9")
    page.keyboard.press("Escape")
    expect(page.locator("#question")).to_be_hidden()
    assert hub.commands == []


def test_a_chosen_number_needs_a_reason(page: Page, hub: PretendHub) -> None:
    change(page, hub, "叫下一位", state="free", ticket=None, primary="CallNext")
    page.keyboard.press("F4")
    page.keyboard.type("a048")
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    assert sent(hub) == ("CallTicket", {"window": 3, "ticket": "A048", "reason": "unwell"})


def test_held_tickets_pauses_and_the_way_out(page: Page, hub: PretendHub) -> None:
    change(page, hub, "叫下一位", state="free", ticket=None, primary="CallNext")
    ask(page, "F3", "Resume", "1")
    assert sent(hub) == ("Resume", {"window": 3, "ticket": "B011"})
    ask(page, "F12", "Pause", "2")
    assert sent(hub, 2) == ("Pause", {"place": "3", "reason": "meeting"})
    page.keyboard.press("F2")
    assert sent(hub, 3) == ("SignOut", {"place": "3"})


def test_what_is_impossible_says_why_and_is_not_sent(page: Page, hub: PretendHub) -> None:
    page.keyboard.press("F6")
    expect(page.locator("#why")).to_have_text("3号窗口正在办理B022，不能叫号。")
    page.focus("[data-action=Miss]")
    expect(page.locator("#why")).to_have_text("3号窗口正在办理B022，不能叫号。")
    assert hub.commands == []


def test_the_undo_counts_down(page: Page, hub: PretendHub) -> None:
    undo = page.locator("[data-action=Undo] span")
    expect(undo).to_have_text(re.compile("撤销（[78] 秒）"))
    page.keyboard.press("Control+z")
    assert sent(hub) == ("Undo", {"window": 3})


def test_a_refusal_stands_beside_the_button(page: Page, hub: PretendHub) -> None:
    hub.answer = lambda _: (409, {"code": "other_ticket", "sentence": "3号窗口已换号。", "possible": [], "facts": {}})
    page.keyboard.press("Enter")
    expect(page.locator("main [data-said]")).to_have_text("3号窗口已换号。")


def test_without_the_hub_nothing_is_called(page: Page, hub: PretendHub) -> None:
    hub.silent = True
    expect(page.locator("#line")).to_have_text("未连接：现在不能叫号。", timeout=17_000)
    page.keyboard.press("Enter")
    expect(page.locator("#why")).to_have_text("未连接：现在不能叫号。")
    assert hub.commands == []
