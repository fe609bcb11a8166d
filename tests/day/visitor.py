"""A visitor at the dispenser: taps what the screen shows, and reads the number."""

import re

from playwright.sync_api import Locator, Page, expect

A, B, D, K, J = "社会保险", "医疗保障", "民政救助", "统一出件", "企业登记"


class Visitor:
    """In front of the dispenser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def taps(self, service: str) -> None:
        self._shown("#services").filter(has_text=service).click()

    def takes(self, *services: str) -> str:
        """One number for one or several services."""
        for service in services[:-1]:
            self.taps(service)
            self.page.click("#confirm-also")
        self.taps(services[-1])
        return self.agrees()

    def agrees(self) -> str:
        self.page.click("#confirm-take")
        return self.number()

    def number(self) -> str:
        expect(self.page.locator("#given")).to_be_visible()
        return self.page.locator("#given-number").inner_text()

    def scans(self) -> str:
        """The address behind the QR code: the hub's own picture of it says whose it is."""
        expect(self.page.locator("#given-qr")).to_be_visible()
        source = str(self.page.locator("#given-qr").get_attribute("src"))
        token = re.search(r"/tickets/([^/]+)/", source)
        assert token is not None
        return f"/t/{token.group(1)}"

    def goes(self) -> None:
        self.page.click("#given-done")
        expect(self.page.locator("#given")).to_be_hidden()

    def finds(self, letters: str, name: str) -> None:
        """By the initials of its pinyin."""
        self.page.click("#find")
        for letter in letters.upper():
            self.page.locator("#letters button", has_text=re.compile(f"^{letter}$")).click()
        self._shown("#found").filter(has_text=name).click()

    def checks_in(self, code: str) -> None:
        if not self.page.locator("#check-in").is_visible():
            self.page.click("#booked")
        for sign in code:
            self.page.locator("#code-keys button", has_text=re.compile(f"^{sign}$")).click()
        self.page.click("#code-go")

    def _shown(self, where: str) -> Locator:
        return self.page.locator(f"{where} button")
