"""What goes wrong at a dispenser in a hall: it shows the right thing all the same, and nobody has two tickets."""

import httpx
import pytest
from playwright.sync_api import expect

from tests.day.hall import DayHall
from tests.day.manager import Manager
from tests.day.screens import Screens
from tests.day.visitor import A, Visitor
from tests.web.conftest import Screen

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
AN_HOUR_OFF = "const real = Date.now; Date.now = () => real() + 3600000;"


def test_a_dispenser_with_a_wrong_clock_an_impatient_visitor_and_at_last_no_pass(
    whole: DayHall, screen: Screen
) -> None:
    screens = Screens(whole, screen)
    manager = Manager(screens.open("/sign-in?to=/manage"))
    manager.comes(whole.once)
    page = screens.ask("dispenser", "/dispenser", size="dispenser")
    page.add_init_script(AN_HOUR_OFF)
    manager.lets_in([page])
    whole.clock.set("09:01")
    visitor = Visitor(page)
    visitor.taps(A)
    expect(page.locator("#clock")).to_have_text("09:01")
    page.dblclick("#confirm-take")
    assert visitor.number() == "A001"
    page.go_back()
    page.goto(f"{whole.base}/dispenser")
    expect(page.locator("#given")).to_be_hidden()
    visitor.taps(A)
    manager.comes_again()  # idle for so long
    manager.revokes("dispenser")
    page.click("#confirm-take")
    expect(page.locator(".way-in")).to_be_visible()
    assert issued(whole) == ["A001"]


def test_no_form_is_sent_by_the_browser_itself_while_a_print_dialog_stops_the_scripts(whole: DayHall) -> None:
    with httpx.Client(trust_env=False) as client:
        assert "form-action 'none'" in client.get(f"{whole.base}/guide").headers["Content-Security-Policy"]


def issued(whole: DayHall) -> list[str]:
    return whole.hub.keeper.ask(lambda day: list(day.tickets)).result(10)
