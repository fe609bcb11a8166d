"""A TCP proxy that stands between a hub and its clients and does to their lines what networks do.

It knows nothing of HTTP: it passes bytes on, late, not at all, twice, or cuts the line. One fault at a time, set from
the test's thread; what stood in line when a fault ends stays lost.
"""

import asyncio
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto

DELAY = 0.15  # seconds
ABORT = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset
HOST = "127.0.0.1"
AT_ONCE = 65536  # bytes


class Fault(Enum):
    """What is wrong with the network."""

    NONE = auto()
    DROP = auto()  # new lines are closed, open ones end without an answer
    DELAY = auto()
    HALF_OPEN = auto()  # all lines stay open and nothing passes
    RESET = auto()  # the request arrives, the answer does not
    DUPLICATE = auto()  # what a client sends arrives a second time on a line of its own


class FaultProxy:
    """Passes on to a port. `met` counts the lines that a fault touched."""

    def __init__(self, to: int) -> None:
        self.fault = Fault.NONE
        self.met: Counter[Fault] = Counter()
        self._to = to
        self._listening = socket.create_server((HOST, 0))
        self.port = int(self._listening.getsockname()[1])
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)

    async def _serve(self) -> None:
        self._over = asyncio.Event()
        server = await asyncio.start_server(self._accepted, sock=self._listening)
        await self._over.wait()
        server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with suppress(OSError, asyncio.CancelledError):
            await self._pass(reader, writer)
        writer.close()
        self._tasks.discard(task)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.fault is Fault.DROP:
            self.met[Fault.DROP] += 1
            return
        from_hub, to_hub = await asyncio.open_connection(HOST, self._to)
        ways = [asyncio.ensure_future(self._up(reader, to_hub)), asyncio.ensure_future(self._down(from_hub, writer))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            to_hub.close()

    async def _up(self, reader: asyncio.StreamReader, to_hub: asyncio.StreamWriter) -> None:
        while data := await reader.read(AT_ONCE):
            if await self._lost(data):
                continue
            if self.fault is Fault.DROP:
                return
            if self.fault is Fault.DUPLICATE:
                self.met[Fault.DUPLICATE] += 1
                await self._send_again(data)
            to_hub.write(data)
            await to_hub.drain()

    async def _down(self, from_hub: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await from_hub.read(AT_ONCE):
            if await self._lost(data):
                continue
            if self.fault in {Fault.DROP, Fault.RESET}:
                self.met[self.fault] += 1
                _reset(writer)
                return
            writer.write(data)
            await writer.drain()

    async def _lost(self, _: bytes) -> bool:
        """Whether the bytes are gone; or they are only late."""
        if self.fault is Fault.HALF_OPEN:
            self.met[Fault.HALF_OPEN] += 1
            return True
        if self.fault is Fault.DELAY:
            self.met[Fault.DELAY] += 1
            await asyncio.sleep(DELAY)
        return False

    async def _send_again(self, data: bytes) -> None:
        """The copy arrives first, and nobody reads its answer."""
        reader, writer = await asyncio.open_connection(HOST, self._to)
        try:
            writer.write(data)
            await writer.drain()
            await reader.read(AT_ONCE)
        finally:
            writer.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    line: socket.socket = writer.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
    writer.transport.abort()


@contextmanager
def faulty_line(to: int) -> Iterator[FaultProxy]:
    """A proxy at work before a port."""
    proxy = FaultProxy(to)
    thread = threading.Thread(target=proxy.run, name="faults", daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.end()
        thread.join(10)
