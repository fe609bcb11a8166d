"""Calls are heard one after the other, each to its end; what is old, or was there before, is not called again."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web import frames
from tests.web.conftest import ARGS, Screen
from tests.web.pretend_hub import PretendHub, wait_for

pytestmark = pytest.mark.slow
NOTED = """() => {
  window.noted = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    const call = new URL(this.src).pathname.match(/(\\d+)\\.wav/)[1];
    const language = new URL(this.src).searchParams.get("language");
    noted.push({ what: "play", call, language, at: performance.now() });
    this.addEventListener("ended", () => {
      const whole = this.duration > 0.5 && this.currentTime >= this.duration;
      noted.push({ what: "ended", call, at: performance.now(), whole });
    });
    return play.call(this);
  };
}"""


@pytest.fixture(scope="module")
def loud(chromium: Browser) -> Iterator[Browser]:
    """A browser that lets pages speak unasked, as a hall's boards are set up."""
    flag = "--autoplay-policy=no-user-gesture-required"
    browser = chromium.browser_type.launch(executable_path=shutil.which("chromium"), args=[*ARGS.split(), flag])
    yield browser
    browser.close()


@pytest.fixture
def page(loud: Browser, hub: PretendHub) -> Iterator[Page]:
    with loud.new_context() as context:
        page = context.new_page()
        yield opened(page, hub, "/board?sound=1")


def opened(page: Page, hub: PretendHub, path: str) -> Page:
    page.add_init_script(f"({NOTED})()")
    page.goto(hub.address + path)
    expect(page.locator("#number")).to_have_text("A047")
    return page


def call(hub: PretendHub, *numbers: int, ago: int = 0, recalled: int = 0) -> None:
    new = [
        {**frames.called(f"A{number:03d}", 3, 0), "call": number, "at": frames.NOW + number - ago, "recalled": recalled}
        for number in numbers
    ]
    calls = [*reversed(new), *frames.board()["calls"]][:8]
    hub.set("board", newest=calls[0], calls=calls)


def noted(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("noted")
    return found


def heard(page: Page, ends: int) -> list[tuple[str, str]]:
    wait_for(lambda: sum(one["what"] == "ended" for one in noted(page)) == ends)
    return [(one["what"], one["call"]) for one in noted(page)]


def test_two_quick_calls_are_heard_in_order_whole_and_with_a_breath_between(page: Page, hub: PretendHub) -> None:
    call(hub, 71)
    call(hub, 71, 72)
    assert heard(page, 2) == [("play", "71"), ("ended", "71"), ("play", "72"), ("ended", "72")]
    first, last = noted(page)[1], noted(page)[3]
    assert first["whole"]
    assert last["whole"]
    assert noted(page)[2]["at"] - first["at"] >= 450  # ms, of 500: the end is noted a little after it is heard


def test_a_recall_is_heard_again_and_an_unchanged_board_is_not(page: Page, hub: PretendHub) -> None:
    call(hub, 71)
    heard(page, 1)
    hub.set("board", total_waiting=3)
    call(hub, 71, recalled=1)
    assert heard(page, 2) == [("play", "71"), ("ended", "71")] * 2


def test_what_was_there_before_and_what_is_old_stays_silent(page: Page, hub: PretendHub) -> None:
    call(hub, 71, ago=61_000)
    expect(page.locator("#number")).to_have_text("A071")
    call(hub, 72)
    assert heard(page, 1) == [("play", "72"), ("ended", "72")]


def test_both_languages_are_heard_one_after_the_other(loud: Browser, hub: PretendHub) -> None:
    with loud.new_context() as context:
        page = opened(context.new_page(), hub, "/board?sound=1&lang=both")
        call(hub, 71)
        heard(page, 2)
        assert [one["language"] for one in noted(page) if one["what"] == "play"] == ["zh", "en"]


def test_only_a_board_that_was_asked_to_speaks(loud: Browser, hub: PretendHub) -> None:
    with loud.new_context() as context:
        page = opened(context.new_page(), hub, "/board")
        call(hub, 71)
        expect(page.locator("#number")).to_have_text("A071")
        assert noted(page) == []
        assert page.locator("#sound-on").count() == 0


def test_a_browser_that_forbids_sound_asks_for_one_touch_and_keeps_the_call(screen: Screen, hub: PretendHub) -> None:
    page = opened(screen(1280, 720), hub, "/board?sound=1")
    call(hub, 71)
    page.click("text=点此开启声音")
    assert heard(page, 1)[-1] == ("ended", "71")
    expect(page.locator("#sound-on")).to_be_hidden()
