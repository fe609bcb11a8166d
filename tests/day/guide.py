"""The guide at the guide desk: finds a number and does something about it, and sees to whoever calls for help."""

import re

from playwright.sync_api import Page, expect


class Guide:
    """At the desk's page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def finds(self, number: str) -> None:
        self.page.keyboard.press("F2")
        self.page.keyboard.type(number)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#chosen")).to_have_text(number)

    def does(self, action: str, number: str, answer: str = "") -> None:
        """One of the buttons beside a number; some ask why, and a digit answers."""
        self.finds(number)
        button = self.page.locator(f"[data-act='{action}']")
        expect(button).to_have_attribute("aria-disabled", "false")
        button.click()
        if answer:
            self.page.keyboard.press(answer)
        expect(self.page.locator("#why")).to_contain_text(number)

    def gives(self, service: str, priority: str = "N") -> str:
        """A ticket on somebody's behalf, of a class on sight of its proof."""
        self.page.locator("#services button", has_text=service).click()
        self.page.select_option("#class", priority)
        if priority != "N":
            self.page.check("#proof")
        self.page.click("#give")
        expect(self.page.locator("#given")).to_contain_text(re.compile(r"[A-Z]\d+"))
        found = re.search(r"[A-Z]\d+", self.page.locator("#given").inner_text())
        assert found is not None
        return found.group()

    def state_of(self, number: str) -> str:
        self.finds(number)
        return self.page.locator("#tickets tr.chosen td").nth(3).inner_text()

    def goes_to_whoever_calls(self) -> None:
        """By key: I am going, done."""
        expect(self.page.locator("#helps li")).to_have_count(1)
        self.page.keyboard.press("F4")
        expect(self.page.locator("#helps small")).not_to_be_empty()
        self.page.keyboard.press("F6")
        expect(self.page.locator("#helps li")).to_have_count(0)

    def has_seen_the_alerts(self) -> None:
        alerts = self.page.locator("#alerts .alert:not(.quiet) button")
        expect(alerts.first).to_be_visible(timeout=10_000)
        while alerts.count():
            alerts.first.click()
            self.page.wait_for_timeout(300)

    def prints(self, number: str) -> Page:
        """The paper, in a window of its own."""
        with self.page.expect_popup() as opened:
            self.does("PrintTicket", number)
        return opened.value
