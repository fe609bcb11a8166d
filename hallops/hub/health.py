"""Is the hub alive, is it ready, and its figures.

Ready means: the keeper answers within a second, there is room on the disk to write what it is asked, a backup was made
in time, and the clock agrees with the log.
"""

import asyncio
import shutil
import time
from http import HTTPStatus
from importlib.metadata import version
from ipaddress import ip_address

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import PlainTextResponse, Response

from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal, Term
from hallops.hub.answers import json, language_of
from hallops.hub.parts import Hub, hub_of
from hallops.hub.patience import answered
from hallops.hub.roles import METRICS
from hallops.language import sentence
from hallops.services.readiness import READINESS, Measured, Trouble, troubles

router = APIRouter()

PROMPT = 1.0  # seconds


@router.get("/health/live", summary="Is the hub alive")
async def live() -> Response:
    """Answering is the answer."""
    return json({"alive": True})


@router.get("/health/ready", summary="Is the hub ready")
async def ready(request: Request) -> Response:
    """200 when the hub can do its work, else 503, with what was found."""
    hub = hub_of(request)
    keeper_ms = await _keeper_ms(hub)
    free = await asyncio.to_thread(_free, hub)
    met = troubles(_measured(hub, keeper_ms, free))
    is_ready = not any(trouble.stops_work for trouble in met)
    language = language_of(request.headers)
    found = {
        "ready": is_ready,
        "troubles": [_said(trouble, language) for trouble in met],
        "keeper_ms": keeper_ms,
        "free_bytes": free,
        "database": hub.parts.database,
        "version": version("hallops"),
        "epoch": hub.broadcaster.epoch,
        "seq": hub.broadcaster.told,
        "streams": hub.metrics.streams,
    }
    return json(found, HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE)


@router.get("/metrics", summary="Figures for Prometheus", response_class=PlainTextResponse)
async def metrics(request: Request) -> Response:
    """For programs on this machine, and for the manager."""
    hub = hub_of(request)
    _check_reader(hub, request)
    tickets = await answered(hub.keeper.ask(_by_state), PROMPT)
    return Response(hub.metrics.text(tickets), media_type=CONTENT_TYPE_LATEST)


def _check_reader(hub: Hub, request: Request) -> None:
    if request.client is not None and _is_loopback(request.client.host):
        return
    who = hub.caller(request)
    if who.role not in METRICS:
        raise Refusal("view_not_allowed", role=Term(who.role), view="metrics")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


async def _keeper_ms(hub: Hub) -> float | None:
    """How long the keeper takes to answer; None when it does not."""
    begun = time.perf_counter()
    try:
        await answered(hub.keeper.ask(lambda _: None), PROMPT)
    except TimeoutError:
        return None
    return round((time.perf_counter() - begun) * 1000, 3)


def _measured(hub: Hub, keeper_ms: float | None, free: int | None) -> Measured:
    wall_first, steady_first = hub.started
    return Measured(
        keeper_ms=keeper_ms,
        free=free,
        wall=hub.parts.clock.now(),
        steady=round(hub.parts.seconds() * 1000),
        wall_first=wall_first,
        steady_first=round(steady_first * 1000),
        last_event=hub.keeper.last_at,
        backed_up=hub.parts.backed_up() if hub.parts.backed_up else None,
        makes_backups=hub.parts.backed_up is not None,
    )


def _said(trouble: Trouble, language: str) -> dict[str, str]:
    return {"code": trouble.code, "sentence": sentence(READINESS[trouble.code], trouble.facts, language)}


def _free(hub: Hub) -> int | None:
    try:
        return shutil.disk_usage(hub.parts.folder).free
    except OSError:
        return None


def _by_state(day: HallDay) -> dict[str, int]:
    return {state.value: count for state, count in day.counts.items()}
