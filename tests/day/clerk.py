"""A clerk at a window console: signs in with a PIN, and works by keyboard as the buttons say."""

from playwright.sync_api import Page, expect

from hallops.web.page import say
from hallops.web.words.console import CONSOLE

KEYS = {"recall": "F6", "miss": "F7", "hold": "F8", "transfer": "F9", "resume": "F3", "call": "F4", "pause": "F12"}
HOLDS = {"returned": "1", "kept": "2", "step": "3"}
SERVING = say(CONSOLE["serving_for"], "zh").partition("{")[0]
BREATH = 2200  # ms in which Enter rests after a call


def signs_in(page: Page, staff: str, once: str, pin: str) -> None:
    """With a PIN for one use, and an own one at once; on the screen's keys as with fingers."""
    page.wait_for_url("**/sign-in**")
    expect(page.locator("#staff option", has_text=staff)).to_have_count(1)
    page.select_option("#staff", staff)
    page.focus("#secret")
    _taps(page, once)
    expect(page.locator("#new")).to_be_visible()
    page.focus("#new")
    _taps(page, pin, "")
    page.focus("#again")
    _taps(page, pin)
    page.wait_for_url(lambda url: "/sign-in" not in url)


def _taps(page: Page, digits: str, end: str = "ok") -> None:
    for key in (*digits, *([end] if end else [])):
        page.click(f"[data-key='{key}']")


class Clerk:
    """At one window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def number(self) -> str:
        return self.page.locator("#number").inner_text()

    def calls(self) -> str:
        """The next visitor."""
        self.primary("do_call")
        return self.has_called()

    def has_called(self) -> str:
        self.may("do_start")
        return self.number

    def starts(self) -> None:
        self.page.wait_for_timeout(BREATH)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#state")).to_contain_text(SERVING)

    def finishes(self) -> None:
        number = self.number
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#number")).not_to_have_text(number)

    def serves(self) -> str:
        """One visitor from the call to the end."""
        number = self.calls()
        self.starts()
        self.finishes()
        return number

    def primary(self, word: str) -> None:
        """Press the large button, once it means that and is not grey."""
        self.may(word)
        expect(self.page.locator("#primary")).to_have_attribute("aria-disabled", "false")
        self.page.keyboard.press("Enter")

    def may(self, word: str) -> None:
        """What the large button means now."""
        expect(self.page.locator("#primary-label")).to_have_text(say(CONSOLE[word], "zh"))

    def presses(self, key: str, *answers: str) -> None:
        """A key of the console, and the digits that answer its questions."""
        self.page.keyboard.press(KEYS.get(key, key))
        for answer in answers:
            expect(self.page.locator("#question")).to_be_visible()
            self.page.keyboard.press(answer)

    def holds(self, way: str) -> None:
        self.presses("hold", HOLDS[way], "1")
        self.may("do_call")

    def resumes(self) -> None:
        """The one that is held here."""
        self.presses("resume", "1")
        expect(self.page.locator("#state")).to_contain_text(SERVING)

    def recalls(self) -> None:
        before = self.page.locator("#state").inner_text().partition("·")[2]
        recall = self.page.locator("[data-action='Recall']")
        expect(recall).to_have_attribute("aria-disabled", "false")
        self.presses("recall")
        expect(recall).to_have_attribute("aria-disabled", "true")
        assert self.page.locator("#state").inner_text().partition("·")[2] != before

    def transfers(self, service: str) -> None:
        self.presses("transfer")
        self.page.locator("#question-options button", has_text=service).click()

    def chooses(self, number: str) -> None:
        """Somebody in line, for the first reason of the hall's list."""
        self.page.get_by_role("button", name=number).click()
        self.page.keyboard.press("1")

    def gives_notice(self) -> Page:
        """What is missing, from the hall's list; the papers go back. The slip opens beside the console."""
        self.page.keyboard.press("Control+g")
        self.page.locator("#notice-list input").first.check()
        with self.page.expect_popup() as opened:
            self.page.click("#notice-hold")
        return opened.value

    def asks_to_sign(self) -> None:
        self.page.keyboard.press("Control+k")
        self.page.click("#confirm-send")
        expect(self.page.locator("#confirm-withdraw")).to_be_visible()

    def hears(self, answer: str) -> None:
        """What came of the text: signed, declined or withdrawn."""
        expect(self.page.locator("#confirm-state")).to_have_class(f"is-{answer}")

    def leaves(self) -> None:
        self.presses("F2")
        self.page.wait_for_url("**/sign-in**")
