"""A real Chromium and a pretended hub for the page tests; without the program `chromium` they are skipped."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.ports import free_port
from tests.web import frames
from tests.web.pretend_hub import PretendHub

ARGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
Screen = Callable[..., Page]
MORE = "--disable-component-update --disable-sync"
PATIENCE = 30_000  # ms; a busy machine is no failure


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a file: while it is open, an event loop runs in this thread, and no other can."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("the program chromium is not installed: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*ARGS.split(), *MORE.split()])
        yield browser
        browser.close()


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Screen]:
    """Opens pages, and closes them: one that is left open asks for its hub once a second."""
    contexts: list[BrowserContext] = []

    def open_screen(width: int, height: int, **more: Any) -> Page:
        size: ViewportSize = {"width": width, "height": height}
        context = chromium.new_context(viewport=size, reduced_motion="reduce", **more)
        contexts.append(context)
        return context.new_page()

    yield open_screen
    for context in contexts:
        context.close()


@pytest.fixture
def hub() -> Iterator[PretendHub]:
    made = pretend_hub()
    made.start()
    yield made
    made.stop()


def pretend_hub() -> PretendHub:
    public = (frames.board, frames.dispenser, frames.enquiry, frames.door, frames.window_board, frames.ticket)
    staff = (
        frames.console,
        frames.pad,
        frames.guide,
        frames.guide_ticket,
        frames.help_calls,
        frames.notice,
        frames.duties,
    )
    entry = {
        "GET /v1/sessions": frames.sessions(),
        "POST /v1/pairings": frames.asked_pairing(),
        "GET /v1/pairings/p1": {"state": "waiting", **frames.asked_pairing()},
        "GET /v1/pairings": frames.pairings(),
        "GET /v1/access": frames.access(),
        "GET /v1/accounts": frames.accounts(),
    }
    return PretendHub(free_port(), {view.__name__: view() for view in (*public, *staff)}, entry=entry)
