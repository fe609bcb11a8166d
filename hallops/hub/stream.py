"""A stream to one client: its frames, a heartbeat when there are none, and an end as soon as there is a reason.

A handler that only sends never learns that its client left; so sending, the client, the subscriber and the client's
token are watched side by side.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from hallops.hub.frame import RETRY, Frame, unnamed_sse
from hallops.hub.subscriber import End, Subscriber

HEARTBEAT = 10.0  # seconds
ALLOWED = 1.0  # seconds between two looks whether the client still may
FAREWELL = 1.0  # seconds that a client has to take the end of its stream

Beat = Callable[[], bytes | None]  # the heartbeat's body; None when there is nothing to be told that is fresh
Allowed = Callable[[], bool]


async def frames(subscriber: Subscriber, beat: Beat, heartbeat: float = HEARTBEAT) -> AsyncIterator[Frame | bytes]:
    """Frames as they come, and heartbeats."""
    while True:
        bundle = await subscriber.next(heartbeat)
        for frame in bundle:
            yield frame
        body = None if bundle else beat()
        if body is not None:
            yield body


async def until_end(
    sending: Awaitable[None], leaving: Awaitable[None], subscriber: Subscriber, allowed: Allowed
) -> End:
    """Send until the client leaves, is too slow or may not any more, or the hub closes."""
    watched = {
        asyncio.ensure_future(sending): End.LEFT,  # it ends only when the client can not be reached
        asyncio.ensure_future(leaving): End.LEFT,
        asyncio.ensure_future(_until_revoked(allowed)): End.REVOKED,
        asyncio.ensure_future(subscriber.ended()): End.OVER,
    }
    try:
        done, _ = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in watched:
            task.cancel()
        ended = await asyncio.gather(*watched, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception) and not isinstance(error, OSError | WebSocketDisconnect):
            raise error
    return subscriber.reason or watched[next(iter(done))]


async def _until_revoked(allowed: Allowed) -> None:
    while True:
        await asyncio.sleep(ALLOWED)
        if not allowed():
            return


class EventStream(Response):
    """Server-Sent Events. `first` come at once, `leave` is called at the end whatever happens."""

    def __init__(
        self,
        first: list[Frame],
        subscriber: Subscriber,
        beat: Beat,
        allowed: Allowed,
        leave: Callable[[End], None],
    ) -> None:
        super().__init__(media_type="text/event-stream", headers={"Cache-Control": "no-store"})
        del self.headers["content-length"]  # nobody knows
        self._first = first
        self._subscriber = subscriber
        self._beat = beat
        self._allowed = allowed
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        end = End.LEFT
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            end = await until_end(self._send(send), _left(receive), self._subscriber, self._allowed)
        finally:
            self._leave(end)
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(FAREWELL):
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send(self, send: Send) -> None:
        body = RETRY + b"".join(frame.sse for frame in self._first)
        await send({"type": "http.response.body", "body": body, "more_body": True})
        async for frame in frames(self._subscriber, self._beat):
            body = frame.sse if isinstance(frame, Frame) else unnamed_sse(frame)
            await send({"type": "http.response.body", "body": body, "more_body": True})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
