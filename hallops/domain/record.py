"""What is known of a ticket or of a window's time afterwards: the lines of tickets.csv and windows.csv.

Measures, fits and reports read these and nothing else, so that a live day, a simulated one and a foreign log are
counted alike. Times are ms since 1970 UTC; None where unknown.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """One ticket. `outcome` is a state of the ticket, an end or where it stands now."""

    ticket: str
    service: str
    priority: str
    channel: str
    joined: int
    called: int | None = None
    started: int | None = None
    finished: int | None = None
    outcome: str = "waiting"
    window: int | None = None
    staff: str | None = None
    visit: str | None = None
    issued: int | None = None
    booked: int | None = None
    mode: str | None = None  # id of the mode the service started in, else of joining
    wrapped: int | None = None
    passed_over: int | None = None
    quoted_low: int | None = None  # ms of wait
    quoted_high: int | None = None
    flagged: bool = False  # ended by force: fits leave it out


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """A half-open period [since, until) of a window under one person; until None: it lasts."""

    window: int
    staff: str
    since: int
    until: int | None
    state: str  # open or paused
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RatingRecord:
    """One rating, bound to a call."""

    call: int
    ticket: str
    window: int
    at: int
    grade: int
    channel: str
    reasons: tuple[str, ...] = ()
