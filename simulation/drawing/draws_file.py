"""draws.csv: who comes, one line a customer. Written for other programs, and read back to play the same days again."""

from collections.abc import Iterator, Sequence

import numpy as np

from hallops.files.csv_file import Columns, Row, read_rows, whole_cell, write_table
from hallops.files.kinds import CODE
from hallops.files.problems import Report
from simulation.drawing.draws import NONE, Draws
from simulation.scenario.scenario import DAY, Scenario

COLUMNS = Columns(
    (
        "day",
        "id",
        "service",
        "class",
        "accessible",
        "arrival_ms",
        "booked_ms",
        "service_ms",
        "patience_ms",
        "no_show",
        "transfer_to",
        "service2_ms",
    )
)
NUMBER = whole_cell(0, 1_000_000_000)
FLAG = whole_cell(0, 1)
TIME = whole_cell(0, 2 * DAY)  # of a day; a booked visitor may be late beyond midnight
MOST_EMPTY = 3660  # days without a customer, one after the other
DURATION = whole_cell(0, 1000 * DAY)
SERVICE_TIME = whole_cell(1, 1000 * DAY)
Line = tuple[int, ...]


def write_draws(draws: Draws) -> str:
    """One line a customer, by day and id; times are ms since the day's midnight."""
    return write_table(COLUMNS, _lines(draws))


def _lines(draws: Draws) -> Iterator[tuple[str | int | None, ...]]:
    columns = (
        draws.day,
        draws.id,
        draws.service,
        draws.visitor_class,
        draws.accessible,
        draws.arrival,
        draws.booked,
        draws.service_time,
        draws.patience,
        draws.no_show,
        draws.transfer_to,
        draws.second_time,
    )
    for row in zip(*(column.tolist() for column in columns), strict=True):
        day, number, service, group, accessible, arrival, booked, time, patience, no_show, to, second = row
        plain = (day, number, draws.services[service], draws.classes[group], accessible, arrival, _cell(booked), time)
        yield (*plain, _cell(patience), no_show, None if to == NONE else draws.services[to], _cell(second))


def _cell(value: int) -> int | None:
    return None if value == NONE else value


def read_draws(data: bytes, scenario: Scenario, name: str = "draws.csv") -> Draws:
    """Read a draws file of a scenario, or raise all its problems."""
    report = Report(name)
    services, classes = list(scenario.services), list(scenario.classes)
    lines: list[Line] = []
    days: list[int] = []
    for row in read_rows(data, COLUMNS, report):
        line = _line(row, services, classes)
        _check_order(row, line, days)
        lines.append(line[2:])
    report.raise_if_any()
    table = np.array(lines, np.int64).reshape(len(lines), 10).T
    starts = np.concatenate([[0], np.cumsum(days)]).astype(np.int64)
    return Draws(tuple(services), tuple(classes), starts, *(np.ascontiguousarray(column) for column in table))


def _line(row: Row, services: Sequence[str], classes: Sequence[str]) -> Line:
    """Day and id, then the columns of the draws."""
    to, second = row.may("transfer_to", CODE, None), row.may("service2_ms", SERVICE_TIME, NONE)
    if (to is None) != (second == NONE):
        row.problem("transfer_unclear", "transfer_to")
    return (
        row.need("day", NUMBER),
        row.need("id", NUMBER),
        _place(row, "service", "unknown_service", services),
        _place(row, "class", "unknown_class", classes),
        row.need("accessible", FLAG),
        row.need("arrival_ms", TIME),
        row.may("booked_ms", TIME, NONE),
        row.need("service_ms", SERVICE_TIME),
        row.may("patience_ms", DURATION, NONE),
        row.need("no_show", FLAG),
        NONE if to is None else _place(row, "transfer_to", "unknown_service", services),
        second,
    )


def _place(row: Row, column: str, problem: str, codes: Sequence[str]) -> int:
    code = row.need(column, CODE)
    if code in codes:
        return codes.index(code)
    row.problem(problem, column, **{"priority" if problem == "unknown_class" else "service": code})
    return 0


def _check_order(row: Row, line: Line, days: list[int]) -> None:
    """Days follow each other, ids count from 0; `days` counts the customers of each day so far."""
    day, number = line[:2]
    if number == 0 and len(days) <= day < len(days) + MOST_EMPTY:
        days += [0] * (day + 1 - len(days))
    if day != len(days) - 1 or number != days[-1]:
        expected = f"{len(days) - 1}, {days[-1]}" if days else "0, 0"
        row.problem("ids_not_in_order", "id", expected=expected)
    else:
        days[-1] += 1
