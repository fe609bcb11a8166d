"""The dispenser as a visitor meets it: a choice and a yes are a ticket; what is in the way says what to do instead."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Screen
from tests.web.pretend_hub import Answer, Got, PretendHub, wait_for

pytestmark = pytest.mark.slow


LINK = "abcdefghij0123456789"


def ticket(got: Got) -> Answer:
    service = got.body.get("service", "B")
    also = got.body.get("also", [])
    issued = {"kind": "TicketIssued", "ticket": f"{service}013", "service": service, "also": also, "token": LINK}
    return 200, {"events": [issued], "first": 5, "repeated": False}


@pytest.fixture
def page(screen: Screen, hub: PretendHub) -> Page:
    hub.answer = ticket
    page = screen(1024, 768)
    page.goto(f"{hub.address}/dispenser")
    page.wait_for_selector("[data-key=A]")
    return page


def take(page: Page, *services: str) -> None:
    """Choose services and say yes."""
    for number, service in enumerate(services):
        if number:
            page.click("#confirm-also")
        page.click(f"#services [data-key={service}]")
    page.click("#confirm-take")


def test_a_choice_and_a_yes_are_one_ticket_with_a_key(page: Page, hub: PretendHub) -> None:
    page.click("#accessible")
    take(page, "H")
    expect(page.locator("#given-number")).to_have_text("H013")
    expect(page.locator("#given-wait")).to_have_text("约 4–8 分钟")
    (got,) = hub.commands
    assert (got.name, len(got.key) >= 32) == ("Issue", True)
    assert got.body == {"service": "H", "channel": "dispenser", "accessible": True, "language": "zh"}


def test_a_double_tap_is_one_ticket(page: Page, hub: PretendHub) -> None:
    page.click("[data-key=A]")
    page.evaluate("() => { const a = document.getElementById('confirm-take'); a.click(); a.click(); }")
    expect(page.locator("#given-number")).to_have_text("A013")
    page.wait_for_timeout(300)
    assert len(hub.commands) == 1


def test_a_retry_has_the_same_key(page: Page, hub: PretendHub) -> None:
    hub.answer = lambda got: (503, {}) if len(hub.commands) < 3 else ticket(got)
    take(page, "A")
    expect(page.locator("#given-number")).to_have_text("A013")
    assert len(hub.commands) == 3
    assert len({got.key for got in hub.commands}) == 1


def test_the_next_visitor_finds_the_machine_as_it_was(page: Page) -> None:
    page.click("#care")
    page.click("#accessible")
    take(page, "A")
    page.click("#given-done")
    expect(page.locator("#given")).to_be_hidden()
    expect(page.locator("#accessible")).to_have_attribute("aria-pressed", "false")
    assert "care" not in (page.locator("html").get_attribute("class") or "")


def test_a_service_without_tickets_says_what_to_do(page: Page, hub: PretendHub) -> None:
    page.click("#later")
    page.click("[data-key=K]")
    expect(page.locator("#refused-said")).to_have_text("今日号已发完，请到导服台预约改日办理。")
    assert hub.commands == []


def test_what_the_hub_refuses_is_said_in_its_words(page: Page, hub: PretendHub) -> None:
    hub.answer = lambda _: (409, {"code": "hall_full", "sentence": "大厅已满。", "possible": [], "facts": {}})
    take(page, "A")
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
    expect(page.locator("#instead-head")).to_have_text("取号机暂时连不上")
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
    take(page, "A")
    expect(page.locator("#refused-head")).to_have_text("取号机暂时连不上")
    page.click("#refused-back")
    hub.answer = ticket
    page.click("#confirm-take") if page.locator("#confirm").is_visible() else take(page, "A")
    expect(page.locator("#given-number")).to_have_text("A013")
    wait_for(lambda: len({got.key for got in hub.commands}) == 1)


# several services, search, bookings


def test_one_number_for_several_services(page: Page, hub: PretendHub) -> None:
    take(page, "A", "G", "H")
    expect(page.locator("#given-also")).to_have_text("公安户政、车辆与小客车指标")
    (got,) = hub.commands
    assert (got.body["service"], got.body["also"]) == ("A", ["G", "H"])


def test_a_service_can_be_left_out_again_and_no_more_than_five_fit(page: Page, hub: PretendHub) -> None:
    for service in "ABCDE":
        page.click(f"#services [data-key={service}]")
        if service != "E":
            page.click("#confirm-also")
    expect(page.locator("#confirm-also")).to_be_hidden()
    page.click("#chosen [data-key=A] button")
    page.click("#confirm-take")
    expect(page.locator("#given-number")).to_have_text("B013")
    assert hub.commands[0].body["also"] == ["C", "D", "E"]


def test_going_back_forgets_what_was_chosen(page: Page, hub: PretendHub) -> None:
    page.click("[data-key=A]")
    page.click("#confirm-back")
    take(page, "B")
    expect(page.locator("#given-number")).to_have_text("B013")
    assert "also" not in hub.commands[0].body


def test_letters_find_an_entry_and_its_code_is_on_the_ticket(page: Page, hub: PretendHub) -> None:
    page.click("#find")
    page.click("#letters button:text-is('S')")
    expect(page.locator("#found [data-key='SB-001']")).to_be_visible()
    page.click("#found [data-key='SB-001']")
    expect(page.locator("#confirm-bring")).to_have_text("请备好：身份证、一寸照片")
    page.click("#confirm-take")
    expect(page.locator("#given-number")).to_have_text("A013")
    assert hub.commands[0].body["item"] == "SB-001"
    assert hub.searched[-1]["limit"] == "8"


def test_what_is_not_offered_says_when_it_is(page: Page, hub: PretendHub) -> None:
    page.click("#find")
    page.click("#found [data-key='letter-E']")
    page.click("#found [data-key='ZF-020']")
    expect(page.locator("#refused-said")).to_contain_text("下次办理：1月12日星期一 09:00")
    assert hub.searched[-1]["category"] == "E"
    assert hub.commands == []


def test_what_is_done_online_gets_a_guide_ticket_with_its_code(page: Page, hub: PretendHub) -> None:
    page.click("#find")
    page.click("#found [data-key='letter-H']")
    page.click("#found [data-key='GJ-001']")
    expect(page.locator("#refused-said")).to_contain_text("市政务服务网")
    expect(page.locator("#refused-said")).to_contain_text("身份证、驾驶证")
    page.click("#refused-guide")
    expect(page.locator("#given-number")).to_have_text("L013")
    assert (hub.commands[0].body["service"], hub.commands[0].body["item"]) == ("L", "GJ-001")


def test_without_a_guidance_service_the_screen_says_where_to_go(page: Page, hub: PretendHub) -> None:
    hub.set("dispenser", guidance=None)
    page.click("#find")
    page.click("#found [data-key='letter-H']")
    page.click("#found [data-key='GJ-001']")
    expect(page.locator("#refused-said")).to_contain_text("请到导服台")
    expect(page.locator("#refused-guide")).to_be_hidden()


def test_a_booking_is_checked_in_by_its_code(page: Page, hub: PretendHub) -> None:
    page.click("#booked")
    for sign in "B42":
        page.click(f"#code-keys button:text-is('{sign}')")
    page.evaluate("() => { const go = document.getElementById('code-go'); go.click(); go.click(); }")
    expect(page.locator("#given-number")).to_have_text("B013")
    (got,) = hub.commands
    assert (got.name, got.body) == ("check-in", {"code": "B42", "accessible": False, "language": "zh"})


def test_a_scanner_types_the_code_from_wherever_the_screen_is(page: Page, hub: PretendHub) -> None:
    page.evaluate("""() => ['Y', 'Y', '2', '0', '2', '6', '-', '7', 'Enter'].forEach(key =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))""")
    expect(page.locator("#given-number")).to_have_text("B013")
    assert hub.commands[0].body["code"] == "YY2026-7"


def test_a_code_that_is_refused_says_why_beside_it(page: Page, hub: PretendHub) -> None:
    hub.answer = lambda _: (409, {"code": "unknown_booking", "sentence": "没有预约B42。"})
    page.click("#booked")
    page.fill("#code", "B42")
    page.keyboard.press("Enter")
    expect(page.locator("#check-in [data-said]")).to_have_text("没有预约B42。")


# states


def test_for_bookings_only_says_so_and_checks_in(page: Page, hub: PretendHub) -> None:
    hub.set("dispenser", booking_only=True, state="open", opens=None)
    expect(page.locator("#instead-head")).to_have_text("现在只办理预约")
    expect(page.locator("#find")).to_be_hidden()
    page.click("#booked")
    page.fill("#code", "B42")
    page.click("#code-go")
    expect(page.locator("#given-number")).to_have_text("B013")


def test_a_closed_hall_says_when_it_opens_next(page: Page, hub: PretendHub) -> None:
    hub.set("dispenser", state="closed", opens=hub.views["dispenser"]["opens"] + 24 * 3_600_000, check_in=False)
    expect(page.locator("#instead-help")).to_contain_text("下次开放：1月6日星期二 09:00")
    expect(page.locator("#booked")).to_be_hidden()


def test_without_paper_the_screen_is_the_ticket(page: Page, hub: PretendHub) -> None:
    hub.paper = "out"
    expect(page.locator("#no-paper")).to_be_visible(timeout=10_000)
    take(page, "A")
    expect(page.locator("#given-paper")).to_have_text("打印纸已用完：请拍照或记下号码")
    expect(page.locator("#given-qr")).to_have_attribute("src", f"/v1/tickets/{LINK}/qr.svg")
    assert page.evaluate("document.getElementById('given-qr').naturalWidth") > 0


def test_without_an_address_for_phones_there_is_no_code(page: Page, hub: PretendHub) -> None:
    hub.set("dispenser", qr=False)
    take(page, "A")
    expect(page.locator("#given-number")).to_have_text("A013")
    expect(page.locator("#given-code")).to_be_hidden()


def test_after_a_minute_alone_the_machine_is_as_it_was(screen: Screen, hub: PretendHub) -> None:
    page = screen(1024, 768)
    page.clock.install()
    page.goto(f"{hub.address}/dispenser")
    page.wait_for_selector("[data-key=A]")
    page.click("#care")
    page.click("#find")
    page.click("#found [data-key='letter-A']")
    page.clock.fast_forward(61_000)
    expect(page.locator("#choose")).to_be_visible()
    assert "care" not in (page.locator("html").get_attribute("class") or "")
