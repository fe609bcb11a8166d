"""Rosters as tables: one line a duty, or one line a person with a cell for each day."""

from collections.abc import Iterable

from hallops.files.csv_file import Columns, check_once, finished, read_rows, write_table
from hallops.files.kinds import CODE, DAY, Kind
from hallops.files.problems import Report, Wrong
from hallops.files.yaml_file import Value
from hallops.roster.problem import Duty, Problem, Roster

COLUMNS = Columns(("staff", "day", "shift", "post"))


def read_roster(data: bytes, problem: Problem, name: str = "roster.csv") -> Roster:
    """The duties of a roster, or all that is wrong with their file."""
    report = Report(name)
    staff, shifts, posts = (_known(known) for known in (problem.staff, problem.shifts, problem.posts))
    read = []
    for row in read_rows(data, COLUMNS, report):
        cell = row.need("staff", staff), row.need("day", DAY)
        if not row.bad and cell[1] not in problem.dates:
            facts = {"first": problem.dates[0].isoformat(), "last": problem.dates[-1].isoformat()}
            row.problem("roster_day_outside", "day", day=cell[1].isoformat(), **facts)
        read.append((row, (cell, Duty(row.need("shift", shifts), row.need("post", posts)))))
    check_once(((row, cell) for row, (cell, _) in read if not row.bad), "day")
    return dict(finished(read, report, skip_bad=False).rows)


def write_roster(roster: Roster) -> str:
    """A roster as it is read again, by person and day."""
    rows = [(who, day.isoformat(), duty.shift, duty.post) for (who, day), duty in sorted(roster.items(), key=_cell)]
    return write_table(COLUMNS, rows)


def write_grid(problem: Problem, roster: Roster) -> str:
    """One line a person: the id, then for each day the shift or nothing. Without a header."""
    lines = []
    for who in problem.staff:
        duties = (roster.get((who, day)) for day in problem.dates)
        lines.append(",".join([who, *(duty.shift if duty else "" for duty in duties)]))
    return "\n".join(lines) + "\n"


def _cell(item: tuple[tuple[str, object], Duty]) -> tuple[str, str]:
    (who, day), _ = item
    return who, str(day)


def _known(names: Iterable[str]) -> Kind[str]:
    """One of the names that the problem has."""
    known = dict.fromkeys(names)

    def read(value: Value) -> str:
        code = CODE.read(value)
        if code not in known:
            raise Wrong("roster_unknown", what=code, known=", ".join(known))
        return code

    return Kind(read, "")
