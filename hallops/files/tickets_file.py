"""tickets.csv: one line a ticket. A hall exports it, another system hands it over, a simulation leaves it."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from hallops.domain.day_plan import local_date
from hallops.domain.hall import Hall
from hallops.domain.record import TicketRecord
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import State
from hallops.files.csv_file import (
    Columns,
    Row,
    Table,
    check_once,
    finished,
    number_cell,
    read_rows,
    whole_cell,
    write_table,
)
from hallops.files.instant import INSTANT, instant_text
from hallops.files.kinds import CODE, choice, in_unit
from hallops.files.problems import Report

COLUMNS = Columns(
    required=(
        "ticket",
        "service",
        "class",
        "channel",
        "joined",
        "called",
        "started",
        "finished",
        "outcome",
        "window",
        "staff",
    ),
    optional=(
        "visit",
        "issued",
        "booked",
        "mode",
        "wrapped",
        "passed_over",
        "quoted_low",
        "quoted_high",
        "flagged",
    ),
)
STATE = choice(State)
SERVED = frozenset({State.DONE, State.TRANSFERRED})
WINDOW = whole_cell(1, 999)
COUNT = whole_cell(0, 1_000_000)
MINUTES = number_cell(0, 10_000)
FLAG = whole_cell(0, 1)

# Which time can not lie before which. A booked visitor joins at the booked time, and may be called before it.
_ORDER = (
    ("issued", "joined"),
    ("issued", "called"),
    ("called", "started"),
    ("called", "finished"),
    ("started", "finished"),
    ("finished", "wrapped"),
)
_WALK_IN_ORDER = (("joined", "called"), ("joined", "started"), ("joined", "finished"), *_ORDER)


def read_tickets(data: bytes, hall: Hall, name: str = "tickets.csv", *, skip_bad: bool = False) -> Table[TicketRecord]:
    """Read the tickets of a hall, or raise every problem of every line."""
    report = Report(name)
    read = [(row, _ticket(row)) for row in read_rows(data, COLUMNS, report)]
    for row, ticket in read:
        _check_known(row, ticket, hall)
        _check_order(row, ticket)
    good = [(row, ticket) for row, ticket in read if not row.bad]
    check_once(((row, (local_date(t.joined, hall.timezone), t.ticket)) for row, t in good), "ticket")
    _check_overlap(good)
    return finished(good, report, skip_bad=skip_bad)


def write_tickets(tickets: Iterable[TicketRecord], timezone: str) -> str:
    """The text of tickets.csv, times in the hall's zone."""
    zone = ZoneInfo(timezone)
    return write_table(COLUMNS, (_cells(ticket, zone) for ticket in tickets))


def _ticket(row: Row) -> TicketRecord:
    return TicketRecord(
        ticket=row.need("ticket", CODE),
        service=row.need("service", CODE),
        priority=row.need("class", CODE),
        channel=row.may("channel", CODE, ""),
        joined=row.need("joined", INSTANT),
        called=row.may("called", INSTANT, None),
        started=row.may("started", INSTANT, None),
        finished=row.may("finished", INSTANT, None),
        outcome=row.need("outcome", STATE).value,
        window=row.may("window", WINDOW, None),
        staff=row.may("staff", CODE, None),
        visit=row.may("visit", CODE, None),
        issued=row.may("issued", INSTANT, None),
        booked=row.may("booked", INSTANT, None),
        mode=row.may("mode", CODE, None),
        wrapped=row.may("wrapped", INSTANT, None),
        passed_over=row.may("passed_over", COUNT, None),
        quoted_low=_ms(row.may("quoted_low", MINUTES, None)),
        quoted_high=_ms(row.may("quoted_high", MINUTES, None)),
        flagged=bool(row.may("flagged", FLAG, 0)),
    )


def _cells(ticket: TicketRecord, zone: ZoneInfo) -> tuple[str | int | float | None, ...]:
    return (
        ticket.ticket,
        ticket.service,
        ticket.priority,
        ticket.channel,
        instant_text(ticket.joined, zone),
        instant_text(ticket.called, zone),
        instant_text(ticket.started, zone),
        instant_text(ticket.finished, zone),
        ticket.outcome,
        ticket.window,
        ticket.staff,
        ticket.visit,
        instant_text(ticket.issued, zone),
        instant_text(ticket.booked, zone),
        ticket.mode,
        instant_text(ticket.wrapped, zone),
        ticket.passed_over,
        _minutes(ticket.quoted_low),
        _minutes(ticket.quoted_high),
        int(ticket.flagged),
    )


def _ms(minutes: float | None) -> int | None:
    return None if minutes is None else round(minutes * MINUTE)


def _minutes(ms: int | None) -> float | None:
    return None if ms is None else in_unit(ms, MINUTE)


def _check_known(row: Row, ticket: TicketRecord, hall: Hall) -> None:
    if ticket.service and ticket.service not in hall.services:
        row.problem("unknown_service", "service", service=ticket.service)
    if ticket.priority and ticket.priority not in hall.classes:
        row.problem("unknown_class", "class", priority=ticket.priority)
    if ticket.window is not None and ticket.window not in hall.windows:
        row.problem("unknown_window", "window", window=ticket.window)


def _check_order(row: Row, ticket: TicketRecord) -> None:
    for first, then in _WALK_IN_ORDER if ticket.booked is None else _ORDER:
        earlier, later = getattr(ticket, first), getattr(ticket, then)
        if earlier is not None and later is not None and later < earlier:
            row.problem("time_before", then, first=first, then=then)
            return  # one line of complaint is enough for a line whose times are mixed up


def _check_overlap(read: Iterable[tuple[Row, TicketRecord]]) -> None:
    """A window serves one visitor at a time; of two services that overlap, the later one is reported.

    Only services that ended at the window count, and one may lie inside another: while a visitor is held, papers kept,
    the window serves others.
    """
    busy: dict[int, tuple[int, str]] = {}  # by window: until when, with which ticket
    for row, ticket in sorted(read, key=_started):
        window, started, ended = ticket.window, ticket.started, ticket.finished
        if window is None or started is None or ended is None or ticket.outcome not in SERVED:
            continue
        until, holder = busy.get(window, (0, ""))
        if started < until < ended:
            row.problem("overlap", "started", window=window, ticket=holder)
        elif ended > until:
            busy[window] = ended, ticket.ticket


def _started(read: tuple[Row, TicketRecord]) -> int:
    return read[1].started or 0
