"""Events: what happened in the hall's day, once and for good. The day is nothing but their fold.

Every event says when (`at`, ms since 1970 UTC) and by whom (`by`: a staff id, a device id, or "calendar"). No event
carries personal data: people appear as staff ids, as visits and as tokens that die with the day's key. A class's
name is its kind in the log, so a class is never renamed or given another meaning.
"""

from dataclasses import dataclass

from hallops.domain.calendar import DayKind
from hallops.domain.ticket import Hold


@dataclass(frozen=True, slots=True)
class Event:
    """What all events have."""

    at: int
    by: str


@dataclass(frozen=True, slots=True)
class TicketEvent(Event):
    """An event about one ticket."""

    ticket: str


@dataclass(frozen=True, slots=True)
class WindowEvent(TicketEvent):
    """An event about a ticket at a window."""

    window: int


@dataclass(frozen=True, slots=True)
class PlaceEvent(Event):
    """An event about a window or a post; a window's place is its number as text."""

    place: str


@dataclass(frozen=True, slots=True)
class DayOpened(Event):
    """The business day began, under a version of the hall's description."""

    day: str  # ISO date
    kind: DayKind
    version: int


@dataclass(frozen=True, slots=True)
class DayClosed(Event):
    """The business day ended; every ticket has its end."""


@dataclass(frozen=True, slots=True)
class HallChanged(Event):
    """A new version of the description holds from now on."""

    version: int


@dataclass(frozen=True, slots=True)
class NumbersSkipped(Event):
    """Numbers of a series that may be on paper, but are not in this log (after a restore): never given again."""

    prefix: str
    last: int


@dataclass(frozen=True, slots=True)
class TicketIssued(TicketEvent):
    """A visitor joined a service's queue."""

    visit: str
    service: str
    prefix: str
    number: int
    seq: int
    priority: str
    joined: int
    channel: str
    language: str
    accessible: bool
    booking: str | None = None
    booked: int | None = None
    person: str | None = None
    quoted_low: int | None = None
    quoted_high: int | None = None
    quoted_by: str | None = None
    also: tuple[str, ...] = ()
    token: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class TicketPrinted(TicketEvent):
    """The printer was told to print it; the first copy is the original, the others are marked 补打."""

    copy: int


@dataclass(frozen=True, slots=True)
class PriorityChanged(TicketEvent):
    """A priority class was granted or taken away after looking at the proof."""

    priority: str


@dataclass(frozen=True, slots=True)
class NeedsChanged(TicketEvent):
    """The accessible need or the language of a ticket was set right."""

    accessible: bool
    language: str


@dataclass(frozen=True, slots=True)
class TicketCalled(WindowEvent):
    """A window called a ticket. Score, passed_over and the version of the rule answer a later complaint.

    `starts`: the service starts with the call. `after`: the ticket whose service ended with the same press.
    """

    staff: str
    call: int
    score: int
    passed_over: int
    rule: int
    reason: str | None = None
    starts: bool = False
    after: str | None = None


@dataclass(frozen=True, slots=True)
class TicketRecalled(WindowEvent):
    """The same call was made again."""


@dataclass(frozen=True, slots=True)
class ServiceStarted(WindowEvent):
    """The visitor stands at the window."""


@dataclass(frozen=True, slots=True)
class ServiceFinished(WindowEvent):
    """The service ended; `forced` when somebody else ended it for a window that forgot to."""

    forced: bool = False
    also_done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketMissed(WindowEvent):
    """Called and absent; the visitor may come back."""


@dataclass(frozen=True, slots=True)
class NoShow(TicketEvent):
    """Called and absent for good; `forced` when somebody else ended it for a window that forgot to."""

    forced: bool = False


@dataclass(frozen=True, slots=True)
class TicketReinserted(TicketEvent):
    """An absent visitor is back and waits again, with the old `joined`, behind some others."""

    release_calls: int
    release_at: int


@dataclass(frozen=True, slots=True)
class TicketHeld(WindowEvent):
    """The service is interrupted."""

    hold: Hold
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TicketResumed(WindowEvent):
    """A held ticket goes on at its window at once."""


@dataclass(frozen=True, slots=True)
class TicketRequeued(TicketEvent):
    """A held ticket waits again, with the old `joined`."""


@dataclass(frozen=True, slots=True)
class TicketTransferred(WindowEvent):
    """The ticket ended here; the next leg of the visit joined another service's queue, `also` are those after it."""

    leg: int
    service: str
    seq: int
    also: tuple[str, ...] = ()
    also_done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketLeft(TicketEvent):
    """The visitor gave up."""


@dataclass(frozen=True, slots=True)
class TicketCancelled(TicketEvent):
    """The ticket was taken back."""

    reason: str


@dataclass(frozen=True, slots=True)
class TicketExpired(TicketEvent):
    """The day ended before the ticket's turn."""


@dataclass(frozen=True, slots=True)
class SignedIn(PlaceEvent):
    """A person took a window or a post; `planned` when the mode of that time counts on it."""

    staff: str
    planned: bool


@dataclass(frozen=True, slots=True)
class SignedOut(PlaceEvent):
    """The person left; `forced` when a manager or the calendar did it for them."""

    forced: bool = False


@dataclass(frozen=True, slots=True)
class Paused(PlaceEvent):
    """The window stops calling for a while."""

    reason: str


@dataclass(frozen=True, slots=True)
class Continued(PlaceEvent):
    """The pause is over."""


@dataclass(frozen=True, slots=True)
class WindowAsked(PlaceEvent):
    """A free window asked for a ticket when none waited; with automatic calls it gets the next one."""


@dataclass(frozen=True, slots=True)
class Rated(Event):
    """A visitor rated one call. A comment is personal data and is not kept here."""

    call: int
    grade: int
    channel: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionUndone(Event):
    """A window's last action was taken back; its ticket is as it was before."""

    window: int
    ticket: str


_SHARED = (Event, TicketEvent, WindowEvent, PlaceEvent)
OF_THE_QUEUE: dict[str, type[Event]] = {
    name: kind
    for name, kind in list(globals().items())
    if isinstance(kind, type) and issubclass(kind, Event) and kind not in _SHARED
}
