"""The browser of the page tests, and a hall with its hub for a day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.day.hall import DayHall, day_hall
from tests.web.conftest import chromium, screen

expect.set_options(timeout=20_000)  # a busy machine is no failure


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[DayHall]:
    """The sample hall on a Tuesday, before anybody came."""
    with day_hall(tmp_path) as found:
        yield found


__all__ = ["chromium", "screen", "whole"]
