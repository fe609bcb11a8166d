"""A process that asks a hub for tickets over HTTP on raw sockets, so that the asking costs little beside the answering.

`python -m tests.bench.http_load ADDRESS TOKENS --callers 16 --count 2000` asks as fast as it is answered;
with `--rate 50` so often a second, and a wait in line counts. One line of JSON at the end.
"""

import argparse
import asyncio
import json
import time
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from uuid import uuid4

SERVICES = "ABCDEFGH"
END, LENGTH = b"\r\n\r\n", b"content-length:"


@dataclass(slots=True)
class Load:
    """Who asks, and what they measured: seconds of each answer, and what was no ticket."""

    host: str
    port: int
    tokens: list[str]
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def request(self) -> bytes:
        """The next caller's wish: every caller in turn, so that none is too often."""
        number = next(self._numbers)
        body = json.dumps({"service": SERVICES[number % len(SERVICES)]}).encode()
        head = (
            f"POST /v1/commands/Issue HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Authorization: Bearer {self.tokens[number % len(self.tokens)]}\r\nIdempotency-Key: {uuid4()}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


class Line:
    """One kept connection; one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def to(cls, load: Load) -> "Line":
        return cls(*await asyncio.open_connection(load.host, load.port))

    async def ask(self, load: Load, since: float) -> None:
        self._writer.write(load.request())
        head = (await self._reader.readuntil(END)).lower()
        length = int(head.partition(LENGTH)[2].partition(b"\r\n")[0])
        body = await self._reader.readexactly(length)
        load.seconds.append(time.perf_counter() - since)
        if not head.startswith(b"http/1.1 200"):
            load.failed.append(body.decode()[:200])

    def close(self) -> None:
        self._writer.close()


async def as_fast_as_answered(load: Load, callers: int, times: int) -> None:
    left = iter(range(times))

    async def caller(line: Line) -> None:
        for _ in left:
            await line.ask(load, time.perf_counter())

    lines = [await Line.to(load) for _ in range(callers)]
    await asyncio.gather(*(caller(line) for line in lines))
    for line in lines:
        line.close()


async def at_a_rate(load: Load, callers: int, times: int, rate: float) -> None:
    """Whoever comes due while all lines are busy waits, and the wait counts."""
    lines = [await Line.to(load) for _ in range(callers)]
    begun = time.perf_counter()
    turns = cycle(lines)
    busy = {line: asyncio.Lock() for line in lines}

    async def one(due: float, line: Line) -> None:
        async with busy[line]:
            await line.ask(load, due)

    asked = []
    for number in range(times):
        due = begun + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(asyncio.create_task(one(due, next(turns))))
    await asyncio.gather(*asked)
    for line in lines:
        line.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("address", help="host:port")
    parser.add_argument("tokens", type=Path, help="a file with one token a line")
    parser.add_argument("--callers", type=int, default=16)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rate", type=float)
    given = parser.parse_args()
    host, _, port = given.address.rpartition(":")
    load = Load(host, int(port), given.tokens.read_text("utf-8").split())
    begun = time.perf_counter()
    if given.rate is None:
        asyncio.run(as_fast_as_answered(load, given.callers, given.count))
    else:
        asyncio.run(at_a_rate(load, given.callers, given.count, given.rate))
    wall = time.perf_counter() - begun
    print(json.dumps({"wall": wall, "seconds": sorted(load.seconds), "failed": load.failed}))


if __name__ == "__main__":
    main()
