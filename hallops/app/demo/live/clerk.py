"""What a clerk does next, from what the console shows: the decision alone, the windows carry it out.

The same duties and the same behaviour as in the demo without screens; here the clerk sees the console and nothing else,
so that a person may step in at any moment and the clerk goes on from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hallops.app.demo.duties import Break, Stint
from hallops.app.demo.habits import TRY_AGAIN, WALK
from hallops.app.demo.live.line import Json
from hallops.app.demo.visitors import Visitor
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import Hold

FIRST_LEG = 1


@dataclass(frozen=True, slots=True)
class Do:
    """Give a command; then see to oneself for so many ms."""

    name: str
    body: Mapping[str, object] = field(default_factory=dict)
    after: int = 0


@dataclass(frozen=True, slots=True)
class Wait:
    """Until an instant; `bell`: or until somebody joins a line."""

    until: int
    bell: bool = False


class Gone:
    """The stint is over."""


Step = Do | Wait | Gone


@dataclass(slots=True)
class Memory:
    """What the clerks know beyond their consoles: who went for a copy, and since when who is back."""

    stepped_out: dict[str, int] = field(default_factory=dict)  # by ticket, the time of it
    back: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clerk:
    """One stint at one window. `wrap_up` follows each service, `recall_gap` lies between two calls."""

    stint: Stint
    wrap_up: int
    recall_gap: int
    memory: Memory

    @property
    def window(self) -> int:
        return int(self.stint.place)

    def next(self, console: Json, visitor: Visitor | None, misses: int, steps: Mapping[str, int], now: int) -> Step:
        """`visitor` is at the window, and missed so many calls; `steps`: how long those held here stay away."""
        staff = console["staff"]
        if staff is None or staff["id"] != self.stint.staff:
            return self._come(console, now)
        if console["ticket"] is not None and visitor is not None:
            return self._attend(console, visitor, misses, now)
        if console["paused"] is not None:
            return self._stay_away(now)
        return self._free(console, steps, now)

    def _come(self, console: Json, now: int) -> Step:
        """A place that somebody still has will be free later."""
        if now >= self.stint.until:
            return Gone()
        if console["staff"] is not None:
            return Wait(now + TRY_AGAIN)
        return Do("SignIn", {"place": self.stint.place, "staff": self.stint.staff})

    # a visitor

    def _attend(self, console: Json, visitor: Visitor, misses: int, now: int) -> Step:
        ticket = console["ticket"]
        if console["state"] == "called":
            if visitor.absent and misses == 0:
                return self._miss(console, now)
            here = ticket["called"] + WALK
            return self._do("Start", ticket) if now >= here else Wait(here)
        return self._serve(ticket, visitor, now)

    def _miss(self, console: Json, now: int) -> Step:
        """Recall until the visitor counts as absent."""
        for name in ("Miss", "Recall"):
            if console["actions"][name]["possible"]:
                return self._do(name, console["ticket"])
        again = console["actions"]["Recall"]["why"]["facts"].get("again")
        return Wait(again if isinstance(again, int) and again > now else now + self.recall_gap)

    def _serve(self, ticket: Json, visitor: Visitor, now: int) -> Step:
        """To the end; somebody who needs a copy goes for it half-way, and keeps the papers here."""
        first = bool(ticket["leg"] == FIRST_LEG)
        length = visitor.service_time if first else visitor.service_2
        began: int = ticket["started"]
        end = began + length
        if first and visitor.step is not None:
            if ticket["id"] in self.memory.stepped_out:
                back: int = self.memory.back.get(ticket["id"], began)
                end = back + length - length // 2
            elif now >= began + length // 2:
                return self._do("HoldTicket", ticket, hold=Hold.KEPT.value)
            else:
                return Wait(began + length // 2)
        if now < end:
            return Wait(end)
        if first and visitor.transfer_to is not None:
            return self._do("Transfer", ticket, self.wrap_up, service=visitor.transfer_to)
        return self._do("Finish", ticket, self.wrap_up)

    def _do(self, name: str, ticket: Json, after: int = 0, **more: object) -> Do:
        return Do(name, {"window": self.window, "ticket": ticket["id"], **more}, after)

    # nobody at the window

    def _stay_away(self, now: int) -> Step:
        pause = self._due_break(now)
        return Do("Continue", {"place": self.stint.place}) if pause is None else Wait(pause.until)

    def _free(self, console: Json, steps: Mapping[str, int], now: int) -> Step:
        pause = self._due_break(now)
        back = self._back(console, steps, now)
        if self._is_over(console, now):
            return Do("SignOut", {"place": self.stint.place})
        if pause is not None:
            return Do("Pause", {"place": self.stint.place, "reason": pause.reason})
        if back is not None:
            return self._do("Resume", back)
        if console["actions"]["CallNext"]["possible"]:
            return Do("CallNext", {"window": self.window})
        return Wait(self._next_moment(now), bell=True)

    def _is_over(self, console: Json, now: int) -> bool:
        """Time is up and, for the last stint, nobody is in a line that the window serves."""
        if now < self.stint.until:
            return False
        here = [held for held in console["held"] if held["window"] == self.window]
        return not (self.stint.stays and (here or console["waiting_here"]))

    def _back(self, console: Json, steps: Mapping[str, int], now: int) -> Json | None:
        """A visitor held here who is back."""
        for held in console["held"]:
            away = held["since"] + steps.get(held["id"], 0)
            if held["window"] == self.window and held["possible"] and away <= now:
                found: Json = held
                return found
        return None

    def _due_break(self, now: int) -> Break | None:
        return next((b for b in self.stint.breaks if b.since <= now < b.until), None)

    def _next_moment(self, now: int) -> int:
        """When there is something to do even if nobody comes."""
        ahead = [b.since for b in self.stint.breaks if b.since > now]
        return min([now + MINUTE, *ahead])
