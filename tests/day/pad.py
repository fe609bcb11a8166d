"""A visitor at the rating pad of a window."""

from playwright.sync_api import Page, expect


class Pad:
    """One window's."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def rates(self, grade: int) -> None:
        self.page.click(f"[data-grade='{grade}']")

    def complains(self, reasons: int, comment: str = "") -> None:
        """Reasons for a bad grade, and words of one's own."""
        for index in range(reasons):
            self.page.locator("#reasons button").nth(index).click()
        if comment:
            self.page.click("#write")
            self.page.fill("#comment-text", comment)
            self.page.click("#comment-send")
        else:
            self.page.click("#send")
        self.is_thanked()

    def is_thanked(self) -> None:
        expect(self.page.locator("#thanks")).to_be_visible()

    def is_calm(self) -> None:
        expect(self.page.locator("#idle")).to_be_visible(timeout=10_000)

    def signs(self) -> None:
        """Reads, agrees, and writes a name with a finger."""
        self.page.click("#confirm-go")
        box = self.page.locator("#canvas").bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + 100, box["y"] + 80)
        self.page.mouse.down()
        for step in range(12):
            self.page.mouse.move(box["x"] + 100 + 20 * step, box["y"] + 80 + 30 * (step % 2))
        self.page.mouse.up()
        self.page.click("#sign-done")
        self.is_thanked()

    def declines(self) -> None:
        self.page.click("#confirm-wrong")
        self.is_thanked()
