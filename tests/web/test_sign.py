"""What is signed and written at the pad: kept before the thanks, delivered once, and gone from the screen."""

import json
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.web.conftest import Screen
from tests.web.pretend_hub import PretendHub, wait_for

pytestmark = pytest.mark.slow
ANSWER = "/v1/confirmations/c1/answer"


@pytest.fixture
def page(screen: Screen, hub: PretendHub) -> Page:
    """A visitor is served, and asked to confirm something."""
    hub.set("pad", state="serving", confirm="c1")
    page = screen(1024, 600)
    page.goto(f"{hub.address}/pad/3")
    expect(page.locator("#read")).to_be_visible()
    return page


def kept(page: Page) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(page.evaluate("localStorage.getItem('hallops.ratings') || '[]'"))
    return found


def write_name(page: Page) -> None:
    page.click("#confirm-go")
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    for top in (40, 90):
        page.mouse.move(box["x"] + 100, box["y"] + top)
        page.mouse.down()
        page.mouse.move(box["x"] + 300, box["y"] + top + 40, steps=8)
        page.mouse.up()


def test_the_text_is_read_signed_and_delivered_as_strokes(page: Page, hub: PretendHub) -> None:
    expect(page.locator("#confirm-title")).to_have_text("材料接收确认")
    write_name(page)
    page.click("#sign-done")
    expect(page.locator("#thanks-word")).to_have_text("已签名")
    wait_for(lambda: bool(hub.commands))
    (got,) = hub.commands
    strokes = got.body["strokes"]
    assert (got.name, len(strokes)) == (ANSWER, 2)
    assert strokes[0][0] == [0, 100, 40]
    assert strokes[1][-1][1:] == [300, 130]
    times = [point[0] for stroke in strokes for point in stroke]
    assert times == sorted(times)
    expect(page.locator("#confirm-lines li")).to_have_count(0)


def test_nothing_is_signed_without_a_signature_and_it_can_be_written_anew(page: Page, hub: PretendHub) -> None:
    page.click("#confirm-go")
    page.click("#sign-done", force=True)
    expect(page.locator("#sign")).to_be_visible()
    page.click("#sign-back")
    write_name(page)
    page.click("#sign-clear")
    expect(page.locator("#sign-done")).to_have_attribute("aria-disabled", "true")
    assert hub.commands == []


def test_not_right_is_an_answer_too(page: Page, hub: PretendHub) -> None:
    page.click("#confirm-wrong")
    wait_for(lambda: bool(hub.commands))
    assert (hub.commands[0].name, hub.commands[0].body) == (ANSWER, {})


def test_what_is_taken_back_leaves_the_screen(page: Page, hub: PretendHub) -> None:
    write_name(page)
    hub.set("pad", confirm=None)
    expect(page.locator("#idle")).to_be_visible()


def test_a_signature_outlives_a_lost_hub_and_a_reload_and_counts_once(page: Page, hub: PretendHub) -> None:
    hub.answer = lambda _: (503, {})
    write_name(page)
    page.click("#sign-done")
    expect(page.locator("#thanks")).to_be_visible()
    assert len(kept(page)) == 1
    page.reload()
    expect(page.locator("#idle")).to_be_visible()  # it does not ask the same visitor again
    hub.answer = lambda _: (200, {"events": []})
    wait_for(lambda: not kept(page))
    assert len({got.key for got in hub.commands}) == 1
    assert all(got.name == ANSWER for got in hub.commands)


def rating(page: Page, hub: PretendHub) -> None:
    hub.set("pad", state="asking", confirm=None)
    expect(page.locator("#rate")).to_be_visible()


def test_a_comment_goes_with_its_rating_in_one_piece(page: Page, hub: PretendHub) -> None:
    rating(page, hub)
    page.click("[data-grade='2']")
    page.click("text=等候时间长")
    page.click("#write")
    page.fill("#comment-text", "等了四十分钟。")
    page.click("#comment-send")
    expect(page.locator("#thanks")).to_be_visible()
    wait_for(lambda: not kept(page))
    (got,) = hub.commands
    assert (got.name, got.body["grade"], got.body["reasons"]) == ("/v1/ratings", 2, ["long_wait"])
    assert got.body["comment"] == "等了四十分钟。"


def test_a_good_rating_may_have_a_comment_and_goes_without_one_too(page: Page, hub: PretendHub) -> None:
    rating(page, hub)
    page.click("[data-grade='5']")
    page.click("#write-thanks")
    page.click("#comment-back")
    wait_for(lambda: not kept(page))
    (got,) = hub.commands
    assert (got.name, "comment" in got.body) == ("Rate", False)


def test_a_photo_is_shown_and_a_missing_one_is_a_silhouette(page: Page, hub: PretendHub) -> None:
    expect(page.locator(".photo svg")).to_be_visible()
    staff = {"id": "S07", "name": "张雨桐", "photo": True}
    hub.set("pad", staff=staff)
    expect(page.locator("#photo")).to_have_attribute("src", "/v1/photos/S07")
    expect(page.locator("#photo")).to_be_hidden()
    picture = BytesIO()
    Image.new("RGB", (30, 40), (90, 120, 160)).save(picture, "PNG")
    hub.photo = picture.getvalue()
    hub.set("pad", staff={**staff, "id": "S08"})
    expect(page.locator("#photo")).to_be_visible()


def test_the_console_asks_shows_what_came_of_it_and_takes_it_back(screen: Screen, hub: PretendHub) -> None:
    page = screen(1280, 800)
    page.goto(f"{hub.address}/console/3")
    expect(page.locator("#confirm-open")).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("Control+k")
    page.fill("#confirm-lines", "身份证原件\n\n  户口簿 ")
    page.click("#confirm-send")
    wait_for(lambda: bool(hub.commands))
    (got,) = hub.commands
    assert (got.name, got.body["window"], got.body["ticket"]) == ("/v1/confirmations", 3, "B022")
    assert got.body["lines"] == ["身份证原件", "户口簿"]
    asking = hub.views["console"]["confirm"]
    hub.set("console", confirm={**asking, "newest": {"id": "c1", "state": "pending", "asked": 1}})
    expect(page.locator("#confirm-state")).to_have_text("等待群众签名")
    page.click("#confirm-withdraw")
    wait_for(lambda: len(hub.commands) > 1)
    assert (hub.commands[1].name, hub.commands[1].body) == ("WithdrawConfirm", {"window": 3, "confirmation": "c1"})
    hub.set("console", confirm={**asking, "newest": {"id": "c1", "state": "signed", "asked": 1}})
    expect(page.locator("#confirm-state")).to_have_text("已签名")


def test_a_refused_text_says_why_and_stays(screen: Screen, hub: PretendHub) -> None:
    hub.answer = lambda _: (422, {"code": "confirm_text", "sentence": "待确认内容须有标题。"})
    page = screen(1280, 800)
    page.goto(f"{hub.address}/console/3")
    page.click("#confirm-open")
    page.click("#confirm-send")
    expect(page.locator("#confirm .said")).to_have_text("待确认内容须有标题。")
    expect(page.locator("#confirm-title")).to_have_value("材料接收确认")
