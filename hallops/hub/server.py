"""The hub's app: the routers on their parts, inside the walls. Every way in is one of these or a page's."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from http import HTTPStatus
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from hallops.domain.refusal import Refusal
from hallops.hub import (
    access,
    accounts,
    bookings,
    catalogue,
    certificate,
    check_in,
    commands,
    comments,
    confirmations,
    feed,
    health,
    own_state,
    pairings,
    photos,
    qr,
    sessions,
    sounds,
    views,
)
from hallops.hub.answers import refused
from hallops.hub.error_pages import ErrorPages
from hallops.hub.guard import Guard
from hallops.hub.limits import BodyLimit
from hallops.hub.origin import OriginCheck
from hallops.hub.parts import Hub, Parts
from hallops.hub.purging import keep_purging
from hallops.hub.roles import VIEWS
from hallops.hub.schema import HubApp
from hallops.hub.timekeeping import keep_time

ROUTERS = (
    commands,
    check_in,
    bookings,
    confirmations,
    comments,
    own_state,
    views,
    catalogue,
    feed,
    sounds,
    photos,
    qr,
    access,
    accounts,
    sessions,
    pairings,
    certificate,
    health,
)


def make_app(parts: Parts) -> FastAPI:
    """The app of one hub. While its lifespan runs it keeps the time and tells what the keeper says.

    Raises:
        ValueError: a view has no row in the role table, so that nobody could see it.
    """
    unknown = sorted(set(parts.views) - set(VIEWS))
    if unknown:
        raise ValueError(f"views without a role: {', '.join(unknown)}")
    hub = Hub(parts)
    app = HubApp(
        title="HallOps hub",
        version=version("hallops"),
        openapi_url="/v1/openapi.json",
        docs_url=None,  # their scripts would come from the internet
        redoc_url=None,
        lifespan=_lifespan(hub),
        routes=list(parts.pages),
        middleware=[
            *([Middleware(ErrorPages, draw=parts.draw_mistake)] if parts.draw_mistake else []),
            Middleware(Guard, today=hub.today),
            Middleware(OriginCheck, origins=parts.origins),
            Middleware(BodyLimit),
            Middleware(commands.CommandDoor),
        ],
    )
    app.state.hub = hub
    for module in ROUTERS:
        app.include_router(module.router)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(404, _unknown)
    app.add_exception_handler(405, _unknown)
    return app


def _lifespan(hub: Hub) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        hub.broadcaster.bind(asyncio.get_running_loop())
        rounds = [asyncio.create_task(keep_time(hub.keeper, hub.parts.pace))]
        if hub.parts.personal is not None:
            purging = keep_purging(hub.keeper, hub.parts.personal, hub.parts.clock)
            rounds.append(asyncio.create_task(purging))
        try:
            yield
        finally:
            hub.close()
            for task in rounds:
                task.cancel()
            for task in rounds:
                with suppress(asyncio.CancelledError):
                    await task

    return lifespan


async def _malformed(request: Request, error: Exception) -> Response:
    problem = str(error.errors()[0]["msg"]) if isinstance(error, RequestValidationError) else str(error)
    return _refused(request, Refusal("malformed_request", problem=problem))


async def _unknown(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _refused(request, Refusal("unknown_method", method=request.method))
    return _refused(request, Refusal("unknown_address"))


def _refused(request: Request, refusal: Refusal) -> Response:
    hub: Hub = request.app.state.hub
    return refused(refusal, request.headers, hub.today, request.method)
