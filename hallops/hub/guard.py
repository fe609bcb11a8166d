"""The outermost wall: whatever a handler raises becomes an answer, and a fault tells nobody more than a reference."""

import asyncio
import logging
from contextlib import suppress
from secrets import token_hex

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hallops.domain.refusal import Refusal
from hallops.hub.answers import as_refusal, refused
from hallops.hub.today import Today
from hallops.ports.journal import JournalError

log = logging.getLogger(__name__)

POLICY = 1008  # WebSocket close codes: not allowed,
BROKEN = 1011  # and a fault of ours
PARTING = 1.0  # second
OF_A_VISITOR = ("/t/", "/v1/tickets/")


class Guard:
    """ASGI middleware. An answer that has begun can only be cut off."""

    def __init__(self, app: ASGIApp, today: Today) -> None:
        self._app = app
        self._today = today

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - nothing may pass this wall
            refusal = explained(error, plain(scope["path"]))
            if not begun:
                await self._answer(refusal, scope, receive, send)
            elif scope["type"] == "websocket":
                with suppress(RuntimeError, OSError):  # it may be closed already
                    await send({"type": "websocket.close", "code": BROKEN})

    async def _answer(self, refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        answer = refused(refusal, Headers(scope=scope), self._today, scope.get("method", "GET"))
        if scope["type"] == "http":
            await answer(scope, receive, send)
        else:
            await deny(answer, scope, receive, send)


async def deny(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Turn a WebSocket down before it is one; where the server can not say why, it just closes."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": POLICY})
        return
    start = {"type": "websocket.http.response.start", "status": answer.status_code, "headers": answer.raw_headers}
    await send(start)
    await send({"type": "websocket.http.response.body", "body": bytes(answer.body)})
    with suppress(TimeoutError):
        async with asyncio.timeout(PARTING):
            await _parted(receive)


async def _parted(receive: Receive) -> None:
    """Uvicorn says twice that it is over: when the answer is written and when the connection is gone.

    Whoever returns in between gets an error into its log, which anybody could fill then.
    """
    for _ in range(2):
        while (await receive())["type"] != "websocket.disconnect":
            pass


def plain(path: str) -> str:
    """A path as the log may have it: without the token of a visitor's page."""
    return next((begin for begin in OF_A_VISITOR if path.startswith(begin)), path)


def explained(error: Exception, path: str) -> Refusal:
    """The refusal that an exception comes to; a fault is written to the log with its reference."""
    match error:
        case Refusal():
            return error
        case JournalError() | TimeoutError():
            log.warning("%s: not carried out: %s", path, error)
            return as_refusal(error)
        case _:
            reference = token_hex(4)
            log.error("fault %s at %s", reference, path, exc_info=error)
            return Refusal("fault", reference=reference)
