"""The demo's window clerks: each looks at its console, decides, gives the command, and looks again."""

import asyncio
from collections.abc import Iterator
from uuid import uuid4

from hallops.app.demo.duties import Stint, duties, tidal_clerks
from hallops.app.demo.habits import LOOK_ROUND, OPEN_FOR
from hallops.app.demo.live.clerk import Clerk, Do, Gone, Memory, Step, Wait
from hallops.app.demo.live.line import Json, Line
from hallops.app.demo.live.orders import World
from hallops.app.demo.live.stage import Device, Stage
from hallops.app.demo.live.visits import JOINS, visitors
from hallops.app.demo.visitors import Visitor
from hallops.domain.day_plan import DayPlan
from hallops.domain.hall import Hall

SCREEN = "windows"  # the pass of the process itself: it follows the feed


def devices(hall: Hall) -> list[Device]:
    return [Device(f"console-{window}", "console", str(window)) for window in hall.windows]


def name_of(staff: str, place: str) -> str:
    """Of a person's pass for a window."""
    return f"{staff}@{place}"


def stints(world: World, plan: DayPlan, seed: int) -> list[Stint]:
    """Who sits at which window on a date."""
    booked = [visitor.booking.start for visitor in visitors(world, plan, seed) if visitor.booking]
    return [stint for stint in duties(world.hall, plan, booked) if stint.place not in world.hall.posts]


async def act(stage: Stage) -> None:
    windows = _Windows(stage)
    for plan in stage.plans:
        windows.play(plan)
    async for event in stage.feed(stage.line(SCREEN), lambda _: windows.ring()):
        if event["kind"] in JOINS:
            windows.ring()


class _Windows:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._memory = Memory()
        self._bell = asyncio.Event()
        self._open: set[str] = set()  # tidal windows that were opened
        stage.figures.update(calls=0, served=0)

    def ring(self) -> None:
        """Somebody joined a line."""
        self._bell.set()
        self._bell = asyncio.Event()

    def play(self, plan: DayPlan) -> None:
        left, now = self._stage.orders.left, self._stage.clock.now()
        for stint in stints(self._stage.world, plan, self._stage.orders.seed):
            if int(stint.place) not in left and max(stint.until, plan.latest or 0) > now:
                self._stage.start(self._work(stint))
        if plan.kind.is_working:
            self._stage.start(self._watch_tide(plan))

    async def _work(self, stint: Stint) -> None:
        stage, line = self._stage, self._stage.line(name_of(stint.staff, stint.place))
        rules = stage.world.hall.rules
        clerk = Clerk(stint, stage.world.demand.wrap_up, rules.recall_gap, self._memory)
        await stage.until(stint.since)
        while True:
            bell = self._bell
            step = await self._decide(clerk, line)
            if isinstance(step, Gone):
                return
            if isinstance(step, Wait):
                await self._wait(step, bell)
            else:
                await self._do(clerk, line, step)
                if step.name == "SignOut":
                    return

    async def _decide(self, clerk: Clerk, line: Line) -> Step:
        console = await line.look("console", window=clerk.stint.place)
        visitor, misses = await self._at(console)
        steps = {held["id"]: (await self._stage.visits.visitor(held["id"])).step or 0 for held in console["held"]}
        return clerk.next(console, visitor, misses, steps, self._stage.clock.now())

    async def _at(self, console: Json) -> tuple[Visitor | None, int]:
        """Who stands at the window."""
        if console["ticket"] is None:
            return None, 0
        ticket = console["ticket"]["id"]
        visitor = await self._stage.visits.visitor(ticket)
        held = self._stage.visits.tickets.get(ticket)
        return visitor, held.misses if held else 0

    async def _wait(self, step: Wait, bell: asyncio.Event) -> None:
        waits: list[asyncio.Future[object]] = [asyncio.ensure_future(self._stage.until(step.until))]
        if step.bell:
            waits.append(asyncio.ensure_future(bell.wait()))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _do(self, clerk: Clerk, line: Line, step: Do) -> None:
        """A refusal means that something changed meanwhile: the next look shows it."""
        done = await line.tried(step.name, str(uuid4()), **step.body)
        ticket, now = str(step.body.get("ticket")), self._stage.clock.now()
        if not done:
            await self._stage.pause(clerk.recall_gap)
            return
        if step.name == "HoldTicket":
            self._memory.stepped_out[ticket] = now
        elif step.name == "Resume":
            self._memory.back[ticket] = now
        elif step.name in {"CallNext", "Finish", "Transfer"}:
            figure = "calls" if step.name == "CallNext" else "served"
            self._stage.figures[figure] += 1
        if step.after:
            await self._stage.pause(step.after)

    # tidal windows

    async def _watch_tide(self, plan: DayPlan) -> None:
        """Open one more window when many wait, for half an hour at a time."""
        doors = [segment for segment in plan.segments if not segment.mode.booking_only]
        await self._stage.until(doors[0].start)
        while (now := self._stage.clock.now()) < doors[-1].end:
            board = await self._stage.line(SCREEN).look("board")
            closed = [one for one in self._tidal() if one[0] not in self._open]
            if closed and board["total_waiting"] >= self._stage.world.alert:
                place, staff = closed[0]
                self._open.add(place)
                self._stage.start(self._tide(Stint(place, staff, now, min(now + OPEN_FOR, doors[-1].end))))
            await self._stage.pause(LOOK_ROUND)

    async def _tide(self, stint: Stint) -> None:
        try:
            await self._work(stint)
        finally:
            self._open.discard(stint.place)

    def _tidal(self) -> Iterator[tuple[str, str]]:
        left = self._stage.orders.left
        return (one for one in tidal_clerks(self._stage.world.hall) if int(one[0]) not in left)
