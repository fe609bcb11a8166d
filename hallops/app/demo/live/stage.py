"""What every process of simulated devices does alike: find the hub, be found, follow the feed, tell how it goes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

import httpx

from devices.discovery import DEVICES, HUBS, LOOPBACK, Nearby, Neighbourhood
from hallops.app.clocks import FastClock
from hallops.app.demo.live.life_line import tell
from hallops.app.demo.live.line import HubAddress, Json, Line, Refused
from hallops.app.demo.live.orders import Orders, World
from hallops.app.demo.live.visits import Visits
from hallops.domain.day_plan import DayPlan
from hallops.domain.rules import MINUTE

LOOK = 0.5  # seconds between two lines to the demo
OVERLAP = 10 * MINUTE  # what is played again after an interruption: its keys make that harmless
NAP = 5.0  # seconds at most, so that a clock that begins is noticed
TROUBLES = (Refused, httpx.HTTPError, KeyError)


@dataclass(frozen=True, slots=True)
class Device:
    """A simulated device. Its name is that of its pass, and what people call it."""

    name: str
    kind: str
    place: str = ""

    def nearby(self, epoch: str) -> Nearby:
        told = {"txtvers": "1", "id": self.name, "kind": self.kind, "loc": self.place, "drv": "virtual", "hub": epoch}
        return Nearby(f"{self.name}-{epoch[:4]}", LOOPBACK[0], 0, told)


class Stage:
    """One process at work. `figures` is what it tells of itself."""

    def __init__(self, orders: Orders, clock: FastClock, world: World, client: httpx.AsyncClient) -> None:
        self.orders = orders
        self.clock = clock
        self.world = world
        self.plans = world.plans(orders.days)
        self.visits = Visits(world, self.plans, orders.seed)
        self.figures: Json = {}
        self.devices = 0
        self._address = HubAddress()
        self._client = client
        self._heard = 0.0  # when the feed was heard last, in the loop's seconds
        self._crowd: asyncio.TaskGroup | None = None

    # people and devices

    def line(self, name: str) -> Line:
        return Line(self._address, self._client, self.orders.passes[name])

    async def until(self, at: int) -> None:
        """Wait for an instant of the hall's time."""
        delay = self.clock.delay(at)
        while delay > 0:
            await asyncio.sleep(min(delay, NAP))
            delay = self.clock.delay(at)

    async def pause(self, ms: int) -> None:
        await self.until(self.clock.now() + ms)

    @property
    def since(self) -> int:
        """What lay before this instant has been played."""
        return max(self.orders.resume_at, self.clock.now()) - OVERLAP

    def plan(self, day: date) -> DayPlan:
        return next(plan for plan in self.plans if plan.day == day)

    def start(self, doing: Awaitable[None]) -> None:
        """Let somebody act by himself; a trouble of one does not end the others."""
        if self._crowd is None:
            raise RuntimeError("nobody is on the stage yet")
        self._crowd.create_task(_alone(doing))

    async def feed(self, line: Line, anew: Callable[[Json], None] = lambda _: None) -> AsyncIterator[Json]:
        """The events of the hall, endless; `anew` hears the whole picture where some of them were missed."""
        async for frame in line.feed():
            self._heard = asyncio.get_running_loop().time()
            for event in self.visits.hear(frame):
                yield event
            if frame["type"] == "snapshot":
                anew(frame["snapshot"])

    # the process

    async def play(self, devices: Sequence[Device], acts: Callable[[], Awaitable[None]]) -> None:
        """Until it is cancelled."""
        self.devices = len(devices)
        async with Neighbourhood() as around, asyncio.TaskGroup() as tasks:
            self._crowd = tasks
            tasks.create_task(self._find(around))
            tasks.create_task(around.announce(DEVICES, [device.nearby(self.orders.epoch) for device in devices]))
            tasks.create_task(self._report())
            tasks.create_task(_alone(acts()))

    async def _find(self, around: Neighbourhood) -> None:
        async for hub in around.find(HUBS):
            if hub.told.get("epoch") == self.orders.epoch:
                self._address.found(hub.address, hub.port)

    async def _report(self) -> None:
        """Whoever heard nothing for long is not connected: a heartbeat comes every ten seconds."""
        said: Json = {}
        while True:
            age = asyncio.get_running_loop().time() - self._heard
            now = {"part": self.orders.part, "devices": self.devices, "online": bool(self._heard) and age < 15}  # noqa: PLR2004
            now["figures"] = dict(self.figures)
            if now != said:
                tell(now)
                said = now
            await asyncio.sleep(LOOK)


async def _alone(doing: Awaitable[None]) -> None:
    try:
        await doing
    except TROUBLES as trouble:
        tell({"trouble": f"{type(trouble).__name__} {trouble}"})


@asynccontextmanager
async def stage(orders: Orders, clock: FastClock, world: World) -> AsyncIterator[Stage]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=32)
    async with httpx.AsyncClient(limits=limits, trust_env=False) as client:
        yield Stage(orders, clock, world, client)
