"""The hall as described: services, windows, classes, posts, staff. Frozen; a change is a new numbered version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hallops.domain.calendar import Calendar
from hallops.domain.modes import ServiceMode
from hallops.domain.names import Name
from hallops.domain.rules import Rules


class Reason(StrEnum):
    """What a reason is asked for. Reasons are codes from the hall's lists: free text could name a person."""

    PAUSE = "pause"
    CALL = "call"  # of a chosen ticket
    HOLD = "hold"
    CANCEL = "cancel"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Zone:
    id: str
    name: Name
    floor: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A queue of its own. `letter` starts its ticket numbers; `target` is the wait in ms that counts as on time."""

    code: str
    letter: str
    name: Name
    target: int
    zone: str | None = None
    daily_limit: int | None = None
    online_only: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A counter. `rank` maps the services it can serve to 1 (its own work), 2, 3 ... (helps out)."""

    number: int
    rank: Mapping[str, int]
    zone: str | None = None
    accessible: bool = False
    tidal: bool = False  # opened on alert only


@dataclass(frozen=True, slots=True)
class Post:
    """A duty without a queue: guide desk, helper, relief."""

    id: str
    name: Name
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """`photo` is the name of a file in the photo folder of the hall's data."""

    id: str
    name: str
    photo: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmText:
    """A text that visitors confirm by their signature, as a clerk begins it; blanks are filled in at the window."""

    code: str
    title: Name
    lines: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """`proof` is what the guide desk looks at before it grants the class; None for the class of everybody."""

    code: str
    name: Name
    head_start: int = 0  # ms
    next_call: bool = False
    proof: Name | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """One version of a hall's description."""

    id: str
    name: Name
    timezone: str
    seats: int | None
    services: Mapping[str, Service]
    windows: Mapping[int, Window]
    classes: Mapping[str, PriorityClass]  # the first one is everybody's
    modes: tuple[ServiceMode, ...]
    staff: Mapping[str, Staff] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    zones: Mapping[str, Zone] = field(default_factory=dict)
    reasons: Mapping[Reason, Mapping[str, Name]] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    rules: Rules = field(default_factory=Rules)
    notices: tuple[Name, ...] = ()  # lines that run along the bottom of the boards
    confirmations: Mapping[str, ConfirmText] = field(default_factory=dict)

    @property
    def everybody(self) -> PriorityClass:
        return next(iter(self.classes.values()))

    def offers(self, mode: ServiceMode, service: str) -> bool:
        """Whether a mode offers a service: it is on its list, and one of its windows can serve it."""
        if mode.services is not None and service not in mode.services:
            return False
        numbers = self.windows if mode.windows is None else mode.windows
        return any(service in self.windows[number].rank for number in numbers)
