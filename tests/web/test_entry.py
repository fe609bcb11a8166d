"""Coming in, with a real hub behind the pages: passwords, pairing, PINs, and being thrown out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from hallops.services.views.views import VIEWS
from hallops.web.pages import page_routes
from tests.hub.gate import PHRASE, PIN, Door, guarded
from tests.web.conftest import Screen
from tests.web.pretend_hub import wait_for

pytestmark = pytest.mark.slow
LOGIN = {"#name": "manager", "#secret": PHRASE}


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with guarded(tmp_path, views=VIEWS, pages=page_routes()) as found:
        yield found


@pytest.fixture
def manager(screen: Screen, door: Door) -> Page:
    """The manager's page, after the first sign-in."""
    once = door.first_password()
    assert once is not None
    page = screen(1280, 800)
    page.goto(f"{door.base}/manage?lang=en")
    page.wait_for_url("**/sign-in**")
    fill(page, {"#name": "manager", "#secret": once[0]})
    expect(page.locator("#hint")).to_have_text("This secret was for one use. Choose your own now.")
    fill(page, {"#new": PHRASE, "#again": PHRASE})
    page.wait_for_url("**/manage**")
    return page


def fill(page: Page, fields: dict[str, str]) -> None:
    for field, text in fields.items():
        page.fill(field, text)
    page.keyboard.press("Enter")


def type_pin(page: Page, pin: str) -> None:
    for digit in pin:
        page.click(f"[data-key='{digit}']")


def code_of(page: Page) -> str:
    expect(page.locator("#code")).not_to_be_empty()
    return page.locator("#code").inner_text()


def paired(screen: Screen, door: Door, manager: Page, path: str, **more: Any) -> Page:
    """A screen of its own that asked, and was approved by its code."""
    page = screen(1280, 800, **more)
    page.goto(door.base + path)
    row = manager.locator("#waiting tr", has_text=code_of(page))
    row.get_by_role("checkbox").check()
    manager.click("#approve")
    expect(row).to_have_count(0)
    return page


def new_pin(manager: Page, staff: str) -> str:
    row = manager.locator("#staff tr", has_text=staff)
    row.get_by_role("button", name="New PIN").click()
    expect(manager.locator("#once-for")).to_contain_text(staff)
    pin = manager.locator("#once-secret").inner_text()
    manager.click("#noted")
    return pin


def test_a_clerk_comes_to_work_at_a_fresh_window_and_leaves(screen: Screen, door: Door, manager: Page) -> None:
    console = paired(screen, door, manager, "/pair?kind=console&place=3&to=/console/3&lang=en")
    console.wait_for_url("**/sign-in?to=**")
    pin = new_pin(manager, "S3")
    console.select_option("#staff", "S3")
    console.click("#secret")
    type_pin(console, pin)
    console.click("[data-key='ok']")
    expect(console.locator("#hint")).to_be_visible()
    type_pin(console, PIN)
    console.click("#again")
    type_pin(console, PIN)
    console.click("[data-key='ok']")
    console.wait_for_url("**/console/3")
    expect(console.locator("#staff")).to_have_text("staff S3 S3")  # signed in at the window too, by itself
    console.keyboard.press("F2")
    console.wait_for_url("**/sign-in?to=**")
    expect(console.locator("#staff")).to_be_visible()  # the device is itself again


def test_a_revoked_window_is_thrown_out_and_shown_the_way_back(screen: Screen, door: Door, manager: Page) -> None:
    console = paired(screen, door, manager, "/pair?kind=console&place=3&name=corner&to=/console/3&lang=en")
    console.wait_for_url("**/sign-in?to=**")
    console.select_option("#staff", "S3")
    fill(console, {"#secret": new_pin(manager, "S3")})
    expect(console.locator("#new")).to_be_visible()
    fill(console, {"#new": PIN, "#again": PIN})
    expect(console.locator("#staff")).to_have_text("staff S3 S3")
    manager.get_by_role("button", name="Revoke corner").click()
    manager.get_by_role("button", name="Yes, revoke").click()
    way = console.locator(".way-in a")
    expect(way).to_have_count(2)
    assert way.first.get_attribute("href") == "/pair?kind=console&place=3&to=%2Fconsole%2F3"


def test_a_screen_that_belongs_goes_on_at_once_and_a_refused_one_says_so(
    screen: Screen, door: Door, manager: Page
) -> None:
    pad = paired(screen, door, manager, "/pair?kind=pad&place=1&to=/pad/1&lang=en")
    pad.wait_for_url("**/pad/1")
    pad.goto(f"{door.base}/pair?kind=pad&place=1&to=/door")
    pad.wait_for_url("**/door")
    board = screen(1280, 800)
    board.goto(f"{door.base}/pair?kind=board&lang=en&to=//elsewhere.example/")
    code = code_of(board)
    board.reload()
    assert code_of(board) == code
    manager.locator("#waiting tr", has_text=code).get_by_role("checkbox").check()
    manager.click("#refuse")
    expect(board.locator("#state")).to_have_text("The manager refused this screen.")
    board.click("#again")
    assert code_of(board) != code


def test_many_screens_are_approved_at_once_and_corrected(screen: Screen, door: Door, manager: Page) -> None:
    pages = [screen(800, 600) for _ in range(2)]
    for page in pages:
        page.goto(f"{door.base}/pair?kind=pad&to=/pad/2&lang=en")
        code_of(page)
    rows = manager.locator("#waiting tr")
    expect(rows).to_have_count(2)
    manager.get_by_role("checkbox", name="Choose all").check()
    manager.click("#approve")
    expect(manager.locator("#said")).to_have_text("A pad needs a place, such as the number of a window.")
    for row in rows.all():
        row.get_by_label("Place").select_option("2")
    manager.click("#approve")
    for page in pages:
        page.wait_for_url("**/pad/2")
    expect(manager.locator("#devices tr")).to_have_count(2)


def test_a_late_answer_of_the_hub_does_not_move_who_types_a_secret(screen: Screen, door: Door) -> None:
    page = screen(1280, 800)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/v1/sessions", hold)
    page.goto(f"{door.base}/sign-in")
    page.focus("#secret")
    wait_for(lambda: len(held) == 1)
    with page.expect_response("**/v1/sessions"):
        held[0].continue_()
    page.wait_for_timeout(300)
    page.keyboard.type("tea")
    assert (page.input_value("#secret"), page.input_value("#name")) == ("tea", "")


def test_a_wrong_password_makes_wait_and_is_told(screen: Screen, door: Door, manager: Page) -> None:
    page = screen(390, 844)
    page.goto(f"{door.base}/sign-in?lang=en")
    fill(page, {"#name": "manager", "#secret": "red wine at noon"})
    expect(page.locator("#said")).to_have_text("The name or the secret is wrong.")
    fill(page, LOGIN)
    expect(page.locator("#said")).to_have_text("Wait 1 seconds before the next try.")
    expect(manager.locator("#tries")).to_contain_text("127.0.0.1")
    door.later(1)
    expect(page.locator("#go")).to_have_text("Log in")
    fill(page, LOGIN)
    page.wait_for_url("**/manage")


def test_an_idle_manager_is_asked_again(door: Door, manager: Page) -> None:
    door.later(15 * 60)
    manager.wait_for_url("**/sign-in?to=%2Fmanage%3Flang%3Den")


def test_a_stranger_at_a_window_is_offered_both_ways_in(screen: Screen, door: Door) -> None:
    page = screen(1280, 800)
    page.goto(f"{door.base}/console/2?lang=en")
    links = page.locator(".way-in a")
    expect(links).to_have_text(["Pair this screen", "Log in"])
