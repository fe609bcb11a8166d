"""A subscriber: one client's bounded line of frames. Whoever is too slow is let go and starts anew, instead of being
served old news from a line that grows.
"""

import asyncio
from collections.abc import Sequence
from enum import Enum, auto

from hallops.hub.frame import Frame
from hallops.hub.websocket import Writer

MOST = 64  # bundles of frames in line


class End(Enum):
    """Why a stream ends."""

    LEFT = auto()  # the client went
    SLOW = auto()
    REVOKED = auto()  # the client's token is no good any more
    CLOSING = auto()  # the hub stops
    OVER = auto()  # there is nothing more to show


class Subscriber:
    """Frames up to `floor` are known to the client and left out. Used in the loop's thread.

    With a writer, a client that is ready gets its frames at once and its task sleeps on.
    """

    def __init__(self, floor: int = 0, most: int = MOST) -> None:
        self.floor = floor
        self.reason: End | None = None
        self.write: Writer | None = None  # set when the client has all that came before
        self._waits = False  # whether the client has all that was put
        self._line: asyncio.Queue[Sequence[Frame]] = asyncio.Queue(most)
        self._ended = asyncio.Event()

    def put(self, frames: Sequence[Frame]) -> None:
        if self._written(frames):
            return
        try:
            self._line.put_nowait(frames)
        except asyncio.QueueFull:
            self.end(End.SLOW)

    def end(self, reason: End) -> None:
        """The first reason counts."""
        self.reason = self.reason or reason
        self._ended.set()

    async def ended(self) -> End:
        await self._ended.wait()
        return self.reason or End.OVER

    async def next(self, patience: float) -> Sequence[Frame]:
        """The next frames, or none when nothing had to wait in line for `patience` seconds."""
        self._waits = True
        try:
            async with asyncio.timeout(patience):
                frames = await self._line.get()
        except TimeoutError:
            return ()
        finally:
            self._waits = False
        return [frame for frame in frames if frame.seq > self.floor]

    def _written(self, frames: Sequence[Frame]) -> bool:
        """Whether the client was ready, and has them already: then they need not stand in line."""
        if self.write is None or not self._waits or not self._line.empty():
            return False
        return self.write(b"".join([frame.socket for frame in frames if frame.seq > self.floor]))
