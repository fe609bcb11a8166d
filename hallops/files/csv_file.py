"""CSV with a header: unknown columns are refused by name, every bad line is reported with its number.

A file is read whole or not at all, unless bad lines are to be skipped. Columns may stand in any order.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Generic, TypeVar

from hallops.domain.refusal import Fact
from hallops.files.kinds import Kind, number, whole
from hallops.files.problems import Problem, Problems, Report, Wrong, decoded
from hallops.files.yaml_file import key_text

T = TypeVar("T")
D = TypeVar("D")
MAX_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table has in its header."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.required + self.optional


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """The good rows of a file with their lines, and the problems of those that were skipped."""

    rows: tuple[T, ...]
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()


class Row:
    """A line of the table; `bad` once something is wrong with it."""

    __slots__ = ("_cells", "_report", "bad", "line")

    def __init__(self, line: int, cells: Mapping[str, str], report: Report) -> None:
        self.line = line
        self.bad = False
        self._cells = cells
        self._report = report

    def need(self, column: str, kind: Kind[T]) -> T:
        """A cell that must be filled."""
        if not self._cells.get(column):
            self.problem("empty", column)
        return self.may(column, kind, kind.blank)

    def may(self, column: str, kind: Kind[T], default: D) -> T | D:
        """A cell that may be empty."""
        cell = self._cells.get(column)
        if not cell:
            return default
        try:
            return kind.read(cell)
        except Wrong as wrong:
            self.problem(wrong.code, column, **wrong.facts)
            return default

    def problem(self, code: str, column: str = "", **facts: Fact) -> None:
        self.bad = True
        self._report.add(code, facts, self.line, column=column)


def read_rows(data: bytes, columns: Columns, report: Report) -> Iterator[Row]:
    """The rows below a good header. Empty lines are passed over."""
    reader = csv.reader(StringIO(decoded(data, report), newline=""))
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if cells and not header:
                header = _header(cells, line, columns, report)
            elif cells and len(cells) != len(header):
                report.add("wrong_cells", {"found": len(cells), "expected": len(header)}, line)
            elif cells:
                yield Row(line, dict(zip(header, map(str.strip, cells), strict=True)), report)
            line = reader.line_num + 1
    except csv.Error as error:
        report.add("not_csv", {"detail": str(error)}, line)
        raise Problems(report.problems) from error
    if not header:
        _header([], 1, columns, report)


def finished(read: Iterable[tuple[Row, T]], report: Report, *, skip_bad: bool) -> Table[T]:
    """The table of what was read; without `skip_bad` one bad line refuses it."""
    if not skip_bad:
        report.raise_if_any()
    good = [(row.line, record) for row, record in read if not row.bad]
    return Table(tuple(record for _, record in good), report.problems, tuple(line for line, _ in good))


def write_table(columns: Columns, rows: Iterable[Sequence[str | float | None]]) -> str:
    """The text of a table; None is an empty cell."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns.all)
    writer.writerows(rows)
    return stream.getvalue()


def whole_cell(low: int, high: int) -> Kind[int]:
    """A whole number written in a cell."""
    units = whole(low, high)

    def read(value: object) -> int:
        text = str(value)
        if not (text.isascii() and text.removeprefix("-").isdecimal() and len(text) <= MAX_DIGITS):
            raise Wrong("not_whole", found=key_text(text))
        return units.read(int(text))

    return Kind(read, low)


def number_cell(low: float, high: float) -> Kind[float]:
    """A number written in a cell."""
    units = number(low, high)

    def read(value: object) -> float:
        try:
            return units.read(float(str(value)))
        except ValueError as error:
            raise Wrong("not_number", found=key_text(str(value))) from error

    return Kind(read, low)


def check_once(rows: Iterable[tuple[Row, object]], column: str) -> None:
    """Report a key that stands in an earlier row as well."""
    lines: dict[object, int] = {}
    for row, key in rows:
        if key in lines:
            row.problem("row_twice", column, line=lines[key])
        else:
            lines[key] = row.line


def _header(cells: list[str], line: int, columns: Columns, report: Report) -> list[str]:
    names = [cell.strip() for cell in cells]
    for name in dict.fromkeys(names):
        if name not in columns.all:
            report.add("unknown_column", {"name": key_text(name), "known": ", ".join(columns.all)}, line)
        elif names.count(name) > 1:
            report.add("column_twice", {"name": name}, line)
    for name in columns.required:
        if name not in names:
            report.add("missing_column", {"name": name}, line)
    report.raise_if_any()
    return names
