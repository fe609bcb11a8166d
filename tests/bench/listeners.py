"""A process of screens: clients of the feed over WebSocket, or streams of views, on raw sockets that cost little.

`python -m tests.bench.listeners ADDRESS TOKENS --feeds 200` says "ready" when each has its snapshot. When its standard
input ends it says in one line of JSON, for each frame, after how many ms the last client had it: from the moment of
the decision, which is before the commit, so the bar is held against a little more than it names.
"""

import argparse
import asyncio
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import cast

import uvloop

SEQ, AT = re.compile(rb'"seq":(\d+)'), re.compile(rb'"at":(\d+)')
TEXT, PING, PONG = 0x81, 0x89, b"\x8a"
SHORT, LONG, LONGEST = 126, 2, 8  # WebSocket: lengths up to 125 are told in one byte, else in 2 or 8 more
STARTING = 20.0  # seconds
VIEWS = (
    *("/v1/views/board", "/v1/views/door", "/v1/views/dispenser", "/v1/views/guide"),
    *(f"/v1/views/{view}?window={number}" for view in ("window_board", "console", "pad") for number in range(1, 12)),
)


class Frames:
    """What all clients together have: by event number how many got it, and when the last one did."""

    def __init__(self, clients: int) -> None:
        self.clients = clients
        self.begun = 0
        self.all_begun = asyncio.Event()
        self._got: dict[int, int] = {}
        self._last: dict[int, tuple[float, int]] = {}

    def begin(self) -> None:
        self.begun += 1
        if self.begun == self.clients:
            self.all_begun.set()

    def got(self, payload: bytes, at_ms: float) -> None:
        seq = SEQ.search(payload, 0, 120)
        at = AT.search(payload, 0, 160)
        if seq and at:
            number = int(seq[1])
            self._got[number] = self._got.get(number, 0) + 1
            self._last[number] = at_ms, int(at[1])

    def told(self) -> dict[str, object]:
        whole = [number for number, got in self._got.items() if got == self.clients]
        late = sorted(self._last[number][0] - self._last[number][1] for number in whole)
        return {"frames": len(self._got), "whole": len(whole), "ms": late}


class Feed(asyncio.Protocol):
    """One client of the feed."""

    def __init__(self, request: bytes, frames: Frames) -> None:
        self._request = request
        self._frames = frames
        self._buffer = b""
        self._open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own kind
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        now = time.time() * 1000
        self._buffer += data
        if not self._open:
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self._open, self._buffer = True, rest
        for opcode, payload in self._messages():
            if opcode == PING:
                self._transport.write(PONG + bytes([0x80 | len(payload)]) + bytes(4) + payload)
            elif payload.startswith(b'{"type":"snapshot"'):
                self._frames.begin()
            elif payload.startswith(b'{"type":"events"'):
                self._frames.got(payload, now)

    def _messages(self) -> Iterator[tuple[int, bytes]]:
        while len(self._buffer) >= LONG:
            length, more = self._buffer[1], 0
            if length >= SHORT:
                more = LONG if length == SHORT else LONGEST
                length = int.from_bytes(self._buffer[2 : 2 + more], "big")
            begin = 2 + more
            if len(self._buffer) < begin + length:
                return
            yield self._buffer[0], self._buffer[begin : begin + length]
            self._buffer = self._buffer[begin + length :]


class View(asyncio.Protocol):
    """One stream of a view; what comes is only read."""

    def __init__(self, request: bytes, frames: Frames) -> None:
        self._request = request
        self._frames = frames
        self._begun = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast("asyncio.Transport", transport).write(self._request)

    def data_received(self, data: bytes) -> None:
        if not self._begun:
            assert data.startswith(b"HTTP/1.1 200"), data
            self._begun = True
            self._frames.begin()


def _request(path: str, address: str, token: str, *more: str) -> bytes:
    lines = (f"GET {path} HTTP/1.1", f"Host: {address}", f"Authorization: Bearer {token}", *more)
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


UPGRADE = (
    *("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"),
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)


async def listen(address: str, tokens: list[str], feeds: int, views: int) -> None:
    host, _, port = address.rpartition(":")
    frames = Frames(feeds + views)
    loop = asyncio.get_running_loop()
    paths, who = cycle(VIEWS), cycle(tokens)
    asked = [_request("/v1/feed", address, next(who), *UPGRADE) for _ in range(feeds)]
    watched = [_request(_stream(next(paths)), address, next(who)) for _ in range(views)]
    clients: list[Callable[[], asyncio.Protocol]] = [partial(Feed, request, frames) for request in asked]
    clients += [partial(View, request, frames) for request in watched]
    for client in clients:
        await loop.create_connection(client, host, int(port))
    async with asyncio.timeout(STARTING):
        await frames.all_begun.wait()
    print("ready", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(json.dumps(frames.told()), flush=True)


def _stream(path: str) -> str:
    name, mark, query = path.partition("?")
    return f"{name}/stream{mark}{query}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("address", help="host:port")
    parser.add_argument("tokens", type=Path, help="a file with one token a line")
    parser.add_argument("--feeds", type=int, default=0)
    parser.add_argument("--views", type=int, default=0)
    given = parser.parse_args()
    uvloop.run(listen(given.address, given.tokens.read_text("utf-8").split(), given.feeds, given.views))


if __name__ == "__main__":
    main()
