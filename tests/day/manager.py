"""The manager: signs in, lets the screens in, gives the staff their first PINs."""

from collections.abc import Iterable

from playwright.sync_api import Page, expect

from tests.day.screens import code_of

PHRASE = "green tea at nine"


class Manager:
    """At one browser; `page` shows the manager's page after `comes`."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def comes(self, once: str) -> None:
        """The password of the first start is good for one use."""
        self._log_in(once)
        for field in ("#new", "#again"):
            self.page.fill(field, PHRASE)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/manage**")

    def comes_again(self) -> None:
        self._log_in(PHRASE)
        self.page.wait_for_url("**/manage**")

    def _log_in(self, secret: str) -> None:
        self.page.wait_for_url("**/sign-in**")
        self.page.fill("#name", "manager")
        self.page.fill("#secret", secret)
        self.page.keyboard.press("Enter")

    def lets_in(self, screens: Iterable[Page]) -> None:
        """All at once, after comparing each code."""
        for screen in screens:
            self.page.locator("#waiting tr", has_text=code_of(screen)).get_by_role("checkbox").check()
        self.page.click("#approve")
        expect(self.page.locator("#waiting tr")).to_have_count(0)
        for screen in screens:
            screen.wait_for_url(lambda url: "/pair" not in url)

    def gives_pin(self, staff: str) -> str:
        self.page.locator("#staff tr", has_text=staff).get_by_role("button").locator("visible=true").click()
        expect(self.page.locator("#once-for")).to_contain_text(staff)
        pin = self.page.locator("#once-secret").inner_text()
        self.page.click("#noted")
        return pin

    def revokes(self, holder: str) -> None:
        """Waits until the hub has said yes."""
        device = self.page.locator("#devices tr", has_text=holder)
        device.get_by_role("button").click()
        self.page.locator("#question-options button").click()
        expect(device).to_have_count(0)
