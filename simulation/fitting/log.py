"""A hall's past by days: tickets with their lines in the file, and the windows' times where they are known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from hallops.domain.calendar import SATURDAY, DayKind
from hallops.domain.day_plan import DayPlan, instant, local_date, plan_day
from hallops.domain.hall import Hall
from hallops.domain.record import DutyRecord, TicketRecord
from hallops.files.csv_file import Table
from hallops.measures.reading import is_served

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MAKEUP, HOLIDAY = "makeup", "holiday"


@dataclass(frozen=True, slots=True)
class Logged:
    """A ticket and the line it stands on."""

    line: int
    ticket: TicketRecord

    @property
    def came(self) -> int:
        """When the visitor took the ticket, as far as it is known."""
        return self.ticket.joined if self.ticket.issued is None else self.ticket.issued

    @property
    def is_served(self) -> bool:
        return is_served(self.ticket)

    @property
    def begun(self) -> int | None:
        """The call, from which the window is busy with the ticket; the start where no call is known."""
        return self.ticket.started if self.ticket.called is None else self.ticket.called

    @property
    def waits_until(self) -> int:
        """The end of waiting; of an unknown one the beginning, so that nothing is concluded from it."""
        end = self.ticket.finished if self.begun is None else self.begun
        return self.ticket.joined if end is None else end


@dataclass(frozen=True, slots=True)
class PastDay:
    """One business date. `duties` is None where no table of windows was kept."""

    day: date
    plan: DayPlan
    midnight: int
    tickets: tuple[Logged, ...]
    duties: tuple[DutyRecord, ...] | None

    @property
    def kind(self) -> DayKind:
        return self.plan.kind

    @property
    def group(self) -> str:
        return group_of(self.day, self.kind)

    @property
    def first_legs(self) -> list[Logged]:
        """One ticket a visit: those that came in from outside, not from another window."""
        seen: set[str] = set()
        found = []
        for logged in sorted(self.tickets, key=_came):
            visit = logged.ticket.visit
            if visit is None or visit not in seen:
                found.append(logged)
            if visit is not None:
                seen.add(visit)
        return found


@dataclass(frozen=True, slots=True)
class Log:
    """Days in order, and the hall that they belong to."""

    hall: Hall
    days: tuple[PastDay, ...]

    @property
    def has_windows(self) -> bool:
        return any(day.duties is not None for day in self.days)

    def until(self, last: date) -> "Log":
        """The days up to this one, it included."""
        return replace(self, days=tuple(day for day in self.days if day.day <= last))

    def after(self, last: date) -> "Log":
        return replace(self, days=tuple(day for day in self.days if day.day > last))


def log_of(hall: Hall, tickets: Table[TicketRecord], duties: Sequence[DutyRecord] | None) -> Log:
    """Sort a log's lines into business dates, by joining and by the beginning of the window's time."""
    by_day: dict[date, list[Logged]] = defaultdict(list)
    for line, ticket in zip(tickets.lines, tickets.rows, strict=True):
        by_day[local_date(ticket.joined, hall.timezone)].append(Logged(line, ticket))
    spans: dict[date, list[DutyRecord]] = defaultdict(list)
    for duty in duties or ():
        spans[local_date(duty.since, hall.timezone)].append(duty)
    dates = sorted(by_day.keys() | spans.keys())
    return Log(hall, tuple(_past_day(hall, day, by_day[day], None if duties is None else spans[day]) for day in dates))


def group_of(day: date, kind: DayKind) -> str:
    """Which days a date is like: its weekday; make-up workdays and holidays are groups of their own."""
    if kind.is_working:
        return MAKEUP if day.weekday() >= SATURDAY else WEEKDAYS[day.weekday()]
    return WEEKDAYS[day.weekday()] if kind is DayKind.WEEKEND else HOLIDAY


def is_working(group: str) -> bool:
    """Whether a group is of working days."""
    return group in {*WEEKDAYS[:SATURDAY], MAKEUP}


def _past_day(hall: Hall, day: date, tickets: Iterable[Logged], duties: Iterable[DutyRecord] | None) -> PastDay:
    midnight = instant(day, 0, ZoneInfo(hall.timezone))
    spans = None if duties is None else tuple(duties)
    return PastDay(day, plan_day(hall, day), midnight, tuple(tickets), spans)


def _came(logged: Logged) -> int:
    return logged.came
