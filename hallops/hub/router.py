"""Ways in: what each module of the hub offers under which address, as Starlette's routes and as a description.

A handler names in its signature what it takes: parts of the path, and of the query what has the same name, or a Struct
for the query as a whole. They are read by their types; what else a query says is not looked at.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from hallops.domain.refusal import Refusal

Talk = Callable[[WebSocket], Awaitable[None]]
Handler = Callable[..., Awaitable[Response]]
OK = 200
JSON, TEXT, EVENTS = "application/json", "text/plain", "text/event-stream"


@dataclass(frozen=True, slots=True)
class Way:
    """One way in; `status` and `media` are those of the wanted answer."""

    method: str
    path: str
    summary: str
    status: int
    media: str
    handler: Handler

    @property
    def takes(self) -> dict[str, inspect.Parameter]:
        """What is read from the address."""
        found = inspect.signature(self.handler, eval_str=True).parameters
        return {name: one for name, one in found.items() if one.annotation is not Request}

    def route(self) -> Route:
        route = Route(self.path, self._endpoint(), methods=[self.method])
        route.methods = {self.method}  # no HEAD beside a GET: a stream would not end
        return route

    def _endpoint(self) -> Callable[[Request], Awaitable[Response]]:
        wanted, handler = self.takes, self.handler
        asks = "request" in inspect.signature(handler).parameters

        async def endpoint(request: Request) -> Response:
            read = {name: _read(request, name, one) for name, one in wanted.items()}
            given = {name: value for name, value in read.items() if value is not inspect.Parameter.empty}
            return await handler(**given, **({"request": request} if asks else {}))

        return endpoint


class Router:
    """The ways in of a module."""

    def __init__(self) -> None:
        self.ways: list[Way] = []
        self._sockets: list[BaseRoute] = []
        self.get = partial(self._way, "GET")
        self.post = partial(self._way, "POST")
        self.delete = partial(self._way, "DELETE")

    @property
    def routes(self) -> list[BaseRoute]:
        return [*(way.route() for way in self.ways), *self._sockets]

    def websocket(self, path: str) -> Callable[[Talk], Talk]:
        def add(handler: Talk) -> Talk:
            self._sockets.append(WebSocketRoute(path, handler))
            return handler

        return add

    def _way(
        self, method: str, path: str, *, summary: str, status: int = OK, media: str = JSON
    ) -> Callable[[Handler], Handler]:
        def add(handler: Handler) -> Handler:
            self.ways.append(Way(method, path, summary, int(status), media, handler))
            return handler

        return add


def is_whole_query(one: inspect.Parameter) -> bool:
    return isinstance(one.annotation, type) and issubclass(one.annotation, msgspec.Struct)


def _read(request: Request, name: str, one: inspect.Parameter) -> Any:
    """What the address says of a parameter; empty where it may be left out, and was."""
    given: Mapping[str, Any] = request.path_params if name in request.path_params else request.query_params
    if is_whole_query(one):
        return _converted(dict(given), one.annotation)
    if name in given:
        return _converted(given[name], one.annotation)
    if one.default is inspect.Parameter.empty:
        raise Refusal("malformed_request", problem=f"{name} expected")
    return inspect.Parameter.empty


def _converted(value: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        raise Refusal("malformed_request", problem=str(error)) from error
