"""The guide desk worked by keyboard, with help calls that sound."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web import frames
from tests.web.conftest import Screen
from tests.web.pretend_hub import PretendHub, wait_for

pytestmark = pytest.mark.slow
COUNT = """() => { window.sounds = []; HallOps.chime = how => window.sounds.push(how); }"""


@pytest.fixture
def page(screen: Screen, hub: PretendHub) -> Page:
    page = screen(1280, 800)
    page.goto(f"{hub.address}/guide")
    expect(page.locator("#helps li")).to_have_count(2)
    return page


def sent(hub: PretendHub, count: int = 1) -> tuple[str, dict[str, Any]]:
    wait_for(lambda: len(hub.commands) >= count)
    return hub.commands[-1].name, hub.commands[-1].body


def test_the_first_call_is_answered_and_ended_by_key(page: Page, hub: PretendHub) -> None:
    page.keyboard.press("F4")
    assert sent(hub) == ("AnswerHelp", {"help": 2})
    page.keyboard.press("F6")
    assert sent(hub, 2) == ("EndHelp", {"help": 2})


def test_an_emergency_is_heard_loudly_and_again_until_somebody_goes(page: Page, hub: PretendHub) -> None:
    page.evaluate(COUNT)
    kind = {"zh": "紧急求助", "en": "Emergency"}
    call = frames.help_call(3, "emergency", kind, minutes=0)
    hub.set("guide", help=[call], alerts=[])
    expect(page.locator("#helps .urgent")).to_have_count(1)
    wait_for(lambda: page.evaluate("window.sounds.length") >= 2)
    assert set(page.evaluate("window.sounds")) == {"loud"}
    hub.set("guide", help=[{**call, "answered": frames.NOW, "staff": {"id": "S04", "name": "刘海宁"}}])
    expect(page.locator("#helps small")).to_have_text("刘海宁前往处理")
    heard = page.evaluate("window.sounds.length")
    page.wait_for_timeout(1200)
    assert page.evaluate("window.sounds.length") == heard


def test_a_silent_alert_is_seen_and_not_heard(page: Page, hub: PretendHub) -> None:
    page.evaluate(COUNT)
    rows = [
        frames.alert("line:J:12", "silent", "企业登记：排队12人。", "12 wait."),
        frames.alert("mean:hall:9", "once", "平均等候", "Mean"),
    ]
    hub.set("guide", help=[], alerts=rows)
    expect(page.locator("#alerts li")).to_have_count(2)
    wait_for(lambda: page.evaluate("window.sounds.length") == 1)
    hub.set("guide", alerts=[{**row, "value": 40} for row in rows])
    page.wait_for_timeout(1200)
    assert page.evaluate("window.sounds") == ["soft"]


def test_the_list_is_filtered_by_service_and_found_by_key(page: Page, hub: PretendHub) -> None:
    page.select_option("#of-service", "G")
    expect(page.locator("#tickets tr")).to_have_count(2)
    page.keyboard.press("F2")
    page.keyboard.type("G058")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen")).to_have_text("G058")


def test_needs_are_set_right_and_a_held_ticket_waits_again(page: Page, hub: PretendHub) -> None:
    actions = {name: {"possible": True, "why": None} for name in ("SetNeeds", "Requeue", "PrintTicket")}
    hub.set("guide_ticket", actions=actions)
    page.get_by_role("button", name="A060").click()
    expect(page.locator("[data-act=Requeue]")).to_have_attribute("aria-disabled", "false")
    page.click("[data-act=SetNeeds]")
    assert sent(hub) == ("SetNeeds", {"ticket": "A060", "accessible": True, "language": "zh"})
    page.click("[data-act=Requeue]")
    assert sent(hub, 2) == ("Requeue", {"ticket": "A060"})
