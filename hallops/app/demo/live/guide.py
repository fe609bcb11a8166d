"""The demo's guide desk: tickets for those who may come first, visitors who missed their call, visitors who leave."""

from collections.abc import Mapping

from hallops.app.demo.duties import duties
from hallops.app.demo.live.dispensers import goes_to_guide, take
from hallops.app.demo.live.line import Json, Line
from hallops.app.demo.live.stage import Device, Stage
from hallops.app.demo.live.visits import Held, visitors
from hallops.domain.day_plan import DayPlan

NAME = "guide"
WAITING, MISSED = "waiting", "missed"


def devices() -> list[Device]:
    return [Device(NAME, "guide", NAME)]


async def act(stage: Stage) -> None:
    line = stage.line(NAME)
    cares = _Cares(stage, line)
    stage.start(_issue(stage, line))
    for plan in stage.plans:
        stage.start(_duty(stage, line, plan))
    async for event in stage.feed(line, cares.about_all):
        cares.about(event)


async def _issue(stage: Stage, line: Line) -> None:
    since = stage.since
    for plan in stage.plans:
        for visitor in visitors(stage.world, plan, stage.orders.seed):
            if goes_to_guide(stage.world.hall, visitor) and visitor.arrives >= since:
                await stage.until(visitor.arrives)
                await take(stage, line, visitor, "guide")


async def _duty(stage: Stage, line: Line, plan: DayPlan) -> None:
    for stint in duties(stage.world.hall, plan, ()):
        if stint.place == NAME and stint.until > stage.clock.now():
            await stage.until(stint.since)
            key = f"demo-{plan.day}-{stint.since}"
            await line.tried("SignIn", f"{key}-in", place=NAME, staff=stint.staff)
            await stage.until(stint.until)
            await line.tried("SignOut", f"{key}-out", place=NAME)


class _Cares:
    """About everyone who waits, once: a visitor whose patience ends says so, and who missed a call comes back."""

    def __init__(self, stage: Stage, line: Line) -> None:
        self._stage = stage
        self._line = line
        self._cared: set[tuple[str, str]] = set()

    def about_all(self, _: Json) -> None:
        for ticket, held in self._stage.visits.tickets.items():
            self._about(ticket, held)

    def about(self, event: Json) -> None:
        tickets: Mapping[str, Held] = self._stage.visits.tickets
        if event["kind"] == "DayOpened":
            self._cared.clear()
        elif event["kind"] in {"TicketIssued", "TicketMissed"} and event["ticket"] in tickets:
            self._about(event["ticket"], tickets[event["ticket"]])

    def _about(self, ticket: str, held: Held) -> None:
        if (ticket, held.state) in self._cared or held.state not in {WAITING, MISSED}:
            return
        self._cared.add((ticket, held.state))
        self._stage.start(self._leaves(ticket) if held.state == WAITING else self._comes_back(ticket))

    async def _leaves(self, ticket: str) -> None:
        stage, held = self._stage, self._stage.visits.tickets[ticket]
        visitor = stage.visits.visitor_of(ticket)
        await stage.until(held.joined + visitor.patience)
        if held.state == WAITING and held.misses == 0 and stage.visits.tickets.get(ticket) is held:
            await self._line.tried("Leave", f"demo-leave-{held.visit}", ticket=ticket)

    async def _comes_back(self, ticket: str) -> None:
        held = self._stage.visits.tickets[ticket]
        visitor = self._stage.visits.visitor_of(ticket)
        if visitor.comes_back is not None:
            await self._stage.pause(visitor.comes_back)
            await self._line.tried("Reinsert", f"demo-back-{held.visit}-{held.misses}", ticket=ticket)
