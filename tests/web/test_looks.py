"""What every page owes whoever looks at it: both languages, nothing cut off, large targets, names, little weight."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from hallops.language import LANGUAGES
from hallops.web.words.words import GROUPS
from tests.web.conftest import Screen, pretend_hub
from tests.web.pretend_hub import PretendHub, wait_for

pytestmark = pytest.mark.slow
SCREENS = {
    "/board": (1920, 1080),
    "/dispenser": (1080, 1920),
    "/dispenser?small": (1024, 768),
    "/enquiry": (1080, 1920),
    "/enquiry?small": (1024, 768),
    "/console/3": (1280, 800),
    "/console/3?slim=1": (420, 300),
    "/pad/3": (1024, 600),
    "/door": (1920, 1080),
    "/window-board?window=3": (1920, 1080),
    "/board?tall": (1080, 1920),
    "/board?low": (1366, 768),
    "/door?tall": (1080, 1920),
    "/window-board?window=3&tall": (1080, 1920),
    "/t/abcdefghij0123456789": (390, 760),
    "/guide": (1280, 800),
    "/sign-in": (1280, 800),
    "/sign-in?small": (390, 844),
    "/pair?kind=console&place=5": (1024, 600),
    "/pair?kind=pad&small": (390, 844),
    "/manage": (1280, 800),
    "/duties": (390, 844),
    "/": (1280, 800),
    "/?phone": (390, 844),
}
FOR_VISITORS = ("/dispenser", "/dispenser?small", "/enquiry", "/enquiry?small", "/pad/3", "/t/abcdefghij0123456789")
NAMES = re.compile(
    "中文|English|张雨桐|周敏|何平|王晓岚|刘海宁|3号台|3号评价器"
)  # they are what they are in any language
FILE = r"PIN|CSV|bookings\.csv|code、service、start、name_masked"
LATIN = re.compile(FILE + r"|/[a-z-]+|\b(Enter|Esc|Ctrl|Z|F\d+|[A-Z]\d{3}|[A-Z]|S\d\d)\b")  # in Chinese texts
LIVES = "typeof HallOps === 'undefined' || HallOps.now() !== null"  # a page without a script has nothing to wait for
MOST = 100_000  # bytes of a page with all it loads
TEXTS = """() => [...document.querySelectorAll('body *')].filter(e => {
  const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  return own && !e.closest('[role=marquee]') && e.tagName !== 'OPTION' && e.getClientRects().length;
})"""
CUT = f"""() => ({TEXTS})().filter(e => {{
  const box = e.getBoundingClientRect();
  const inline = getComputedStyle(e).display === 'inline';
  return (!inline && (e.scrollWidth > e.clientWidth + 1)) || box.right > innerWidth + 1 || box.left < -1;
}}).map(e => e.textContent.trim())"""
SMALL = """() => [...document.querySelectorAll('button, a')].filter(e => e.getClientRects().length).filter(e => {
  const box = e.getBoundingClientRect();
  return box.height < 72 || box.width < 72;
}).map(e => e.textContent.trim())"""
CLOSE = """() => {
  const all = [...document.querySelectorAll('button, a')].filter(e => e.getClientRects().length);
  const boxes = all.map(e => e.getBoundingClientRect());
  const gap = (a, b) => Math.max(b.left - a.right, a.left - b.right, b.top - a.bottom, a.top - b.bottom);
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => gap(a, b) < 11.9).map(b => gap(a, b)));
}"""
NAMELESS = """() => [...document.querySelectorAll('button, a, input, select')].filter(e => {
  if (!e.getClientRects().length) { return false; }
  const label = (e.labels && e.labels[0] && e.labels[0].textContent) || e.getAttribute('aria-label') || e.textContent;
  return !label.trim();
}).map(e => e.outerHTML)"""


@dataclass(frozen=True, slots=True)
class Look:
    """What one page showed when it was opened."""

    language: str
    tag: str
    title: str
    texts: list[str]
    cut: list[str]
    nameless: list[str]
    wide: bool
    faults: list[str]
    bytes: int
    elsewhere: list[str]


class Looks:
    """Every page in every language, opened once, when somebody asks for it."""

    def __init__(self, chromium: Browser, hub: PretendHub) -> None:
        self._chromium = chromium
        self._hub = hub
        self._seen: dict[tuple[str, str], Look] = {}

    def __call__(self, path: str, language: str) -> Look:
        if (path, language) not in self._seen:
            self._seen[path, language] = look(self._chromium, self._hub, path, language)
        return self._seen[path, language]


@pytest.fixture(scope="module")
def looks(chromium: Browser) -> Iterator[Looks]:
    hub = pretend_hub()
    hub.start()
    yield Looks(chromium, hub)
    hub.stop()


@pytest.fixture(params=[(path, language) for path in SCREENS for language in LANGUAGES], ids="-".join, scope="module")
def seen(request: pytest.FixtureRequest, looks: Looks) -> Look:
    return looks(*request.param)


def look(chromium: Browser, hub: PretendHub, path: str, language: str) -> Look:
    width, height = SCREENS[path]
    with chromium.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        faults: list[str] = []
        sizes: list[int] = []
        asked: list[str] = []
        page.on("requestfinished", lambda request: sizes.append(int(request.sizes()["responseBodySize"])))
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        show(page, hub, path, language)
        return Look(
            language,
            page.locator("html").get_attribute("lang") or "",
            page.title(),
            page.evaluate(f"() => ({TEXTS})().map(e => e.textContent.trim())"),
            page.evaluate(CUT),
            page.evaluate(NAMELESS),
            page.evaluate("document.documentElement.scrollWidth > innerWidth"),
            faults,
            sum(sizes),
            [url for url in asked if not url.startswith((hub.address, "data:"))],
        )


def show(page: Page, hub: PretendHub, path: str, language: str) -> None:
    page.goto(f"{hub.address}{path}{'&' if '?' in path else '?'}lang={language}")
    wait_for(lambda: bool(page.evaluate(LIVES)))  # a page's policy forbids asking from inside
    page.wait_for_timeout(600)  # the first tick of clocks and ages


def test_a_page_has_no_faults_and_says_its_language_and_title(seen: Look) -> None:
    assert seen.faults == []
    assert seen.tag == {"zh": "zh-CN", "en": "en"}[seen.language]
    assert seen.title


def test_nothing_is_cut_off(seen: Look) -> None:
    assert seen.cut == []
    assert not seen.wide


def test_everything_is_said_in_one_language(seen: Look) -> None:
    texts = [NAMES.sub("", text) for text in seen.texts if not text.startswith("hallops screen ")]
    if seen.language == "en":
        assert [text for text in texts if re.search(r"[\u4e00-\u9fff]", text)] == []
    else:
        assert [text for text in texts if re.search(r"[A-Za-z]{2}", LATIN.sub("", text))] == []


def test_no_short_name_stands_for_its_word(seen: Look) -> None:
    bare = {word for group in GROUPS for word in group if "_" in word}
    assert [text for text in seen.texts if text in bare or re.search(r"{\w+}|undefined|null|NaN", text)] == []


@pytest.mark.timeout(600)  # run by itself it opens every page
def test_every_character_has_a_glyph(looks: Looks) -> None:
    if shutil.which("fc-list") is None:
        pytest.skip("the program fc-list is not installed: apt-get install fontconfig")
    seen = [looks(path, language) for path in SCREENS for language in LANGUAGES]
    shown = {character for each in seen for text in each.texts for character in text}
    codes = [ord(character) for character in shown if ord(character) > 0x7F]
    commands = [["fc-list", f":charset={code:x}"] for code in codes]
    assert all(subprocess.run(command, capture_output=True, check=True).stdout for command in commands)


def test_every_control_has_a_name(seen: Look) -> None:
    assert seen.nameless == []


@pytest.mark.parametrize("path", FOR_VISITORS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_visitors_have_large_targets_apart_and_in_large_print_no_scrolling(
    screen: Screen, hub: PretendHub, path: str, language: str
) -> None:
    page = screen(*SCREENS[path])
    show(page, hub, path, language)
    for _ in ("standard", "large print"):
        assert page.evaluate(SMALL) == []
        assert page.evaluate(CLOSE) == []
        assert page.evaluate(CUT) == []
        page.click("#care")
    page.click("#care")
    if "/t/" not in path:
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert page.evaluate("[...document.querySelectorAll('main')].every(e => e.scrollHeight <= e.clientHeight + 1)")


def test_a_page_is_light_and_asks_no_other_host(seen: Look) -> None:
    assert 0 < seen.bytes <= MOST
    assert seen.elsewhere == []
