"""Whose pages may ask: an allow-list of origins for WebSockets and for all that changes something.

A browser says the origin of the page that asks. Cookies would go along with a request of any page in the world, so an
unknown origin is refused. A program says none: it has to bring its token itself, which no foreign page can, or comes
without any cookie, so that it stands for nobody yet.
"""

from collections.abc import Container

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from hallops.domain.refusal import Refusal

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class OriginCheck:
    """ASGI middleware. `origins` may still grow: a port is known late."""

    def __init__(self, app: ASGIApp, origins: Container[str]) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _matters(scope) and not self._allowed(Headers(scope=scope)):
            raise Refusal("other_origin")
        await self._app(scope, receive, send)

    def _allowed(self, headers: Headers) -> bool:
        origins = headers.getlist("origin")
        if not origins:
            return headers.get("authorization", "").startswith("Bearer ") or "cookie" not in headers
        return len(origins) == 1 and origins[0] in self._origins


def _matters(scope: Scope) -> bool:
    if scope["type"] == "websocket":
        return True
    return scope["type"] == "http" and scope["method"] not in SAFE
