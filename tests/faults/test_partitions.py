"""Partitions: whatever happens to the line between the hub and its clients, a command is carried out once, the feed
has no gap and no double, a board says that it is stale and comes back, and a rating is never lost.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from hallops.domain.commands import CallNext, Finish, Issue, Start
from hallops.hub.timekeeping import CALENDAR
from tests.faults.conftest import Line
from tests.faults.proxy import Fault, FaultProxy
from tests.hub.http_clients import HttpClient
from tests.store.checker import complaints
from tests.store.clients import Crowd
from tests.store.writer import open_when_free
from tests.web.conftest import Screen

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

FAULTS = [fault for fault in Fault if fault is not Fault.NONE]
CALLERS = 6
BETWEEN = 60  # acknowledgements on a sound line
PATIENCE = 60.0  # seconds
MET = 10  # lines that a fault has touched before it ends


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.01)


def test_commands_with_a_key_are_carried_out_once_through_every_fault(line: Line) -> None:
    crowd = Crowd(HttpClient(number, line.proxy.port, 7, timeout=0.5) for number in range(CALLERS))
    crowd.begin([])
    for fault in FAULTS:
        _wait_for(crowd, crowd.acknowledged + BETWEEN)
        line.proxy.fault = fault
        _wait_until_met(line.proxy, fault)
        line.proxy.fault = Fault.NONE
    crowd.end()
    line.hub.kill()
    history = [*line.steady.acknowledged, *crowd.history()]
    store = open_when_free(line.place)
    found = complaints(store, history)
    store.close()
    assert [each for each in found if not each.startswith(f"made up: {CALENDAR}-")] == []
    assert crowd.interrupted > 0


def _wait_for(crowd: Crowd, acknowledgements: int) -> None:
    wait_until(lambda: crowd.acknowledged >= acknowledgements)


def _wait_until_met(proxy: FaultProxy, fault: Fault) -> None:
    wait_until(lambda: proxy.met[fault] >= MET)


class FeedReader:
    """A client of the feed that comes back after every loss with the seq and the epoch that it has."""

    def __init__(self, proxy: FaultProxy) -> None:
        self.seqs: list[int] = []
        self.snapshots = 0
        self.began = 0
        self.lost = 0
        self._proxy = proxy
        self._epoch = ""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    @property
    def head(self) -> int:
        return self.seqs[-1] if self.seqs else self.began

    def wait_until_lost(self, times: int) -> None:
        wait_until(lambda: self.lost >= times)

    def __enter__(self) -> "FeedReader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._read()
            except (OSError, WebSocketException, TimeoutError):
                self.lost += 1
                time.sleep(0.05)

    def _read(self) -> None:
        since = f"?since={self.head}&epoch={self._epoch}" if self._epoch else ""
        url = f"ws://127.0.0.1:{self._proxy.port}/v1/feed{since}"
        token = {"Authorization": "Bearer D1"}
        with connect(url, additional_headers=token, proxy=None, open_timeout=2, close_timeout=0.2) as feed:
            while not self._over.is_set():
                self._got(json.loads(feed.recv(timeout=2)))

    def _got(self, frame: dict[str, object]) -> None:
        if frame["type"] == "snapshot":
            self.snapshots += 1
            self.began, self._epoch = int(str(frame["seq"])), str(frame["epoch"])
        elif frame["type"] == "events":
            first = int(str(frame["prev"])) + 1
            self.seqs += range(first, int(str(frame["seq"])) + 1)


def test_a_feed_resumes_by_seq_and_epoch_without_gap_or_double(line: Line) -> None:
    with FeedReader(line.proxy) as reader:
        wait_until(lambda: reader.snapshots == 1)
        for fault in (Fault.DROP, Fault.RESET, Fault.HALF_OPEN, Fault.DELAY):
            _issue(line, 5)
            wait_until(lambda: reader.head >= head(line))
            lost = reader.lost
            line.proxy.fault = fault
            _issue(line, 20)
            if fault is not Fault.DELAY:
                reader.wait_until_lost(lost + 1)
            line.proxy.fault = Fault.NONE
            wait_until(lambda: reader.head >= head(line))
        assert reader.snapshots == 1
        assert reader.seqs == list(range(reader.began + 1, head(line) + 1))


def head(line: Line) -> int:
    """The number of the last event that the steady client was told."""
    last = line.steady.acknowledged[-1]
    return last.first + len(last.events) - 1


def _issue(line: Line, times: int) -> None:
    for _ in range(times):
        line.steady.send(Issue("D9", "A"))


def _serve(line: Line) -> Iterator[str]:
    """A visitor at window 1: issued, called, served; gives each step's name before the next."""
    for command in (Issue("D9", "B"), CallNext("S1", 1), Start("S1", 1), Finish("S1", 1)):
        line.steady.send(command)
        yield type(command).__name__


def test_a_board_greys_on_a_dead_line_and_a_pad_keeps_its_rating_until_it_is_whole(line: Line, screen: Screen) -> None:
    board, pad = screen(1280, 720), screen(1024, 600)
    for page, path, who in ((board, "/board", "D1"), (pad, "/pad/1", "E1")):
        page.context.add_cookies([{"name": "hallops", "value": who, "url": line.proxy.address}])
        page.goto(line.proxy.address + path)
    steps = list(_serve(line))
    assert steps[-1] == "Finish"
    expect(pad.locator("#rate")).to_be_visible(timeout=20_000)
    line.proxy.fault = Fault.HALF_OPEN
    pad.click("[data-grade='5']")
    expect(pad.locator("#thanks")).to_be_visible()
    line.steady.send(Issue("D9", "A"))
    expect(board.locator("html.stale")).to_be_attached(timeout=40_000)
    assert _ratings(line) == 0
    line.proxy.fault = Fault.DUPLICATE
    expect(board.locator("html:not(.stale)")).to_be_attached(timeout=40_000)
    wait_until(lambda: _ratings(line) >= 1)
    line.proxy.fault = Fault.NONE
    pad.wait_for_function("() => JSON.parse(localStorage.getItem('hallops.ratings') || '[]').length === 0")
    assert _ratings(line) == 1


def _ratings(line: Line) -> int:
    """Of the one call, by the hub's figures."""
    return line.steady.counted('hallops_events_total{kind="Rated"}')
