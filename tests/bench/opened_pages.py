"""Each page of the running hub in a real Chromium: what it weighs, and how soon it shows what is living."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from hallops.web.page import PAGES, Page
from tests.bench.figure import Figure
from tests.bench.hub_process import HubProcess, hub_at_work

HEAVIEST, USABLE_MS = 100.0, 1000.0
LONGEST = 3000  # ms
NO_VIEW = ("ticket",)  # of a ticket that has not been given
ENTRY = ("pair", "sign-in")  # whoever has a pass is sent on from them
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LIVING = "() => typeof HallOps === 'object' && HallOps.now() !== null"


def pages(folder: Path, tokens: Path, busy: Callable[[], str]) -> Iterator[Figure]:
    program = shutil.which("chromium")
    if program is None:
        return
    with sync_playwright() as playwright, hub_at_work(folder) as hub:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        token = tokens.read_text("utf-8").split()[0]
        shown = [page for page in PAGES if page.name not in NO_VIEW]
        found = {page.name: min(_open(browser, hub, token, page) for _ in range(2)) for page in shown}
        browser.close()
    slowest = max(found, key=lambda name: found[name][0])
    heaviest = max(found, key=lambda name: found[name][1])
    detail = f"/{heaviest}, the heaviest of {len(found)}"
    yield Figure("a page with all it loads", found[heaviest][1] / 1000, "kB", HEAVIEST, detail=detail)
    detail = f"/{slowest}, the slowest of {len(found)}; {busy()}"
    yield Figure("a page shows what is living", found[slowest][0], "ms", USABLE_MS, detail=detail)


def _open(browser: Browser, hub: HubProcess, token: str, page: Page) -> tuple[float, int]:
    """Milliseconds until it is of use in a browser that does not know it, and bytes."""
    path = re.sub(r"{[^}]*}", "3", page.path)
    query = "?window=3" if page.name == "window-board" else ""
    with browser.new_context() as context:
        if page.name not in ENTRY:
            context.add_cookies([{"name": "hallops", "value": token, "url": f"http://{hub.address}"}])
        tab, sizes = context.new_page(), []
        tab.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
        tab.goto(f"http://{hub.address}{path}{query}", wait_until="commit")
        with suppress(PlaywrightTimeout):  # a page without a view is of use when it has loaded
            tab.wait_for_function(LIVING, timeout=LONGEST)
            return float(tab.evaluate("performance.now()")), sum(sizes)
        loaded = tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        return float(loaded), sum(sizes)
