"""How the hall stands, for the demo's terminal: a snapshot of the feed, read once a second."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec

from hallops.app.demo.play import Glance
from hallops.domain.ticket import State

Json = dict[str, Any]
DATA = "data: "
PATIENCE = 2.0  # seconds
SERVED = (State.DONE, State.TRANSFERRED)
AT_WINDOW = (State.CALLED, State.SERVING)


@dataclass(frozen=True, slots=True)
class Row:
    """A window: who is there, in which state, with which ticket and for how long (ms)."""

    window: int
    staff: str | None
    state: str
    ticket: str | None = None
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Those who wait for a service; the longest wait in ms."""

    service: str
    waiting: int
    longest: int


@dataclass(frozen=True, slots=True)
class Picture:
    """One look at the hall, at its own time."""

    at: int
    snapshot: Json

    @property
    def day(self) -> str:
        return str(self.snapshot["day"])

    @property
    def phase(self) -> str:
        return str(self.snapshot["phase"])

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.snapshot["counts"])

    @property
    def glance(self) -> Glance:
        def together(states: tuple[State, ...]) -> int:
            return sum(self.counts[state.value] for state in states)

        working = [row for row in self.rows([]) if row.state != "paused"]
        waiting = self.counts[State.WAITING.value]
        return Glance(self.at, waiting, together(AT_WINDOW), len(working), together(SERVED))

    def rows(self, windows: list[int]) -> list[Row]:
        """These windows, or those with somebody there."""
        there = {place["place"]: place for place in self.snapshot["places"] if place["place"].isdecimal()}
        shown = windows or sorted(int(place) for place in there)
        return [self._row(window, there.get(str(window))) for window in shown]

    def _row(self, window: int, place: Json | None) -> Row:
        if place is None:
            return Row(window, None, "empty")
        ticket = self._ticket(place["ticket"])
        if ticket is not None:
            return Row(window, place["staff"], ticket["state"], ticket["number"], ticket["started"] or ticket["called"])
        return Row(window, place["staff"], "free" if place["paused"] is None else "paused")

    def lines(self) -> list[Line]:
        """The longest first."""
        since: dict[str, list[int]] = {}
        for ticket in self.snapshot["tickets"]:
            if ticket["state"] == State.WAITING.value:
                since.setdefault(ticket["service"], []).append(ticket["joined"])
        lines = [Line(service, len(joined), max(0, self.at - min(joined))) for service, joined in since.items()]
        return sorted(lines, key=lambda line: (-line.waiting, line.service))

    def calls(self, most: int) -> list[tuple[str, int]]:
        """Number and window of the newest calls."""
        newest = self.snapshot["calls"][::-1][:most]
        return [(call["ticket"].split("-")[0], call["window"]) for call in newest]

    def _ticket(self, ticket: str | None) -> Json | None:
        return next((one for one in self.snapshot["tickets"] if one["id"] == ticket), None)


class Painter:
    """Looks at a hub with a pass; None while it does not answer."""

    def __init__(self, base: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._client = httpx.Client(base_url=base, headers=headers, timeout=PATIENCE, trust_env=False)

    def paint(self) -> Picture | None:
        try:
            with self._client.stream("GET", "/v1/feed/sse") as answer:
                answer.raise_for_status()
                lines = (line for line in answer.iter_lines() if line.startswith(DATA))
                frame = msgspec.json.decode(next(lines).removeprefix(DATA))
        except (httpx.HTTPError, StopIteration):
            return None
        return Picture(frame["at"], frame["snapshot"])

    def close(self) -> None:
        self._client.close()
