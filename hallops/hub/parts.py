"""What a hub is made of: the parts that the composition root hands in, and those it makes of them."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.routing import BaseRoute

from hallops.domain.refusal import Refusal
from hallops.hub import limits
from hallops.hub.broadcaster import Broadcaster
from hallops.hub.error_pages import Mistake
from hallops.hub.limits import Rates
from hallops.hub.live import LiveViews
from hallops.hub.looks import Looks
from hallops.hub.metrics import Metrics
from hallops.hub.today import Today
from hallops.ports import Clock, Gate, Identity, Views
from hallops.services.keeper import Keeper

COOKIE = "hallops"
LONGEST_TOKEN = 512  # characters


@dataclass(frozen=True, slots=True)
class Parts:
    """`broadcaster.hear` is the keeper's listener. `zone` is the hall's time zone, `folder` where its data is.

    `origins` are those of the hub's own pages ("https://hall.local:8443") and may still grow after the start;
    `database` names the store and its version for the health page; `pages` are routes of the faces in a browser.
    `authority` is the certificate (PEM) that screens have to trust; None over plain HTTP. `draw_mistake` makes the page
    that a person gets instead of JSON. `backed_up` tells when the newest backup was made; None where no hub makes any.
    """

    keeper: Keeper
    broadcaster: Broadcaster
    gate: Gate
    views: Views
    clock: Clock
    zone: str
    folder: Path
    database: str
    origins: Collection[str] = ()
    pages: tuple[BaseRoute, ...] = ()
    authority: str | None = None
    draw_mistake: Callable[[Mistake], Response] | None = None
    backed_up: Callable[[], int | None] | None = None
    seconds: Callable[[], float] = field(default=time.monotonic)


class Hub:
    """The parts at work."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.keeper = parts.keeper
        self.broadcaster = parts.broadcaster
        self.today = Today(parts.clock, parts.zone)
        self.looks = Looks(parts.keeper, parts.broadcaster, parts.clock, parts.views)
        self.live = LiveViews(self.looks)
        self.rates = Rates(parts.seconds)
        self.metrics = Metrics()
        self.started = parts.clock.now(), parts.seconds()
        parts.broadcaster.watch(self.live.heard)
        parts.broadcaster.watch(self.metrics.heard)

    def caller(self, connection: HTTPConnection) -> Identity:
        """Who asks.

        Raises:
            Refusal: nobody who is known.
        """
        found = self.identify(token_of(connection))
        if found is None:
            raise Refusal("sign_in_needed")
        return found

    def identify(self, token: str | None) -> Identity | None:
        return self.parts.gate.identify(token)

    def check_room(self) -> None:
        """Raises Refusal: more screens than one hub serves well."""
        if self.metrics.streams >= limits.STREAMS:
            raise Refusal("too_many_streams", most=limits.STREAMS, seconds=limits.STREAMS_LATER)

    def close(self) -> None:
        """Let all streams go, so that the server can stop at once."""
        self.broadcaster.close()
        self.live.close()


def token_of(connection: HTTPConnection) -> str | None:
    """The bearer token, else the cookie of a page."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    found = token.strip() if scheme == "Bearer" else connection.cookies.get(COOKIE)
    return found[:LONGEST_TOKEN] if found else None


def hub_of(connection: HTTPConnection) -> Hub:
    hub: Hub = connection.app.state.hub
    return hub
