"""A person in a browser gets a page where a program gets JSON: the same status, the same sentence, and a way on.

Who accepts `text/html` is a person who followed a link or typed an address; what a page asks for by script does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hallops.hub.answers import language_of
from hallops.language import LANGUAGES

LANGUAGE = "hallops_language"  # the cookie of a page's language
KEPT = ("retry-after", "vary")  # headers that mean the same to a person's browser


@dataclass(frozen=True, slots=True)
class Mistake:
    """What a person is told: `path` is where they wanted to go."""

    status: int
    code: str
    sentence: str
    path: str
    language: str


class _Refused(msgspec.Struct):
    code: str
    sentence: str


class ErrorPages:
    """ASGI middleware around everything that answers. `draw` makes the page."""

    def __init__(self, app: ASGIApp, draw: Callable[[Mistake], Response]) -> None:
        self._app = app
        self._draw = draw

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        spoken = _in_language_of_page(scope)
        held: list[Message] = []

        async def exchanging(message: Message) -> None:
            if not held and not _is_mistake(message):
                await send(message)
                return
            held.append(message)
            if not message.get("more_body") and message["type"] == "http.response.body":
                page = self._page(held, spoken)
                if page is not None:
                    await page(spoken, receive, send)
                    return
                for kept in held:
                    await send(kept)

        await self._app(spoken, receive, exchanging)

    def _page(self, held: list[Message], scope: Scope) -> Response | None:
        """The page for an answer of the one shape that all refusals have; None for any other."""
        start, *parts = held
        try:
            said = msgspec.json.decode(b"".join(part.get("body", b"") for part in parts), type=_Refused)
        except msgspec.MsgspecError:
            return None
        status, language = int(start["status"]), language_of(Headers(scope=scope))
        page = self._draw(Mistake(status, said.code, said.sentence, scope["path"], language))
        given = Headers(raw=start["headers"])
        page.headers.update({name: given[name] for name in KEPT if name in given})
        return page


def _is_mistake(start: Message) -> bool:
    if start["type"] != "http.response.start":
        return False
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return int(start["status"]) >= HTTPStatus.BAD_REQUEST and kind.startswith("application/json")


def _in_language_of_page(scope: Scope) -> Scope:
    """The language that this person chose on a page goes before what the browser asks for."""
    try:
        cookie = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(LANGUAGE)
    except CookieError:
        cookie = None
    if cookie is None or cookie.value not in LANGUAGES:
        return scope
    spoken = {**scope, "headers": list(scope["headers"])}
    MutableHeaders(scope=spoken)["accept-language"] = cookie.value
    return spoken
