"""The hall at noon and after: lunch windows, the guide's work, signatures, help and alerts."""

from playwright.sync_api import expect

from hallops.web.words.board import BOARD
from tests.day.scene import CLERKS, Scene
from tests.day.visitor import A, B
from tests.day.words import said


def lunch(scene: Scene) -> None:
    """Two windows stay; a clerk looks at the own day; somebody asks the kiosk what to bring."""
    scene.at("12:05")
    expect(scene.shown["board"].locator("#note")).to_contain_text(said(BOARD, "lunch_note"))
    expect(scene.shown["door"].locator("#now")).to_contain_text("午间")
    duties = scene.clerks[1].page.context.new_page()
    duties.goto(f"{scene.hall.base}/duties")
    expect(duties.locator("#who")).to_contain_text(CLERKS[1])
    expect(duties.locator("#spans li")).not_to_have_count(0)
    duties.close()
    scene.kiosk.click("#care")
    for letter in "SHBZK":
        scene.kiosk.locator("#letters button", has_text=letter).first.click()
    scene.kiosk.locator("#found button", has_text="社会保障卡申领").click()
    expect(scene.kiosk.locator("#item-needs li")).not_to_have_count(0)
    scene.kiosk.click("#item-back")
    scene.kiosk.click("#hours-open")
    expect(scene.kiosk.locator("#week tr")).to_have_count(7)
    scene.kiosk.click("#hours-back")


def the_guide_sets_things_right(scene: Scene) -> None:
    """A copy of a ticket, a class, a need; one left, one has taken two numbers."""
    guide = scene.guide
    scene.visitor.page.click("#care")
    number = scene.visitor.takes(A)
    scene.visitor.goes()
    guide.does("SetPriority", number, "4")
    guide.does("SetNeeds", number)
    for is_copy in (False, True):
        slip = guide.prints(number)
        expect(slip.locator("#number")).to_have_text(number)
        expect(slip.locator("#copy")).to_be_visible(visible=is_copy)
        slip.close()
    gone, twice = guide.gives(B), guide.gives(B)
    guide.does("Leave", gone)
    guide.does("Cancel", twice, "2")
    assert scene.clerks[1].serves() == number


def texts_are_signed(scene: Scene) -> None:
    """One is signed, one is not right, one is taken back."""
    clerk, pad = scene.clerks[1], scene.pads[1]
    pad.rates(3)
    pad.is_thanked()
    scene.guide.gives(A)
    clerk.calls()
    clerk.starts()
    pad.is_calm()
    clerk.asks_to_sign()
    pad.signs()
    clerk.hears("signed")
    pad.is_calm()
    clerk.asks_to_sign()
    pad.declines()
    clerk.hears("declined")
    clerk.asks_to_sign()
    clerk.page.click("#confirm-withdraw")
    clerk.hears("withdrawn")
    clerk.finishes()


def help_and_alerts(scene: Scene) -> None:
    """Whoever calls is heard and gone to; who waits too long is told, and seen."""
    scene.visitor.page.click("#help")
    scene.guide.goes_to_whoever_calls()
    scene.guide.gives(A)
    scene.later(40 * 60)
    scene.guide.has_seen_the_alerts()
    scene.clerks[2].serves()
