"""Records as a test tells them: minutes since 08:00 in Shanghai, a social and a housing service."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hallops.domain.day_plan import Stretch
from hallops.domain.record import DutyRecord, TicketRecord
from hallops.domain.rules import MINUTE
from hallops.measures.idle import WindowTime
from hallops.measures.summary import Summary, summarise

SHANGHAI = ZoneInfo("Asia/Shanghai")
EIGHT = int(datetime(2026, 3, 2, 8, tzinfo=SHANGHAI).timestamp()) * 1000
TARGETS = {"social": 10 * MINUTE, "housing": 20 * MINUTE}
RANKS = {1: {"social": 1, "housing": 2}, 2: {"housing": 1}}
TIMES = ("called", "started", "finished", "wrapped", "issued", "booked")
WHOLE_DAY = Stretch(EIGHT, EIGHT + 600 * MINUTE)


def at(minute: float) -> int:
    return EIGHT + round(minute * MINUTE)


def ticket(number: str = "A001", joined: float = 0, outcome: str = "done", **known: Any) -> TicketRecord:
    known = {name: at(value) if name in TIMES else value for name, value in known.items()}
    return TicketRecord(
        ticket=number,
        service=known.pop("service", "social"),
        priority=known.pop("priority", "normal"),
        channel="dispenser",
        joined=at(joined),
        outcome=outcome,
        **known,
    )


def served(number: str = "A001", joined: float = 0, wait: float = 0, service: float = 5, **known: Any) -> TicketRecord:
    """Called after `wait` and started at once; `kind` names its service."""
    known["service"] = known.pop("kind", "social")
    called = joined + wait
    times = {"called": called, "started": called, "finished": called + service}
    return ticket(number, joined, **{"window": 1, **times, **known})


def duty(window: int, since: float, until: float | None, state: str = "open") -> DutyRecord:
    return DutyRecord(window, "wang", at(since), None if until is None else at(until), state)


def day(*tickets: TicketRecord, duties: tuple[DutyRecord, ...] = (), period: Stretch = WHOLE_DAY) -> Summary:
    return summarise(tickets, duties, (), targets=TARGETS, ranks=RANKS, zone=SHANGHAI, period=period)


def window_time(*tickets: TicketRecord, duties: tuple[DutyRecord, ...]) -> tuple[float, float, float, float]:
    """Open, busy, idle and deliberately idle minutes of window 1."""
    time: WindowTime = day(*tickets, duties=duties).windows[1]
    return time.open / MINUTE, time.busy / MINUTE, time.idle / MINUTE, time.deliberate / MINUTE
