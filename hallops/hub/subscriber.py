"""A subscriber: one client's bounded line of frames. Whoever is too slow is let go and starts anew, instead of being
served old news from a line that grows.
"""

import asyncio
from collections.abc import Sequence
from enum import Enum, auto

from hallops.hub.frame import Frame

MOST = 64  # bundles of frames in line


class End(Enum):
    """Why a stream ends."""

    LEFT = auto()  # the client went
    SLOW = auto()
    REVOKED = auto()  # the client's token is no good any more
    CLOSING = auto()  # the hub stops
    OVER = auto()  # there is nothing more to show


class Subscriber:
    """Frames up to `floor` are known to the client and left out. Used in the loop's thread."""

    def __init__(self, floor: int = 0, most: int = MOST) -> None:
        self.floor = floor
        self.reason: End | None = None
        self._line: asyncio.Queue[Sequence[Frame]] = asyncio.Queue(most)
        self._ended = asyncio.Event()

    def put(self, frames: Sequence[Frame]) -> None:
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
        """The next frames, or none when nothing came for `patience` seconds."""
        try:
            async with asyncio.timeout(patience):
                frames = await self._line.get()
        except TimeoutError:
            return ()
        return [frame for frame in frames if frame.seq > self.floor]
