"""A desk: a window or a post while somebody is signed in at it, and the spans of duty that remain of it."""

from dataclasses import dataclass
from enum import StrEnum


class DutyState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"


@dataclass(slots=True)
class Desk:
    """Who sits at a place, and whom they serve. Only `apply` changes it."""

    place: str
    window: int | None  # None for a post
    staff: str
    idle_since: int  # ms since it opened or became free
    duty: int  # index of the running span in the day's duty
    paused: str | None = None  # the reason
    ticket: str | None = None
    asking: bool = False  # free, has asked, gets the next ticket
    version: int = 0  # grows with every event about it

    @property
    def is_free(self) -> bool:
        return self.ticket is None and self.paused is None


@dataclass(slots=True)
class Duty:
    """A span [since, until) at a place in one state; until None while it lasts."""

    number: int  # order in the hall's day
    place: str
    staff: str
    since: int
    state: DutyState
    reason: str | None = None
    planned: bool = True  # the mode of that time counts on this place
    until: int | None = None
    forced: bool = False  # ended for a person who forgot
