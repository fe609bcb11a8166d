"""Each page of the suite as a screen of its own opens it: an address for each of PAGES, whoever adds one."""

import re

from playwright.sync_api import Page as Tab

from hallops.web.page import PAGES
from tests.web.pretend_hub import PretendHub

PARAMETER = re.compile(r"{[^}]*}")
QUERIES = {"window-board": "window=3"}
SHOWN = "() => document.readyState === 'complete'"  # scripts have run by then
SETTLED = 600  # ms: the first frame, clocks and ages


def addresses() -> list[str]:
    """A path for each page, its places filled with window 3 (or ticket 3)."""
    return [
        PARAMETER.sub("3", page.path) + ("?" + QUERIES[page.name] if page.name in QUERIES else "") for page in PAGES
    ]


def open_page(tab: Tab, hub: PretendHub, path: str, language: str) -> None:
    tab.goto(f"{hub.address}{path}{'&' if '?' in path else '?'}lang={language}")
    tab.wait_for_function(SHOWN)
    tab.wait_for_timeout(SETTLED)
