"""windows.csv: one line a period of a window under one person, open or paused."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from hallops.domain.desk import DutyState
from hallops.domain.hall import Hall
from hallops.domain.record import DutyRecord
from hallops.files.csv_file import Columns, Row, Table, finished, read_rows, whole_cell, write_table
from hallops.files.instant import INSTANT, instant_text
from hallops.files.kinds import CODE, REASON_CODE, choice
from hallops.files.problems import Report

COLUMNS = Columns(required=("window", "staff", "from", "to", "state", "reason"))
WINDOW = whole_cell(1, 999)


STATE = choice(DutyState)


def read_windows(data: bytes, hall: Hall, name: str = "windows.csv", *, skip_bad: bool = False) -> Table[DutyRecord]:
    """Read the windows' times, or raise every problem of every line."""
    report = Report(name)
    read = [(row, _duty(row)) for row in read_rows(data, COLUMNS, report)]
    for row, duty in read:
        if not row.bad and duty.window not in hall.windows:
            row.problem("unknown_window", "window", window=duty.window)
        if not row.bad and duty.until is not None and duty.until <= duty.since:
            row.problem("time_before", "to", first="from", then="to")
    good = [(row, duty) for row, duty in read if not row.bad]
    _check_overlap(good)
    return finished(good, report, skip_bad=skip_bad)


def write_windows(duties: Iterable[DutyRecord], timezone: str) -> str:
    """The text of windows.csv, times in the hall's zone."""
    zone = ZoneInfo(timezone)
    return write_table(COLUMNS, (_cells(duty, zone) for duty in duties))


def _duty(row: Row) -> DutyRecord:
    return DutyRecord(
        window=row.need("window", WINDOW),
        staff=row.may("staff", CODE, ""),
        since=row.need("from", INSTANT),
        until=row.may("to", INSTANT, None),
        state=row.need("state", STATE).value,
        reason=row.may("reason", REASON_CODE, None),
    )


def _cells(duty: DutyRecord, zone: ZoneInfo) -> tuple[str | int | None, ...]:
    since, until = instant_text(duty.since, zone), instant_text(duty.until, zone)
    return (duty.window, duty.staff, since, until, duty.state, duty.reason)


def _check_overlap(read: Iterable[tuple[Row, DutyRecord]]) -> None:
    """A window is under one person, in one state. A period without an end lasts until the next one begins."""
    last: dict[int, tuple[Row, DutyRecord]] = {}
    for row, duty in sorted(read, key=_since):
        before = last.get(duty.window)
        if before and (before[1].until or before[1].since) > duty.since:
            row.problem("duty_overlap", "from", window=duty.window, line=before[0].line)
        else:
            last[duty.window] = row, duty


def _since(read: tuple[Row, DutyRecord]) -> int:
    return read[1].since
