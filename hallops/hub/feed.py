"""The feed of events, over WebSocket and as Server-Sent Events: what was missed or a snapshot, then all that happens.

Each frame says its epoch, its seq and the seq before it (`prev`): a client whose last seq is another one has missed
something and connects again with what it has.
"""

import asyncio
from contextlib import suppress
from functools import partial

import msgspec
from fastapi import APIRouter, Request, WebSocket
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.websockets import WebSocketDisconnect

from hallops.domain.refusal import Refusal, Term
from hallops.hub.frame import Frame
from hallops.hub.limits import FRAME
from hallops.hub.parts import Hub, hub_of
from hallops.hub.roles import FEED
from hallops.hub.stream import FAREWELL, EventStream, frames, until_end
from hallops.hub.subscriber import End, Subscriber
from hallops.hub.websocket import writer_of
from hallops.services.snapshot import snapshot

router = APIRouter()

LONGEST_SEQ = 18  # digits
TOO_BIG = 1009
CLOSE_CODE = {End.SLOW: 1013, End.CLOSING: 1012, End.REVOKED: 1008}  # try again later, restart, not allowed
NORMAL = 1000


@router.websocket("/v1/feed")
async def feed(websocket: WebSocket) -> None:
    """Frames as text messages. What the client says is not wanted, and read all the same: so its leaving is noticed."""
    hub = hub_of(websocket)
    _check(hub, websocket)
    first, subscriber = await _begin(hub, *_position(websocket))
    hub.metrics.stream_opened("feed")
    end = End.LEFT
    allowed = hub.stays(websocket)
    try:
        await websocket.accept()
        sending = _send(websocket, hub, first, subscriber)
        end = await until_end(sending, _read(websocket), subscriber, allowed)
    except WebSocketDisconnect:
        end = End.LEFT
    finally:
        _leave(hub, subscriber, end)
    with suppress(TimeoutError, OSError, RuntimeError, WebSocketDisconnect):
        async with asyncio.timeout(FAREWELL):
            await websocket.close(CLOSE_CODE.get(end, NORMAL))


@router.get("/v1/feed/sse", summary="Read the feed of events")
async def feed_sse(request: Request) -> Response:
    """The same frames as Server-Sent Events. A browser that connects again says itself what it had."""
    hub = hub_of(request)
    _check(hub, request)
    first, subscriber = await _begin(hub, *_position(request))
    hub.metrics.stream_opened("feed")
    return EventStream(
        first,
        subscriber,
        partial(_heartbeat, hub),
        allowed=hub.stays(request),
        leave=partial(_leave, hub, subscriber),
    )


def _check(hub: Hub, connection: HTTPConnection) -> None:
    who = hub.caller(connection)
    if who.role not in FEED:
        raise Refusal("view_not_allowed", role=Term(who.role), view="feed")
    hub.check_room()


def _position(connection: HTTPConnection) -> tuple[int | None, str | None]:
    """What the client has: an event's number and its epoch, from the query or from what a browser remembers."""
    epoch, _, since = connection.headers.get("last-event-id", "").rpartition(":")
    if not epoch:
        since, epoch = connection.query_params.get("since", ""), connection.query_params.get("epoch", "")
    known = since.isascii() and since.isdecimal() and len(since) <= LONGEST_SEQ
    return (int(since) if known else None), epoch


async def _begin(hub: Hub, since: int | None, epoch: str | None) -> tuple[list[Frame], Subscriber]:
    """Subscribed first, so that nothing that happens meanwhile is lost."""
    subscriber = hub.broadcaster.subscribe()
    missed = hub.broadcaster.missed(since, epoch)
    if missed is not None:
        return missed, subscriber
    try:
        whole = await _snapshot(hub)
    except BaseException:
        hub.broadcaster.leave(subscriber)
        raise
    subscriber.floor = whole.seq
    return [whole], subscriber


async def _snapshot(hub: Hub) -> Frame:
    look = await hub.looks.look_with(snapshot, {})
    epoch = hub.broadcaster.epoch
    head = {"type": "snapshot", "epoch": epoch, "seq": look.seq, "prev": None, "at": look.at}
    body = msgspec.json.encode({**head, "snapshot": msgspec.Raw(look.view)})
    return Frame(look.seq, None, body, f"{epoch}:{look.seq}")


def _heartbeat(hub: Hub) -> bytes:
    caster = hub.broadcaster
    beat = {"type": "heartbeat", "epoch": caster.epoch, "seq": caster.told, "at": hub.parts.clock.now()}
    return msgspec.json.encode(beat)


async def _send(websocket: WebSocket, hub: Hub, first: list[Frame], subscriber: Subscriber) -> None:
    for frame in first:
        await websocket.send_text(frame.text)
    subscriber.write = writer_of(websocket.scope)
    async for each in frames(subscriber, partial(_heartbeat, hub)):
        await websocket.send_text(each.text if isinstance(each, Frame) else each.decode())


async def _read(websocket: WebSocket) -> None:
    while True:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return
        if len(message.get("text") or message.get("bytes") or "") > FRAME:
            await websocket.close(TOO_BIG)
            return


def _leave(hub: Hub, subscriber: Subscriber, end: End) -> None:
    hub.broadcaster.leave(subscriber)
    hub.metrics.stream_ended("feed", end)
