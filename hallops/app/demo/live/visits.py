"""Which visitor holds which ticket: read off the feed, as a visitor reads it off the paper.

A ticket that somebody took in a browser belongs to a stranger, who is served like everybody else.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from hallops.app.demo.live.line import Json
from hallops.app.demo.live.orders import World
from hallops.app.demo.visitors import Crowd, Visitor
from hallops.domain.day_plan import DayPlan

KNOWN = 0.5  # seconds that a ticket has to appear on the feed

JOINS = {"TicketIssued", "TicketTransferred", "TicketReinserted", "TicketRequeued"}


@dataclass(slots=True)
class Held:
    """A ticket as its visitor knows it."""

    visit: str
    service: str
    joined: int
    state: str
    misses: int = 0
    call: int | None = None
    window: int | None = None


class Visits:
    """All tickets of the feed, and the visitors of these days."""

    def __init__(self, world: World, plans: Iterable[DayPlan], seed: int) -> None:
        self._world = world
        self._seed = seed
        self._plans = {plan.day.isoformat(): plan for plan in plans}
        self._visitors = {v.id: v for plan in self._plans.values() for v in visitors(world, plan, seed)}
        self.day = ""  # the business date
        self.tickets: dict[str, Held] = {}
        self._news = asyncio.Event()

    def hear(self, frame: Json) -> Iterator[Json]:
        """Take a frame in and give its events; a snapshot gives none, it is the whole picture."""
        if frame["type"] == "snapshot":
            self._begin(frame["snapshot"])
        elif frame["type"] == "events":
            self.day = frame["day"]
            for event in frame["events"]:
                self._note(event)
                yield event
        self._news.set()
        self._news = asyncio.Event()

    async def visitor(self, ticket: str) -> Visitor:
        """Who holds a ticket."""
        if ticket not in self.tickets:
            try:
                async with asyncio.timeout(KNOWN):
                    while ticket not in self.tickets:
                        await self._news.wait()
            except TimeoutError:
                return self._stranger(ticket, next(iter(self._world.hall.services)))
        return self.visitor_of(ticket)

    def visitor_of(self, ticket: str) -> Visitor:
        held = self.tickets[ticket]
        return self._visitors.get(held.visit) or self._stranger(ticket, held.service)

    def _stranger(self, ticket: str, service: str) -> Visitor:
        plan = self._plans.get(self.day) or next(iter(self._plans.values()))
        return Crowd(self._world.hall, self._world.demand, plan, f"{self._seed}/{ticket}").stranger(service)

    def _begin(self, snapshot: Json) -> None:
        self.day = snapshot["day"]
        for told in snapshot["tickets"]:
            self.tickets[told["id"]] = Held(
                told["visit"],
                told["service"],
                told["joined"],
                told["state"],
                told["misses"],
                told["call"],
                told["window"],
            )

    def _note(self, event: Json) -> None:
        if event["kind"] == "DayOpened":
            self.tickets.clear()
        ticket = event.get("ticket")
        if event["kind"] == "TicketIssued":
            self.tickets[event["ticket"]] = Held(event["visit"], event["service"], event["joined"], "waiting")
        elif ticket in self.tickets:
            self._change(ticket, event)

    def _change(self, ticket: str, event: Json) -> None:
        held, change = self.tickets[ticket], CHANGES.get(event["kind"])
        if change is not None:
            change(held, event)
        if event["kind"] == "TicketTransferred":
            leg = f"{ticket.split('-', maxsplit=1)[0]}-{event['leg']}"
            self.tickets[leg] = replace(held, service=event["service"], joined=event["at"], state="waiting")


def _becomes(state: str) -> Callable[[Held, Json], None]:
    def change(held: Held, _: Json) -> None:
        held.state = state

    return change


def _called(held: Held, event: Json) -> None:
    held.state, held.call, held.window = "called", event["call"], event["window"]


def _missed(held: Held, _: Json) -> None:
    held.state, held.misses = "missed", held.misses + 1


CHANGES: dict[str, Callable[[Held, Json], None]] = {
    "TicketCalled": _called,
    "TicketMissed": _missed,
    "ServiceStarted": _becomes("serving"),
    "ServiceFinished": _becomes("done"),
    "TicketTransferred": _becomes("transferred"),
    "TicketHeld": _becomes("held"),
    "TicketResumed": _becomes("serving"),
    "TicketReinserted": _becomes("waiting"),
    "TicketRequeued": _becomes("waiting"),
    "TicketLeft": _becomes("left"),
    "NoShow": _becomes("no_show"),
}


def visitors(world: World, plan: DayPlan, seed: int) -> list[Visitor]:
    """All who come on a date, in the order of arrival: the same in every process."""
    return Crowd(world.hall, world.demand, plan, seed).visitors()
