"""A hub at work on the small hall's store: on a real socket, or in process, with tokens that a test knows."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx
from fastapi import FastAPI
from starlette.responses import Response
from starlette.routing import BaseRoute

from hallops.app.chance import new_token
from hallops.app.gate import make_gatehouse
from hallops.domain.catalogue import CatalogueItem
from hallops.domain.commands import Command, KeepTime, SignIn
from hallops.domain.hall import Hall as DomainHall
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.hub.broadcaster import Broadcaster
from hallops.hub.error_pages import Mistake
from hallops.hub.parts import Parts, ready
from hallops.hub.run import listen, port_of, serving
from hallops.hub.server import make_app
from hallops.ports.access import Identity, Role
from hallops.ports.journal import Journal
from hallops.ports.views import Views
from hallops.services.catalogue_index import CatalogueIndex
from hallops.services.device_states import DeviceStates
from hallops.services.estimate import SIMPLE, Waits
from hallops.services.keeper import Keeper
from hallops.services.secrets import Hasher
from hallops.store.bookings import SqlBookings
from hallops.store.personal import SqlPersonal
from hallops.store.place import Place
from hallops.store.store import Store
from tests.domain.halls import at
from tests.store.running import HandClock, open_small

T = TypeVar("T")
QUICK = 64  # KiB for a hash: a test signs in often


class TestGate:
    """Tokens are the words that a test uses; nobody without a token is a visitor."""

    __test__ = False

    def __init__(self) -> None:
        self.known = {
            "manager": Identity(Role.MANAGER, "M1"),
            "guide": Identity(Role.GUIDE, "S4", "guide"),
            "window-1": Identity(Role.WINDOW, "S1", "1"),
            "window-2": Identity(Role.WINDOW, "S2", "2"),
            "planner": Identity(Role.PLANNER, "P1"),
            "dispenser": Identity(Role.DEVICE, "D1"),
            "pad-1": Identity(Role.DEVICE, "E1", "1"),
        }

    def identify(self, token: str | None) -> Identity | None:
        return Identity(Role.VISITOR, "visitor") if token is None else self.known.get(token)


def board(day: HallDay, now: int, zone: str | None = None) -> dict[str, Any]:
    """A small board: whom the windows called last, and how many wait."""
    calls = [{"number": call.ticket, "window": call.window} for call in day.calls.values()]
    return {"hall": day.hall.id, "calls": calls, "total_waiting": len(day.lines), "zone": zone}


def console(day: HallDay, now: int, window: int) -> dict[str, Any]:
    desk = day.desk_at(window)
    return {"window": window, "staff": desk.staff if desk else None}


def ticket(day: HallDay, now: int, token: str) -> dict[str, Any]:
    found = day.visit_of.get(token)
    if found is None:
        raise Refusal("unknown_link")
    return {"number": found, "state": day.tickets[found].state.value}


def window_board(day: HallDay, now: int, /, **params: str) -> dict[str, Any]:
    """Takes anything, and refuses by itself."""
    if set(params) != {"window"}:
        raise Refusal("unknown_place", place=str(sorted(params)), known="")
    return dict(params)


VIEWS: Views = {"board": board, "window_board": window_board, "console": console, "ticket": ticket}


@dataclass
class Hall:
    """The parts of a hub that a test touches."""

    store: Store
    clock: HandClock
    keeper: Keeper
    broadcaster: Broadcaster
    gate: TestGate
    app: FastAPI
    origins: set[str]
    seconds: list[float] = field(default_factory=lambda: [0.0])

    def do(self, command: Command) -> None:
        self.keeper.submit(command, str(uuid4())).result(10)

    def open_windows(self) -> None:
        self.do(KeepTime("calendar"))
        self.clock.set("09:01")
        with suppress(Refusal):  # they were signed in when the hub was killed
            self.do(SignIn("S1", "1", "S1"))
            self.do(SignIn("S2", "2", "S2"))


@contextmanager
def hall(
    folder: Path,
    *,
    views: Views = VIEWS,
    wrap: Callable[[Journal], Journal] = lambda journal: journal,
    pages: tuple[BaseRoute, ...] = (),
    authority: str | None = None,
    guarded: bool = False,
    catalogue: Sequence[CatalogueItem] = (),
    described: DomainHall | None = None,
    devices: DeviceStates | None = None,
    draw_mistake: Callable[[Mistake], Response] | None = None,
    pace: float = 1.0,
    waits: Waits = SIMPLE,
) -> Iterator[Hall]:
    """An app on a store and a keeper at work; `guarded` by the real gatehouse instead of words for tokens."""
    store = open_small(Place.in_folder(folder), described)
    broadcaster = Broadcaster(store.epoch, store.journal.head)
    clock = HandClock(at("08:40"))
    keeper = Keeper(wrap(store.journal), store.halls, clock, broadcaster.hear, new_token, waits=waits)
    gate, origins, seconds = TestGate(), {"http://hall.test"}, [0.0]
    parts = Parts(
        keeper=keeper,
        broadcaster=broadcaster,
        gate=make_gatehouse(store, clock, Hasher(QUICK)) if guarded else gate,
        views=views,
        clock=clock,
        zone="Asia/Shanghai",
        folder=folder,
        database="SQLite for tests",
        origins=origins,
        pages=pages,
        authority=authority,
        draw_mistake=draw_mistake,
        seconds=lambda: seconds[0],
        device_states=devices or DeviceStates(),
        waits=waits,
        personal=SqlPersonal(store.connection, store.hall),
        catalogue=ready(CatalogueIndex(catalogue)),
        bookings=SqlBookings(store.connection, store.hall),
        pace=lambda: pace,
    )
    keeper.start()
    found = Hall(store, clock, keeper, broadcaster, gate, make_app(parts), origins, seconds)
    found.open_windows()
    try:
        yield found
    finally:
        keeper.stop()
        store.close()


class Caller:
    """Asks a hub over a real socket."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.client = httpx.Client(base_url=base, timeout=10, trust_env=False)

    def command(self, name: str, who: str | None = "manager", key: str | None = None, **body: Any) -> httpx.Response:
        return self.client.post(f"/v1/commands/{name}", json=body, headers=headers(who, key))

    def get(self, path: str, who: str | None = "manager", **params: Any) -> httpx.Response:
        return self.client.get(path, params=params, headers=headers(who, None))

    def issue(self, service: str = "A") -> str:
        answer = self.command("Issue", service=service)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["events"][0]["ticket"])

    @contextmanager
    def stream(self, path: str, who: str | None = "manager", **more: str) -> Iterator[Iterator[dict[str, Any]]]:
        """The data of Server-Sent Events, one after the other."""
        with self.client.stream("GET", path, headers={**headers(who, None), **more}) as answer:
            assert answer.status_code == 200, answer.read()
            yield (json.loads(line[6:]) for line in answer.iter_lines() if line.startswith("data: "))


def headers(who: str | None, key: str | None) -> dict[str, str]:
    found = {"Idempotency-Key": key or str(uuid4()), "Accept-Language": "en", "Origin": "http://hall.test"}
    return found if who is None else {**found, "Authorization": f"Bearer {who}"}


@contextmanager
def served(found: Hall) -> Iterator[Caller]:
    """The app on a socket of its own."""
    listening = listen()
    with serving(found.app, listening):
        caller = Caller(f"http://127.0.0.1:{port_of(listening)}")
        with caller.client:
            yield caller


def in_process(found: Hall, scene: Callable[[httpx.AsyncClient], Awaitable[T]]) -> T:
    """Run a scene against the app without a socket."""

    async def play() -> T:
        async with found.app.router.lifespan_context(found.app):
            transport = httpx.ASGITransport(found.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://hall.test") as client:
                return await scene(client)

    return asyncio.run(play())
