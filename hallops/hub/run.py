"""Runs the hub's app on a socket, in this thread or in one of its own, and stops it without waiting for screens."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from hallops.hub.limits import FRAME
from hallops.hub.websocket import ScreenSocket
from hallops.ports.certificate import Certificate

GRACE = 3  # seconds that requests have to end when the hub stops
PING, PONG = 10, 15  # seconds: a WebSocket client is asked, and given up
BACKLOG = 512
STARTING = 10.0  # seconds


class HubServer(uvicorn.Server):
    """A server whose streams end as soon as it stops: they would keep it for ever."""

    def __init__(self, app: FastAPI, certificate: Certificate | None = None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="on",
                ws=ScreenSocket,
                ws_max_size=FRAME,
                ws_ping_interval=PING,
                ws_ping_timeout=PONG,
                ws_per_message_deflate=False,
                timeout_graceful_shutdown=GRACE,
                proxy_headers=False,  # nobody stands in front, so nobody says who the client is
                server_header=False,
                access_log=False,
                log_config=None,
                ssl_certfile=certificate.chain if certificate else None,
                ssl_keyfile=certificate.key if certificate else None,
            )
        )
        self._app = app
        self._certificate = certificate
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)

    def renew(self) -> None:
        """Show the certificate's files as they are now to whoever connects from now on. Called from any thread."""
        context, certificate = self.config.ssl, self._certificate
        if context is not None and certificate is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(context.load_cert_chain, certificate.chain, certificate.key)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.hub.close()
        await super().shutdown(sockets)


def listen(host: str = "127.0.0.1", port: int = 0) -> socket.socket:
    """A listening socket; its port is known before the hub is up."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=BACKLOG)


def port_of(listening: socket.socket) -> int:
    return int(listening.getsockname()[1])


def serve(app: FastAPI, listening: socket.socket, certificate: Certificate | None = None) -> None:
    """Serve in this thread until SIGTERM or SIGINT."""
    HubServer(app, certificate).run([listening])


@contextmanager
def serving(app: FastAPI, listening: socket.socket, certificate: Certificate | None = None) -> Iterator[int]:
    """Serve in a thread of its own; gives the port once it answers.

    Raises:
        RuntimeError: it did not start.
    """
    with running(HubServer(app, certificate), listening):
        yield port_of(listening)


@contextmanager
def running(server: HubServer, listening: socket.socket) -> Iterator[None]:
    """A server at work in a thread of its own.

    Raises:
        RuntimeError: it did not start.
    """
    thread = threading.Thread(target=server.run, args=([listening],), name="hub", daemon=True)
    thread.start()
    try:
        _wait_until_up(server, thread)
        yield
    finally:
        server.should_exit = True
        thread.join()


def _wait_until_up(server: HubServer, thread: threading.Thread) -> None:
    waited = 0.0
    while not server.started:
        thread.join(0.01)
        waited += 0.01
        if waited > STARTING or not thread.is_alive():
            raise RuntimeError("the hub did not start")
