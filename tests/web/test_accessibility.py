"""Every page of PAGES, in both languages, and in large print: nothing that axe-core calls serious or critical.

axe-core runs in the page and reads what a screen reader would: names, roles, contrast, order. A page that is added is
checked without a word here; nothing of it may be cut off at its screen's size either.
"""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from hallops.language import LANGUAGES
from tests.web.conftest import pretend_hub
from tests.web.opened import addresses, open_page
from tests.web.pretend_hub import PretendHub
from tests.web.test_looks import CUT

pytestmark = pytest.mark.slow

LARGE = "zh"  # the language that is looked at in large print too: its rules know no language
GRAVE = {"serious", "critical"}
CARE = "document.documentElement.classList.add('care')"
WIDTH, HEIGHT = 1280, 800


@pytest.fixture(scope="module")
def busy_hub() -> Iterator[PretendHub]:
    hub = pretend_hub()
    hub.start()
    yield hub
    hub.stop()


def grave(tab: Tab) -> list[str]:
    """What is wrong, each with the element it is about."""
    violations = Axe().run(tab).response["violations"]
    found = [(each, node) for each in violations if each["impact"] in GRAVE for node in each["nodes"]]
    return [f"{each['id']}: {node['html'][:160]} ({node['failureSummary'][:300]})" for each, node in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", addresses())
def test_a_page_can_be_used_by_everybody(chromium: Browser, busy_hub: PretendHub, path: str, language: str) -> None:
    with chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT}, bypass_csp=True) as context:
        tab = context.new_page()
        open_page(tab, busy_hub, path, language)
        assert grave(tab) == []
        assert tab.evaluate(CUT) == []
        if language == LARGE:
            tab.evaluate(CARE)
            tab.wait_for_timeout(100)
            assert grave(tab) == []


def test_a_button_without_a_name_is_found(chromium: Browser, busy_hub: PretendHub) -> None:
    with chromium.new_context(bypass_csp=True) as context:
        tab = context.new_page()
        open_page(tab, busy_hub, "/board", "en")
        tab.evaluate("document.body.append(document.createElement('button'))")
        assert [each for each in grave(tab) if each.startswith("button-name")]
