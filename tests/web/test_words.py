"""Each page has every word that its template and its scripts say; no browser is needed to see that."""

import asyncio
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

import hallops.web
from hallops.language import LANGUAGES
from hallops.web.page import PAGES, Page
from hallops.web.pages import page_routes
from tests.web.opened import addresses

STATIC = Path(hallops.web.__file__).parent / "static"
SCRIPT = re.compile(r"/static/([\w-]+\.js)")
SAID = re.compile(r"\b(?:h|HallOps)\.say\((?:\w+ \? )?\"(\w+)\"(?: : \"(\w+)\")?[,)]")


async def drawn(path: str) -> str:
    app = FastAPI(routes=list(page_routes()))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://hall") as client:
        return (await client.get(path)).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "path"), list(zip(PAGES, addresses(), strict=True)), ids=[page.name for page in PAGES]
)
def test_a_page_has_all_words_that_it_says(page: Page, path: str, language: str) -> None:
    shown = asyncio.run(drawn(f"{path}{'&' if '?' in path else '?'}lang={language}"))
    scripts = [(STATIC / name).read_text("utf-8") for name in SCRIPT.findall(shown)]
    said = {word for script in scripts for found in SAID.findall(script) for word in found if word}
    assert said - set(page.vocabulary) == set()
