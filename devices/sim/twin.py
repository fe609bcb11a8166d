"""A simulated device: it stands at the far end of a line and does what the real one would, faults included.

It is written from the device's manual and shares no framing code with the driver, so that a mistake in one shows in
the other.
"""

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress

from devices.sim.faults import DROP_AFTER, FLOOD, SLOW_BY, Fault
from devices.sim.line import Line

_GARBAGE = bytes([0xFF, 0xFE, 0x80, 0xB5, 0xC3])  # no frame and no status of any device begins so


class Twin(ABC):
    """One simulated device. `faults` may be changed at any time."""

    def __init__(self, rng: random.Random | None = None) -> None:
        self.faults: set[Fault] = set()
        self.lines: set[Line] = set()
        self.heard = 0  # bytes since the line was opened
        self._rng = rng or random.Random(0)  # noqa: S311 - noise, not secrets

    async def serve(self, line: Line) -> None:
        """Live on a line until the other side goes; another side may come on another line meanwhile."""
        self.lines.add(line)
        self.opened()
        flood = asyncio.create_task(self._flood(line))
        try:
            while data := await line.read():
                self.heard += len(data)
                if Fault.DROP_AFTER_N in self.faults and self.heard >= DROP_AFTER:
                    return
                for answer in self.hears(data):
                    await self._say(line, answer)
        except OSError:
            return  # the other side is gone
        finally:
            flood.cancel()
            await asyncio.gather(flood, return_exceptions=True)
            self.lines.discard(line)
            await line.close()

    @abstractmethod
    def hears(self, data: bytes) -> Iterator[bytes]:
        """What the device answers to bytes, in pieces of any size."""

    def opened(self) -> None:
        """A new line: forget what another one left half said."""
        self.heard = 0

    def state(self) -> bytes:
        """What it tells of itself without being asked; nothing for most devices."""
        return b""

    def changed(self) -> bytes:
        """What it tells by itself when its state changed."""
        return b""

    async def strike(self, fault: Fault) -> None:
        """Break."""
        self.faults.add(fault)
        await self.tell(self.changed())

    async def mend(self, fault: Fault) -> None:
        """Work again: what waited goes on."""
        self.faults.discard(fault)
        await self.tell(self.changed())
        for line in tuple(self.lines):
            for answer in self.hears(b""):
                await self._try(line, answer)

    async def tell(self, data: bytes) -> None:
        """Say something to everybody who listens: a button pressed, a card laid down."""
        for line in tuple(self.lines):
            await self._try(line, data)

    async def _try(self, line: Line, data: bytes) -> None:
        with suppress(OSError):  # whoever listened is gone
            await self._say(line, data)

    async def _say(self, line: Line, data: bytes) -> None:
        if Fault.MUTE in self.faults or not data:
            return
        if Fault.SLOW in self.faults:
            await asyncio.sleep(SLOW_BY)
        if Fault.HALF_CLOSE in self.faults:
            await line.end()
            return
        if Fault.GARBAGE in self.faults:
            data = bytes(self._rng.choice(_GARBAGE) for _ in range(8))
        await line.write(data)

    async def _flood(self, line: Line) -> None:
        with suppress(OSError):
            while True:
                await asyncio.sleep(10 / FLOOD)
                if Fault.STATUS_FLOOD in self.faults:
                    await line.write(self.state() * 10)
