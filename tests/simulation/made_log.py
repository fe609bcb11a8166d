"""A log with a known truth: a hall of two services, whose days are simulated and written down as a hall would."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from hallops.domain.day_plan import instant
from hallops.domain.hall import Hall
from hallops.domain.record import DutyRecord, TicketRecord
from hallops.domain.rules import MINUTE
from hallops.files.csv_file import Table
from hallops.files.hall_file import read_hall
from simulation.drawing.draw import draw
from simulation.drawing.draws import NONE
from simulation.kernel.run import simulate_fast
from simulation.paths import Outcome, legs
from simulation.scenario.scenario import Scenario
from tests.simulation.small import Plain, read

HALL = """\
schema: hallops-hall/1
hall: {id: made, zh: 模拟厅, en: Made hall, timezone: Asia/Shanghai}
services:
  - {code: A, letter: A, zh: 社保, en: Insurance, target_minutes: 10}
  - {code: B, letter: B, zh: 住房, en: Housing, target_minutes: 15}
windows:
  - {window: 1, rank: {A: 1, B: 2}}
  - {window: 2, rank: {A: 1, B: 2}}
  - {window: 3, rank: {B: 1, A: 2}, accessible: true}
classes:
  - {code: N, zh: 普通, en: Everybody}
  - {code: S, zh: 老年人, en: Senior, head_start_minutes: 10, proof: {zh: 身份证, en: Identity card}}
modes:
  - {id: day, zh: 工作日, en: Day, kind: weekday, days: [workday], hours: [["09:00", "17:00"]], windows: all}
rules: {transfer_head_start_minutes: 0, booked_head_start_minutes: 0}
"""
OPEN = [["09:00", "17:00"]]
MONDAY = date(2026, 3, 2)
OUTCOMES = {Outcome.SERVED: "done", Outcome.NO_SHOW: "no_show", Outcome.LEFT: "left", Outcome.EXPIRED: "expired"}
PROFILE = [4, 8, 9, 9, 8, 6, 4, 4, 6, 8, 8, 7, 6, 5, 4, 2]


def made_hall() -> Hall:
    return read_hall(HALL.encode()).hall


def truth(**more: Plain) -> Scenario:
    """What the days are drawn from; `more` changes a service."""
    usual: dict[str, Plain] = {
        "A": {
            "target_minutes": 10,
            "arrivals": PROFILE,
            "service": {"dist": "lognormal", "mean_minutes": 6, "cv": 0.8},
            "patience": {"dist": "exponential", "mean_minutes": 40},
            "wrap_up_minutes": 0.5,
            "no_show": 0.05,
            "no_show_minutes": 1.0,
            "transfer": {"B": 0.1},
        },
        "B": {
            "target_minutes": 15,
            "arrivals": [rate / 4 for rate in PROFILE],
            "service": {"dist": "gamma", "mean_minutes": 9, "cv": 0.6},
            "patience": {"dist": "exponential", "mean_minutes": 40},
            "wrap_up_minutes": 0.5,
        },
    }
    hall = made_hall()
    return read(
        {
            "schema": "hallops-scenario/1",
            "interval_minutes": 30,
            "hours": OPEN,
            "day_factor_cv": 0.15,
            "services": {code: usual[code] | more.get(code, {}) for code in usual},
            "classes": {"N": {"share": 0.8}, "S": {"share": 0.2, "head_start_minutes": 10}},
            "windows": [
                {"window": number, "rank": dict(window.rank), "open": OPEN} for number, window in hall.windows.items()
            ],
        }
    )


def workdays(count: int, first: date = MONDAY) -> list[date]:
    every = (first + timedelta(days=number) for number in range(2 * count + 7))
    return [day for day in every if day.weekday() < 5][:count]


def tickets_of(scenario: Scenario, days: Iterable[date], seed: int = 7) -> list[TicketRecord]:
    """Who came on those days and what happened, as tickets.csv has it."""
    dates, hall = list(days), made_hall()
    draws = draw(scenario, range(len(dates)), seed)
    paths = simulate_fast(scenario, draws)
    codes, classes = draws.services, draws.classes
    day_of = np.repeat(np.arange(len(dates)), np.diff(draws.starts)).tolist()
    found = []
    for customer, leg in legs(paths):
        midnight = _midnight(dates[day_of[customer]], hall)
        at = [None if c[customer, leg] == NONE else int(c[customer, leg]) + midnight for c in paths.columns()[:4]]
        transferred = leg == 0 and paths.outcome[customer, 1] != NONE
        window = int(paths.window[customer, leg])
        service = draws.service[customer] if leg == 0 else draws.transfer_to[customer]
        found.append(
            TicketRecord(
                ticket=f"T{customer}-{leg}",
                service=codes[int(service)],
                priority=classes[int(draws.visitor_class[customer])],
                channel="dispenser",
                joined=at[0] or 0,
                called=at[1],
                started=at[2],
                finished=at[3],
                outcome="transferred" if transferred else OUTCOMES[Outcome(int(paths.outcome[customer, leg]))],
                window=None if window == NONE else window,
                visit=f"V{customer}",
            )
        )
    return sorted(found, key=lambda ticket: ticket.joined)


def duties_of(days: Iterable[date]) -> list[DutyRecord]:
    """All windows open from nine to five."""
    hall = made_hall()
    return [
        DutyRecord(number, "S01", _midnight(day, hall) + 540 * MINUTE, _midnight(day, hall) + 1020 * MINUTE, "open")
        for day in days
        for number in hall.windows
    ]


def lines(tickets: Iterable[TicketRecord]) -> Table[TicketRecord]:
    """As they are read from a file, whose first line is its header."""
    rows = tuple(tickets)
    return Table(rows, lines=tuple(range(2, len(rows) + 2)))


def _midnight(day: date, hall: Hall) -> int:
    return instant(day, 0, ZoneInfo(hall.timezone))
