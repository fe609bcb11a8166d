"""Streams under stress: slow clients, revoked ones, clients that vanish, a hub that stops or dies."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from hallops.domain.events import TicketCancelled
from hallops.hub import stream
from hallops.hub.run import listen, port_of, serving
from hallops.ports.journal import Accepted
from tests.hub.running import Caller, Hall, hall, headers, served
from tests.rules.tree import ROOT


def wait_for(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


def flood(small: Hall, frames: int = 400, size: int = 60_000) -> None:
    """More than any socket's buffers take."""
    for _ in range(frames):
        seq = small.broadcaster.head + 1
        event = TicketCancelled(0, "M1", "A001", "x" * size)
        small.broadcaster.hear(Accepted(str(uuid4()), "", date(2026, 9, 15), 1, 0, (event,), seq))
        time.sleep(0.001)


def raw(caller: Caller, path: str, *more: str) -> socket.socket:
    """A client that asks and then never reads."""
    host, _, port = caller.base.removeprefix("http://").partition(":")
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    found.connect((host, int(port)))
    lines = (f"GET {path} HTTP/1.1", f"Host: {host}", "Authorization: Bearer manager", *more, "", "")
    found.sendall("\r\n".join(lines).encode())
    return found


UPGRADE = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)


@pytest.mark.parametrize(("path", "more"), [("/v1/feed", UPGRADE), ("/v1/feed/sse", ())])
def test_a_client_that_does_not_read_is_dropped_and_others_hear_all(
    caller: Caller, small: Hall, path: str, more: tuple[str, ...]
) -> None:
    url = caller.base.replace("http", "ws", 1) + "/v1/feed"
    with raw(caller, path, *more), connect(url, additional_headers=headers("manager", None), proxy=None) as quick:
        last = json.loads(quick.recv(30))["seq"]
        wait_for(lambda: small.app.state.hub.metrics.streams == 2)
        for _ in range(4):
            flood(small, 100)
            while last < small.broadcaster.head:
                frame = json.loads(quick.recv(30))
                assert frame["prev"] == last
                last = frame["seq"]
        wait_for(lambda: small.app.state.hub.metrics.streams == 1)
    text = caller.client.get("/metrics").text
    assert 'hallops_streams_ended_total{reason="slow",stream="feed"} 1.0' in text


def test_a_revoked_token_ends_its_streams_within_a_second_or_so(caller: Caller, small: Hall) -> None:
    url = caller.base.replace("http", "ws", 1) + "/v1/feed"
    with (
        caller.stream("/v1/views/board/stream", "dispenser") as board,
        connect(url, additional_headers=headers("dispenser", None), proxy=None) as feed,
    ):
        next(board)
        feed.recv(30)
        del small.gate.known["dispenser"]
        with pytest.raises(ConnectionClosed) as closed:
            feed.recv(30)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1008
        assert list(board) == []


def test_a_client_that_left_is_forgotten(caller: Caller, small: Hall) -> None:
    hub = small.app.state.hub
    clients = [raw(caller, path) for path in ("/v1/views/board/stream", "/v1/feed/sse")] + [
        raw(caller, "/v1/feed", *UPGRADE)
    ]
    wait_for(lambda: hub.metrics.streams == 3)
    for client in clients:
        client.close()
    wait_for(lambda: hub.metrics.streams == 0)
    assert len(hub.live) == 0
    assert not small.broadcaster._subscribers


def test_silence_is_filled_with_heartbeats(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream.frames, "__defaults__", (0.1,))
    with caller.stream("/v1/views/board/stream") as board, caller.stream("/v1/feed/sse") as feed:
        assert "view" in next(board)
        assert set(next(board)) == {"at"}
        seq = next(feed)["seq"]
        beat = next(feed)
        assert (beat["type"], beat["seq"]) == ("heartbeat", seq)


def test_a_hub_whose_clock_hurries_says_so_and_its_heartbeats_are_not_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream.frames, "__defaults__", (0.1,))
    with hall(tmp_path, pace=600) as found, served(found) as hurried, hurried.stream("/v1/views/board/stream") as board:
        assert next(board)["pace"] == 600
        found.clock.set("09:20")  # twenty minutes of the hall: two real seconds
        beat = next(board)
        assert (set(beat), beat["pace"]) == ({"at", "pace"}, 600)


def test_a_hub_that_stops_lets_its_screens_go_at_once(small: Hall) -> None:
    with ExitStack() as stack:
        listening = listen()
        with serving(small.app, listening):
            url = f"ws://127.0.0.1:{port_of(listening)}/v1/feed"
            feed = stack.enter_context(connect(url, additional_headers=headers("manager", None), proxy=None))
            feed.recv(30)
            begun = time.monotonic()
        assert time.monotonic() - begun < 2
        with pytest.raises(ConnectionClosed) as closed:
            feed.recv(1)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012


HUB = """
import resource, sys, threading
from pathlib import Path
from hallops.hub.run import listen, port_of, serve
from tests.hub.running import hall

def limit_files():  # a line is the most bytes that a file may have from now on
    for line in sys.stdin:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(line), resource.RLIM_INFINITY))
        print(line, flush=True)

threading.Thread(target=limit_files, daemon=True).start()
with hall(Path(sys.argv[1])) as found:
    listening = listen()
    print(port_of(listening), flush=True)
    serve(found.app, listening)
"""


@contextmanager
def hub_process(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", Caller]]:
    """A hub in a process of its own."""
    command = [sys.executable, "-c", HUB, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as hub:
        try:
            assert hub.stdout is not None
            caller = Caller(f"http://127.0.0.1:{int(hub.stdout.readline())}")
            wait_for(lambda: answers(caller))
            yield hub, caller
            caller.client.close()
        finally:
            hub.kill()


def answers(caller: Caller) -> bool:
    try:
        return caller.client.get("/health/live").status_code == 200
    except httpx.TransportError:
        return False


def test_a_killed_hub_is_noticed_and_comes_back_with_its_tickets(tmp_path: Path) -> None:
    with hub_process(tmp_path) as (hub, caller), caller.stream("/v1/views/board/stream") as board:
        next(board)
        caller.issue()
        assert next(board)["view"]["total_waiting"] == 1
        hub.kill()
        with pytest.raises(httpx.TransportError):
            list(board)
    with hub_process(tmp_path) as (hub, caller), caller.stream("/v1/views/board/stream") as board:
        assert next(board)["view"]["total_waiting"] == 1
        hub.terminate()
        assert list(board) == []
        assert hub.wait(5) in {0, -signal.SIGTERM}


def test_a_full_disk_is_507_until_there_is_room_again_and_nothing_is_lost(tmp_path: Path) -> None:
    with hub_process(tmp_path) as (hub, caller):
        assert caller.issue() == "A001"
        limit_files(hub, 1000)
        full = caller.command("Issue", service="A", key="0123456789")
        assert (full.status_code, full.json()["code"]) == (507, "store_full")
        assert caller.get("/v1/views/board").json()["view"]["total_waiting"] == 1
        limit_files(hub, -1)
        again = caller.command("Issue", service="A", key="0123456789").json()
        assert (again["events"][0]["ticket"], again["repeated"]) == ("A002", False)


def limit_files(hub: "subprocess.Popen[bytes]", most: int) -> None:
    assert hub.stdin is not None
    assert hub.stdout is not None
    hub.stdin.write(f"{most}\n".encode())
    hub.stdin.flush()
    hub.stdout.readline()
