"""The device's end of a line, whatever it is made of: a connection, a pseudo-terminal or memory."""

import asyncio
from typing import Protocol


class Line(Protocol):
    """What a simulated device reads from and writes to."""

    async def read(self) -> bytes:
        """Empty when the other side is gone."""

    async def write(self, data: bytes) -> None: ...

    async def end(self) -> None:
        """Say nothing more, but go on listening: half closed."""

    async def close(self) -> None: ...


class MemoryLine:
    """One end of a line in memory; what is written here is read at `other`."""

    def __init__(self) -> None:
        self.other: MemoryLine = self
        self._came: asyncio.Queue[bytes] = asyncio.Queue()
        self._ended = False

    async def read(self) -> bytes:
        data = await self._came.get()
        if not data:
            self._came.put_nowait(b"")
        return data

    async def write(self, data: bytes) -> None:
        if self._ended:
            raise ConnectionResetError("the line is closed")
        if data:
            self.other._came.put_nowait(data)  # noqa: SLF001 - two ends of one line
        await asyncio.sleep(0)

    async def end(self) -> None:
        if not self._ended:
            self._ended = True
            self.other._came.put_nowait(b"")  # noqa: SLF001

    async def close(self) -> None:
        await self.end()
        self._came.put_nowait(b"")


def memory_line() -> tuple[MemoryLine, MemoryLine]:
    """Both ends of a line."""
    near, far = MemoryLine(), MemoryLine()
    near.other, far.other = far, near
    return near, far
