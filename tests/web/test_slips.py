"""What a browser prints: the notice slip and a copy of a ticket, whole and in both languages at once."""

import pytest
from playwright.sync_api import expect

from hallops.language import LANGUAGES
from tests.web import frames
from tests.web.conftest import Screen
from tests.web.pretend_hub import PretendHub
from tests.web.test_looks import CUT, NAMELESS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_says_everything_at_once(screen: Screen, hub: PretendHub, language: str) -> None:
    needs = ["身份证原件", "户口簿", "银行卡复印件"]
    hub.catalogue = {"total": 1, "items": [frames.item("B-001", "B", "城乡居民医保参保登记", "Join", needs=needs)]}
    page = screen(390, 844)
    page.goto(f"{hub.address}/notice/B022?lang={language}")
    expect(page.locator("#needs li")).to_have_text(["身份证原件", "银行卡复印件", "申请表 · Application form"])
    expect(page.locator("main")).to_contain_text("一次性告知书")
    expect(page.locator("main")).to_contain_text("Notice of missing papers")
    for text in ("B022", "城乡居民医保参保登记", "3号窗口 · Window 3", "17:30", "010-12345678", "示范路1号"):
        expect(page.locator("main")).to_contain_text(text)
    assert page.evaluate(CUT) == []
    assert page.evaluate(NAMELESS) == []
    page.emulate_media(media="print")
    expect(page.locator("#print")).to_be_hidden()


def test_a_slip_without_its_catalogue_still_names_the_item(screen: Screen, hub: PretendHub) -> None:
    page = screen(390, 844)
    page.route("**/v1/catalogue**", lambda route: route.abort())
    page.goto(f"{hub.address}/notice/B022")
    expect(page.locator("#needs li")).to_have_text(["B-001 1", "B-001 3", "申请表 · Application form"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_of_a_ticket_is_marked(screen: Screen, hub: PretendHub, language: str) -> None:
    page = screen(390, 844)
    page.goto(f"{hub.address}/slip/A060?lang={language}")
    expect(page.locator("#number")).to_have_text("A060")
    expect(page.locator("#copy")).to_contain_text("补打")
    expect(page.locator("#matter")).to_have_text("社会保险 · Social insurance")
    assert page.evaluate(CUT) == []
    hub.set("guide_ticket", ticket={**hub.views["guide_ticket"]["ticket"], "printed": 1})
    page.reload()
    expect(page.locator("#taken")).to_contain_text("09:42")
    expect(page.locator("#copy")).to_be_hidden()


def test_a_slip_that_is_not_there_says_so(screen: Screen, hub: PretendHub) -> None:
    page = screen(390, 844)
    page.route(
        "**/v1/views/notice**", lambda route: route.fulfill(status=409, json={"code": "no_notice", "sentence": "没有"})
    )
    page.goto(f"{hub.address}/notice/A001")
    expect(page.locator("#said")).to_have_text("没有")
