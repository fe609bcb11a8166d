"""Views over HTTP: a picture of the day once, or again at each change."""

from functools import partial

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from hallops.hub.live import AGAIN, Channel, Watch
from hallops.hub.looks import REAL, Params
from hallops.hub.parts import Hub, hub_of
from hallops.hub.roles import check_view
from hallops.hub.stream import EventStream
from hallops.hub.subscriber import End

router = APIRouter()

FRESH = 5 * AGAIN * 1000  # ms; a look older than this gets no heartbeat: the keeper is held up


@router.get("/v1/views/{name}", summary="See a view")
async def view(name: str, request: Request) -> Response:
    """The day as the view shows it now, as of event `seq`."""
    hub = hub_of(request)
    params = _allowed_params(hub, name, request)
    look = await hub.looks.look(name, params)
    body = look.frame(hub.looks.epoch).body
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})


@router.get("/v1/views/{name}/stream", summary="Watch a view")
async def stream(name: str, request: Request) -> Response:
    """Server-Sent Events: the view at once and at each change, and a heartbeat {"at"} in between."""
    hub = hub_of(request)
    params = _allowed_params(hub, name, request)
    hub.check_room()
    watch = await hub.live.join(name, params)
    hub.metrics.stream_opened("view")
    return EventStream(
        [watch.first],
        watch.subscriber,
        partial(_heartbeat, hub, watch.channel),
        allowed=hub.stays(request),
        leave=partial(_leave, hub, watch),
    )


def _allowed_params(hub: Hub, name: str, request: Request) -> Params:
    who = hub.caller(request)
    params = hub.looks.read(name, request.query_params)
    check_view(who, name, params)
    return params


def _heartbeat(hub: Hub, channel: Channel) -> bytes | None:
    now = hub.parts.clock.now()
    if channel.last is None or now - channel.last.at > FRESH * max(REAL, hub.parts.pace()):
        return None
    return msgspec.json.encode(channel.last.time)


def _leave(hub: Hub, watch: Watch, end: End) -> None:
    hub.live.leave(watch)
    hub.metrics.stream_ended("view", end)
