"""A real hub behind a line that fails, and a browser for its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hallops.store.place import Place
from tests.faults.proxy import FaultProxy, faulty_line
from tests.hub.http_clients import HttpClient
from tests.ports import free_port
from tests.store.busy_hall import opening
from tests.store.test_kill import Hub
from tests.web.conftest import chromium, screen

__all__ = ["chromium", "line", "screen"]

LEADING = 1000  # the seed of a client that uses the hub's own port


@dataclass(frozen=True, slots=True)
class Line:
    """The proxy, where the hub's data is, and somebody who reaches the hub past the proxy."""

    proxy: FaultProxy
    place: Place
    steady: HttpClient
    hub: Hub


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    """The busy hall with all windows staffed."""
    place, port = Place.in_folder(tmp_path / "hall"), free_port()
    with faulty_line(port) as proxy:
        hub = Hub("tests.hub.killable", place, port, "--origin", proxy.address)
        steady = HttpClient(99, port, LEADING)
        try:
            for command in opening():
                steady.send(command)
            yield Line(proxy, place, steady, hub)
        finally:
            steady.hang_up()
            hub.kill()
