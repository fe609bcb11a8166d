"""The screens of the hall: each is a browser of its own, and waits at the manager's page until it belongs."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, expect

from tests.day.hall import DayHall
from tests.web.conftest import Screen

SIZES = {"pad": (1024, 600), "dispenser": (1080, 1920), "enquiry": (1080, 1920), "phone": (390, 844)}
USUAL = (1280, 900)


class Screens:
    """Opens pages of one hall; keeps what went wrong on them, and which were seen by the first part of their path."""

    def __init__(self, hall: DayHall, screen: Screen) -> None:
        self._hall = hall
        self._screen = screen
        self.faults: list[str] = []
        self.seen: set[str] = set()

    def open(self, path: str, size: str = "") -> Page:
        """A page that everybody may see, in a browser that knows nothing yet."""
        width, height = SIZES.get(size, USUAL)
        page = self._screen(width, height)
        self.watch(page)
        page.context.on("page", self.watch)
        page.context.on("request", self._note)
        page.goto(self._hall.base + path)
        return page

    def ask(self, kind: str, to: str, place: str = "", size: str = "") -> Page:
        """A screen that asks to be paired."""
        page = self.open(f"/pair?kind={kind}&place={place}&name={kind}{place}&to={to}", size)
        expect(page.locator("#code")).not_to_be_empty()
        return page

    def _note(self, request: Request) -> None:
        if request.is_navigation_request():
            self.seen.add(urlsplit(request.url).path.split("/")[1])

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))


def code_of(page: Page) -> str:
    return page.locator("#code").inner_text()
