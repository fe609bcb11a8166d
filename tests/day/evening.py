"""The end of the day: the last ticket, the evening by booking, and a hall that is closed."""

from playwright.sync_api import expect

from hallops.web.words.board import BOARD
from hallops.web.words.dispenser import DISPENSER
from tests.day.scene import Scene
from tests.day.visitor import A
from tests.day.words import said


def last_ticket(scene: Scene) -> None:
    """From a quarter of an hour before closing on nobody walks in any more."""
    scene.at("17:14")
    scene.visitor.takes(A)
    scene.visitor.goes()
    scene.clerks[2].serves()
    scene.at("17:16")
    expect(scene.visitor.page.locator("#instead-head")).to_be_visible()
    scene.clerks[2].leaves()


def by_booking(scene: Scene) -> None:
    """One who has booked is served, one checks in and does not wait for it."""
    scene.at("17:50")
    expect(scene.visitor.page.locator("#instead-head")).to_have_text(said(DISPENSER, "booking_head"))
    scene.visitor.checks_in("HZ1800")
    number = scene.visitor.number()
    scene.visitor.goes()
    assert scene.clerks[1].serves() == number
    scene.at("18:20")
    scene.visitor.checks_in("HZ1830")
    scene.show(phone=scene.screens.open(scene.visitor.scans(), "phone"))
    expect(scene.shown["phone"].locator("#line")).to_be_visible()
    scene.visitor.goes()
    scene.clerks[1].leaves()
    scene.guide.page.click("#leave")


def closed(scene: Scene) -> None:
    """Whoever still waits is told so."""
    scene.at("22:01")
    expect(scene.shown["phone"].locator("#line")).to_be_hidden()
    expect(scene.visitor.page.locator("#instead-head")).to_have_text(said(DISPENSER, "closed_head"))
    expect(scene.shown["door"].locator("#now")).to_have_text(said(BOARD, "closed_now"))
