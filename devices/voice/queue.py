"""Announcements of one zone in their order: urgent ones first, a pause between two, each more than once. Pure.

In quiet hours nothing is heard. A call that had to wait so long that its visitor stands at the window is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

STALE = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is to be heard. `priority`: the greater goes first; `times` is how often it is still to be heard."""

    id: str
    text: str
    sound: bytes
    priority: int = 0
    times: int = 2
    since: float = 0.0


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Minutes of the local day, `[start, end)`; from 22:00 to 07:00 goes over midnight."""

    spans: tuple[tuple[int, int], ...] = ()

    def hold(self, minute: int) -> bool:
        return any(
            start <= minute < end if start <= end else minute >= start or minute < end for start, end in self.spans
        )


class AnnouncementQueue:
    """Of one zone. `gap` is the least pause between two announcements, in seconds; times are the caller's."""

    def __init__(self, gap: float = 1.0, quiet: QuietHours | None = None) -> None:
        self._gap, self._quiet = gap, quiet or QuietHours()
        self._waiting: list[Announcement] = []
        self._free_at = 0.0

    def add(self, announcement: Announcement, now: float) -> None:
        """Put in line; one of the same id takes the place of the other."""
        self.drop(announcement.id)
        self._waiting.append(replace(announcement, since=now))

    def drop(self, id_: str) -> None:
        """The visitor came, or the call was taken back."""
        self._waiting = [waiting for waiting in self._waiting if waiting.id != id_]

    def next(self, now: float, minute: int) -> Announcement | None:
        """What is to be heard now; it then plays until `played`. A repeat goes behind those that were not heard yet."""
        self._waiting = [waiting for waiting in self._waiting if now - waiting.since < STALE]
        if self._quiet.hold(minute):
            self._waiting = []
        if now < self._free_at or not self._waiting:
            return None
        first = _first(self._waiting)
        self._waiting.remove(first)
        if first.times > 1:
            self._waiting.append(replace(first, times=first.times - 1))
        self._free_at = float("inf")
        return first

    def played(self, now: float) -> None:
        """It was heard to its end, or could not be played."""
        self._free_at = now + self._gap

    @property
    def due(self) -> float | None:
        """When to ask again; None while nothing waits or something plays."""
        return self._free_at if self._waiting and self._free_at != float("inf") else None


def _first(waiting: Sequence[Announcement]) -> Announcement:
    """The most urgent one, and of those the first in line: one that was heard stands behind the others already."""
    return max(waiting, key=lambda announcement: announcement.priority)
