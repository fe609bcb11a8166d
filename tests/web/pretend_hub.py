"""A hub that only pretends: it serves the pages with views that the test sets, and writes down the commands it gets.

It is a fixture of the page tests and no part of the product. It can be stopped and started again on the same port, and
it can fall silent without closing anything, as a half-open line does.
"""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from devices.voice.chime import tone
from devices.voice.pcm import write_wav
from hallops.web.pages import page_routes
from tests.web import frames


@dataclass(frozen=True, slots=True)
class Got:
    """A command as it came."""

    name: str
    key: str
    body: dict[str, Any]


Answer = tuple[int, dict[str, Any]]


@dataclass(slots=True)
class PretendHub:
    port: int
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    commands: list[Got] = field(default_factory=list)
    answer: Callable[[Got], Answer] = lambda _: (200, {"events": [], "first": 1, "repeated": False})
    refused: dict[str, str] = field(default_factory=dict)  # views that are refused, with the sentence
    entry: dict[str, dict[str, Any]] = field(default_factory=dict)  # what is asked for beside views and commands
    photo: bytes | None = None
    beat: float = 1.0
    silent: bool = False
    paper: str = "unknown"
    searched: list[dict[str, str]] = field(default_factory=list)
    catalogue: dict[str, Any] = field(default_factory=frames.catalogue)
    seq: int = 1
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def set(self, view: str, **changes: Any) -> None:
        self.views[view] = {**self.views[view], **changes}
        self.seq += 1

    def frame(self, view: str) -> str:

        return json.dumps({"epoch": 1, "seq": self.seq, "at": frames.NOW, "view": self.views[view]})

    def start(self) -> None:
        config = uvicorn.Config(self._app(), "127.0.0.1", self.port, log_level="error", ws="none", lifespan="off")
        server = uvicorn.Server(config)
        self._server, self._thread = server, threading.Thread(target=server.run, daemon=True)
        self._thread.start()
        wait_for(lambda: server.started)

    def stop(self) -> None:
        if self._server and self._thread:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join(10)
            self._server = None

    def _app(self) -> FastAPI:
        app = FastAPI(routes=list(page_routes()))
        app.add_api_route("/v1/views/{view}/stream", self._stream, methods=["GET"], response_model=None)
        app.add_api_route("/v1/views/{view}", self._view, methods=["GET"], response_model=None)
        app.add_api_route("/v1/sounds/{call}.wav", self._sound, methods=["GET"], response_model=None)
        for asked in self.entry:
            method, path = asked.split()
            app.add_api_route(path, self._entry, methods=[method], response_model=None)
        app.add_api_route("/v1/confirmations/{id}", self._confirmation, methods=["GET"], response_model=None)
        app.add_api_route("/v1/photos/{staff}", self._photo, methods=["GET"], response_model=None)
        for path in ("/v1/confirmations", "/v1/confirmations/{id}/answer", "/v1/ratings"):
            app.add_api_route(path, self._beside, methods=["POST"], response_model=None)
        app.add_api_route("/v1/commands/{name}", self._command, methods=["POST"], response_model=None)
        app.add_api_route("/v1/check-in", self._check_in, methods=["POST"], response_model=None)
        app.add_api_route("/v1/catalogue", self._catalogue, methods=["GET"], response_model=None)
        app.add_api_route("/v1/devices/me/state", self._own_state, methods=["GET"], response_model=None)
        app.add_api_route("/v1/tickets/{token}/qr.svg", self._qr, methods=["GET"], response_model=None)
        return app

    async def _check_in(self, request: Request) -> Response:
        got = Got("check-in", request.headers["idempotency-key"], await request.json())
        self.commands.append(got)
        status, body = self.answer(got)
        return JSONResponse(body, status)

    async def _catalogue(self, request: Request) -> Response:
        self.searched.append(dict(request.query_params))
        most = int(request.query_params.get("limit", 8))
        return JSONResponse({**self.catalogue, "items": self.catalogue["items"][:most]})

    async def _own_state(self) -> Response:
        return JSONResponse({"paper": self.paper})

    async def _qr(self) -> Response:
        drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h3v3H1zM5 5h3v3H5z"/></svg>'
        return Response(drawn, media_type="image/svg+xml")

    async def _command(self, request: Request) -> Response:
        return await self._noted(request.path_params["name"], request)

    async def _beside(self, request: Request) -> Response:
        return await self._noted(request.url.path, request)

    async def _noted(self, name: str, request: Request) -> Response:
        got = Got(name, request.headers["idempotency-key"], await request.json())
        self.commands.append(got)
        status, body = self.answer(got)
        return JSONResponse(body, status)

    async def _confirmation(self, request: Request) -> Response:
        return JSONResponse({**frames.confirmation(), "id": request.path_params["id"]})

    async def _photo(self, request: Request) -> Response:
        if self.photo is None:
            return JSONResponse({"code": "unknown_photo"}, 404)
        return Response(self.photo, media_type="image/png")

    async def _sound(self, request: Request) -> Response:
        return Response(write_wav(tone(440, 600, 0.5)), media_type="audio/wav")

    async def _entry(self, request: Request) -> Response:
        return JSONResponse(self.entry[f"{request.method} {request.url.path}"])

    async def _view(self, request: Request) -> Response:
        if refused := self.refused.get(request.path_params["view"]):
            return JSONResponse({"code": "unknown", "sentence": refused}, 404)
        return Response(self.frame(request.path_params["view"]), media_type="application/json")

    async def _stream(self, request: Request) -> Response:
        if request.path_params["view"] in self.refused:
            return await self._view(request)
        return StreamingResponse(self._frames(request.path_params["view"]), media_type="text/event-stream")

    async def _frames(self, view: str) -> AsyncIterator[str]:
        shown, beaten = "", time.monotonic()
        while self._server and not self._server.should_exit:
            frame = self.frame(view)
            if not self.silent and self.views[view] and frame != shown:
                shown, beaten = frame, time.monotonic()
                yield f"id: {self.seq}\ndata: {frame}\n\n"
            if not self.silent and time.monotonic() - beaten > self.beat:
                beaten = time.monotonic()
                yield f'data: {{"at": {frames.NOW}}}\n\n'
            await asyncio.sleep(0.02)


def wait_for(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)
