"""The hall until noon: closed, early by booking, the doors open, and what happens at the windows."""

from playwright.sync_api import expect

from hallops.web.words.board import BOARD
from hallops.web.words.dispenser import DISPENSER
from tests.day.scene import Scene
from tests.day.visitor import A, B, D, K
from tests.day.words import said

ABSENT_AFTER = 3  # calls
GAP = 11  # seconds between two calls of one number


def before_opening(scene: Scene) -> None:
    """Nobody gets a ticket, and the screens say when."""
    expect(scene.visitor.page.locator("#instead-head")).to_have_text(said(DISPENSER, "ahead_head"))
    door = scene.screens.open("/door")
    expect(door.locator("#now")).to_have_text(said(BOARD, "closed_now"))
    scene.show(door=door)
    scene.at("08:05")


def early_by_booking(scene: Scene) -> None:
    """A company comes before the doors open, with its code."""
    scene.at("08:31")
    expect(scene.visitor.page.locator("#instead-head")).to_have_text(said(DISPENSER, "ahead_head"))
    scene.visitor.checks_in("HZ0830")
    number = scene.visitor.number()
    scene.visitor.goes()
    assert scene.clerks[2].serves() == number
    scene.pads[2].rates(5)
    scene.pads[2].is_thanked()


def doors_open(scene: Scene) -> None:
    """A ticket is taken and called: the boards, the phone and the other browser show it."""
    scene.at("09:01")
    scene.show(board=scene.screens.open("/board"), zone=scene.screens.open("/board?zone=Z5"))
    scene.show(window=scene.screens.open("/window-board?window=1"))
    expect(scene.shown["door"].locator("#now")).to_contain_text("工作日")
    expect(scene.shown["board"].locator("#total")).to_contain_text("0")
    number = scene.visitor.takes(A)
    phone = scene.screens.open(scene.visitor.scans() + "?lang=en", "phone")
    phone.click("#care")
    expect(phone.locator("#number")).to_have_text(number)
    scene.visitor.goes()
    expect(scene.shown["board"].locator("#total")).to_contain_text("1")
    assert scene.clerks[1].calls() == number
    expect(scene.shown["board"].locator("#number")).to_have_text(number)
    expect(scene.shown["window"].locator("#number")).to_have_text(number)
    expect(phone.locator("#window")).to_have_text("Window 1")
    scene.clerks[1].presses("Control+z")
    scene.clerks[1].may("do_call")
    expect(scene.shown["board"].locator("#number")).not_to_have_text(number)
    assert scene.clerks[1].serves() == number
    expect(phone.locator("#line")).to_be_hidden()
    scene.pads[1].rates(1)
    scene.pads[1].complains(2, "等得太久")


def a_visit_of_two_matters(scene: Scene) -> None:
    """One number for both, and each leg is called. The next one needs an accessible window and finds it by letters."""
    number = scene.visitor.takes(A, B)
    scene.visitor.goes()
    scene.visitor.page.click("#accessible")
    scene.visitor.finds("ylbxgx", "医疗保险关系转移接续")
    other = scene.visitor.agrees()
    scene.visitor.goes()
    scene.visitor.finds("gsjyzx", "公司简易注销登记")
    scene.visitor.page.click("#refused-guide")
    advice = scene.visitor.number()
    scene.visitor.goes()
    assert scene.clerks[1].calls() == number
    scene.clerks[1].starts()
    scene.clerks[1].primary("do_finish_on")
    scene.clerks[1].may("do_call")
    served = {scene.clerks[1].calls()}
    scene.clerks[1].starts()
    scene.clerks[1].presses("F5")
    scene.clerks[1].has_called()
    served.add(scene.clerks[1].number)
    scene.clerks[1].starts()
    scene.clerks[1].presses("F5")
    scene.clerks[1].has_called()
    served.add(scene.clerks[1].number)
    scene.clerks[1].starts()
    scene.clerks[1].finishes()
    assert served == {number, other, advice}


def who_is_absent_comes_back_and_is_absent_again(scene: Scene) -> None:
    clerk = scene.clerks[1]
    number = scene.guide.gives(D, "S")
    for wait_again in (True, False):
        assert clerk.calls() == number
        for _ in range(ABSENT_AFTER - 1):
            scene.later(GAP)
            clerk.recalls()
        clerk.presses("miss")
        clerk.may("do_call")
        if wait_again:
            scene.guide.does("Reinsert", number)
            scene.later(16 * 60)


def papers_are_missing(scene: Scene) -> None:
    """The three ways to hold, a notice slip, a transfer, a pause, and a number called out of turn."""
    clerk = scene.clerks[2]
    number = scene.visitor.takes(D)
    scene.visitor.goes()
    assert clerk.calls() == number
    clerk.starts()
    clerk.holds("kept")
    clerk.resumes()
    clerk.holds("step")
    clerk.resumes()
    slip = clerk.gives_notice()
    expect(slip.locator("#number")).to_have_text(number)
    expect(slip.locator("#needs li")).to_have_count(1)
    slip.close()
    clerk.may("do_call")
    scene.guide.does("Requeue", number)
    clerk.chooses(number)
    clerk.has_called()
    clerk.starts()
    clerk.transfers(K)
    scene.pads[2].rates(4)
    clerk.may("do_call")
    expect(scene.shown["zone"].locator("#waiting li", has_text=K)).to_contain_text("1")
    clerk.serves()
    clerk.presses("pause", "1")
    clerk.may("do_continue")
    clerk.primary("do_continue")
    clerk.may("do_call")
