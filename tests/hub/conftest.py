"""A hall with its hub's app for each test, and the same on a real socket."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.running import Caller, Hall, hall, served


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Hall]:
    """The hall at 09:01, windows 1 and 2 open."""
    with hall(tmp_path) as found:
        yield found


@pytest.fixture
def caller(small: Hall) -> Iterator[Caller]:
    """Whoever asks its hub over a socket."""
    with served(small) as found:
        yield found
