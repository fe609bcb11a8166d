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


def test_what_was_done_here_as_well_is_said_at_the_end(page: Page, hub: PretendHub) -> None:
    also = [{"code": code, "name": frames.name(code)} for code in "GK"]
    services = [{**one, "rank": None if one["code"] == "K" else 1} for one in frames.console()["services"]]
    ticket = {**frames.console()["ticket"], "also": also}
    change(page, hub, "完成，转下一事项", ticket=ticket, services=services)
    expect(page.locator("#also label")).to_have_text(["公安户政"])
    expect(page.locator("#what")).to_contain_text("接着办：统一出件")
    page.locator("#also input").check()
    page.keyboard.press("F5")
    assert sent(hub, 2) == ("CallNext", {"window": 3})
    assert hub.commands[0].body == {"window": 3, "ticket": "B022", "also_done": ["G"]}
    change(page, hub, "办结", ticket=frames.console()["ticket"])
    expect(page.locator("#also")).to_be_hidden()
    page.keyboard.press("Enter")
    assert sent(hub, 3) == ("Finish", {"window": 3, "ticket": "B022"})


def test_finish_and_call_next_is_one_command(page: Page, hub: PretendHub) -> None:
    page.keyboard.press("F5")
    assert sent(hub) == ("CallNext", {"window": 3, "finish": "B022"})


def test_the_button_says_that_the_visitor_goes_on_to_the_next_matter(page: Page, hub: PretendHub) -> None:
    also = [{"code": "C", "name": {"zh": "就业创业", "en": "Employment"}}]
    change(page, hub, "完成，转下一事项", ticket={**frames.console()["ticket"], "also": also}, services=[])
    expect(page.locator("#what")).to_contain_text("接着办：就业创业")


def test_somebody_in_line_is_called_out_of_turn_with_a_reason(page: Page, hub: PretendHub) -> None:
    change(page, hub, "叫下一位", state="free", ticket=None, primary="CallNext")
    page.get_by_label("叫号 B023").click()
    page.keyboard.press("2")
    assert sent(hub) == ("CallTicket", {"window": 3, "ticket": "B023", "reason": "unwell"})


def test_a_notice_is_ticked_and_the_papers_go_back_by_keyboard_alone(page: Page, hub: PretendHub) -> None:
    page.keyboard.press("Control+g")
    expect(page.locator("#notice-items button")).to_have_count(len(frames.catalogue()["items"]))
    page.keyboard.type("医保")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    with page.expect_popup() as popup:
        page.keyboard.press("Enter")
    assert popup.value.url.endswith("/notice/B022?print=1")
    assert sent(hub, 2) == (
        "HoldTicket",
        {"window": 3, "ticket": "B022", "hold": "returned", "reason": "missing_papers"},
    )
    notice = {"window": 3, "ticket": "B022", "item": "SB-002", "needs": ["0"]}
    assert (hub.commands[0].name, hub.commands[0].body) == ("GiveNotice", notice)
    expect(page.locator("#notice")).to_be_hidden()


def test_a_clerk_calls_for_help_by_key_and_hears_who_comes(page: Page, hub: PretendHub) -> None:
    ask(page, "F1", "GiveNotice", "4")
    assert sent(hub) == ("AskHelp", {"place": "3", "kind": "emergency"})
    call = frames.help_call(1, "emergency", {"zh": "紧急求助", "en": "Emergency"}, minutes=0)
    hub.set("console", help=[call])
    expect(page.locator("#help-said")).to_have_text("已呼叫，工作人员马上到。")
    hub.set("console", help=[{**call, "answered": frames.NOW, "staff": {"id": "S04", "name": "刘海宁"}}])
    expect(page.locator("#help-said")).to_have_text("刘海宁 正在赶来。")
    hub.set("console", help=[])
    expect(page.locator("#help-said")).to_have_text("求助已处理完毕。")


def test_an_alert_is_acknowledged_at_the_figure_it_shows(page: Page, hub: PretendHub) -> None:
    page.locator("#alerts button").click()
    assert sent(hub) == ("AcknowledgeAlert", {"alert": "longest:B:1800000", "value": 31})
    seen = {
        **frames.console()["alerts"][0],
        "quiet": True,
        "seen": {"at": frames.NOW, "staff": {"id": "S03", "name": "张雨桐"}},
    }
    hub.set("console", alerts=[seen])
    expect(page.locator("#alerts small")).to_have_text("张雨桐 已确认 09:42")
    expect(page.locator("#alerts button")).to_be_hidden()


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
