"""What a hub is made of: the parts that the composition root hands in, and those it makes of them."""

import time
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.routing import BaseRoute

from hallops.domain.booking import BookingRecord
from hallops.domain.refusal import Refusal
from hallops.hub import limits
from hallops.hub.announcer import Announcer
from hallops.hub.broadcaster import Broadcaster
from hallops.hub.error_pages import Mistake
from hallops.hub.limits import Rates
from hallops.hub.live import LiveViews
from hallops.hub.looks import Looks
from hallops.hub.metrics import Metrics
from hallops.hub.origin import SAFE
from hallops.hub.own_states import OwnState
from hallops.hub.today import Today
from hallops.ports.access import Gate, Identity
from hallops.ports.bookings import Bookings
from hallops.ports.clock import Clock
from hallops.ports.personal import PersonalStore
from hallops.ports.views import Views
from hallops.services.catalogue_index import CatalogueIndex
from hallops.services.device_states import DeviceStates
from hallops.services.estimate import SIMPLE, Waits
from hallops.services.gatehouse import Gatehouse
from hallops.services.keeper import Keeper
from hallops.services.sessions import WRITTEN_EACH

SESSION_COOKIE = "hallops"  # who is signed in,
DEVICE_COOKIE = "hallops_device"  # and the device's own pairing, which holds again after signing out
LONGEST_TOKEN = 512  # characters


class NoBookings:
    """A hall that takes none."""

    def find(self, code: str) -> BookingRecord | None:
        return None

    def all(self) -> list[BookingRecord]:
        return []

    def add(self, bookings: Iterable[BookingRecord]) -> None:
        raise Refusal("unknown_address")


def ready(index: CatalogueIndex) -> "Future[CatalogueIndex]":
    """An index that is there already."""
    future: Future[CatalogueIndex] = Future()
    future.set_result(index)
    return future


@dataclass(frozen=True, slots=True)
class Parts:
    """`broadcaster.hear` is the keeper's listener. `zone` is the hall's time zone, `folder` where its data is.

    `origins` are those of the hub's own pages ("https://hall.local:8443") and may still grow after the start; `pages`
    are routes of the faces in a browser. `seconds` counts by the clock and never jumps; `pace` is how many times as
    fast as real time the clock runs: once, but for a demo. `database` names the store and its version for the health
    page. `catalogue` may still be on its way: a large one takes seconds, and tickets do not wait for it. Without
    `personal` nothing can be confirmed or commented. `waits` says how long visitors will wait. `authority` is the
    certificate (PEM) that screens have to trust; None over plain HTTP.
    `draw_mistake` makes the page that a person gets instead of JSON. `backed_up` tells when the newest backup was made;
    None where no hub makes any.
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
    catalogue: "Future[CatalogueIndex]" = field(default_factory=lambda: ready(CatalogueIndex()))
    bookings: Bookings = field(default_factory=NoBookings)
    personal: PersonalStore | None = None
    device_states: DeviceStates = field(default_factory=DeviceStates)
    waits: Waits = SIMPLE
    authority: str | None = None
    draw_mistake: Callable[[Mistake], Response] | None = None
    backed_up: Callable[[], int | None] | None = None
    seconds: Callable[[], float] = field(default=time.monotonic)
    pace: Callable[[], float] = field(default=lambda: 1.0)


class Hub:
    """The parts at work."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.keeper = parts.keeper
        self.broadcaster = parts.broadcaster
        self.today = Today(parts.clock, parts.zone)
        self.looks = Looks(parts.keeper, parts.broadcaster, parts.clock, parts.views, parts.pace)
        self.live = LiveViews(self.looks)
        self.rates = Rates(parts.seconds)
        self.metrics = Metrics()
        self.own_states: dict[str, OwnState] = {}  # by the device's id
        self.announcer = Announcer(parts.folder)
        self.started = parts.clock.now(), parts.seconds()
        parts.broadcaster.watch(self.live.heard)
        parts.broadcaster.watch(self.metrics.heard)

    def caller(self, connection: HTTPConnection) -> Identity:
        """Who asks.

        Raises:
            Refusal: nobody who is known.
        """
        tokens = tokens_of(connection)
        found = self._known(tokens)
        if found is None:
            raise Refusal("sign_in_needed")
        if connection.scope.get("method", "GET") not in SAFE:
            self._acted(tokens)
        return found

    def _acted(self, tokens: "Tokens") -> None:
        """Somebody did more than look: their session is not idle."""
        gate, now = self.parts.gate, self.parts.clock.now()
        if not isinstance(gate, Gatehouse):
            return
        for token in tokens.all:
            session = gate.session(token)
            if session is not None and now - session.seen_at >= WRITTEN_EACH:
                self.keeper.ask(partial(gate.saw, session, now))

    def identify(self, token: str | None) -> Identity | None:
        return self.parts.gate.identify(token)

    @property
    def personal(self) -> PersonalStore:
        if self.parts.personal is None:
            raise Refusal("unknown_address")
        return self.parts.personal

    def stays(self, connection: HTTPConnection) -> Callable[[], bool]:
        """Asks, as often as one likes, whether the connection still has who it has now behind it."""
        tokens, who = tokens_of(connection), self.caller(connection)
        return lambda: self._known(tokens) == who

    def _known(self, tokens: "Tokens") -> Identity | None:
        """A bearer token says who asks, or nobody is. A cookie that ran out is as none: boards stay public."""
        if tokens.bearer is not None:
            return self.identify(tokens.bearer)
        found = (self.identify(cookie) for cookie in tokens.cookies)
        return next((who for who in found if who is not None), None) or self.identify(None)

    def check_room(self) -> None:
        """Raises Refusal: more screens than one hub serves well."""
        if self.metrics.streams >= limits.STREAMS:
            raise Refusal("too_many_streams", most=limits.STREAMS, seconds=limits.STREAMS_LATER)

    def close(self) -> None:
        """Let all streams go, so that the server can stop at once."""
        self.broadcaster.close()
        self.live.close()


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a caller shows: a program its token, a page its cookies; the session's wins over the device's."""

    bearer: str | None
    cookies: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return self.cookies if self.bearer is None else (self.bearer,)


def tokens_of(connection: HTTPConnection) -> Tokens:
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme == "Bearer" and token.strip():
        return Tokens(token.strip()[:LONGEST_TOKEN], ())
    found = (connection.cookies.get(name, "") for name in (SESSION_COOKIE, DEVICE_COOKIE))
    return Tokens(None, tuple(cookie[:LONGEST_TOKEN] for cookie in found if cookie))


def address_of(connection: HTTPConnection) -> str:
    return connection.client.host if connection.client else "?"


def hub_of(connection: HTTPConnection) -> Hub:
    hub: Hub = connection.app.state.hub
    return hub
