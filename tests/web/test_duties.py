"""My duties: one's own day, honest about the roster that is not there yet."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Screen
from tests.web.pretend_hub import PretendHub

pytestmark = pytest.mark.slow


def test_a_clerk_sees_the_day_so_far(screen: Screen, hub: PretendHub) -> None:
    hub.entry["GET /v1/sessions"] = {"role": "window", "id": "S03", "place": "3"}
    page = screen(1280, 800)
    page.goto(f"{hub.address}/duties")
    expect(page.locator("#who")).to_have_text("张雨桐 S03")
    expect(page.locator("#where")).to_have_text("您现在在3号窗口签到。")
    expect(page.locator("#spans li.paused")).to_contain_text("短暂休息")
    expect(page.locator("#sums")).to_contain_text("7 分钟")
    expect(page.locator("#roster")).to_have_text("尚未发布排班表。")


def test_nobody_else_sees_anything(screen: Screen, hub: PretendHub) -> None:
    hub.entry["GET /v1/sessions"] = {"role": "visitor", "id": "visitor", "place": None}
    page = screen(390, 844)
    page.goto(f"{hub.address}/duties")
    expect(page.locator("#nobody")).to_be_visible()
    expect(page.locator("#own")).to_be_hidden()
