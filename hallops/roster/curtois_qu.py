"""Instances of the Curtois and Qu benchmark in their text form, as roster problems.

Sections of comma-separated lines under a SECTION_ name. A shift is a post of its own: people are demanded by shift.
Day 0 is a Monday. Rows of days that meet the edge of the horizon are exempt from minimums, as the set defines it.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from hallops.domain.modes import Hours
from hallops.domain.names import Name
from hallops.files.problems import Report, decoded
from hallops.roster.problem import Demand, Post, Problem, ShiftType, Staff, Wish
from hallops.roster.rule import Level, Rule, RuleKind

MONDAY = date(2026, 1, 5)
INTERVAL = 30
STAFF_COLUMNS = 8
ONE = Hours(0, INTERVAL)  # demand by shift: one interval stands for the whole of it
COLUMNS = {
    "SECTION_HORIZON": (1, 1),
    "SECTION_SHIFTS": (3, 3),
    "SECTION_STAFF": (STAFF_COLUMNS, STAFF_COLUMNS),
    "SECTION_DAYS_OFF": (1, 10_000),
    "SECTION_SHIFT_ON_REQUESTS": (4, 4),
    "SECTION_SHIFT_OFF_REQUESTS": (4, 4),
    "SECTION_COVER": (5, 5),
}
Line = tuple[int, list[str]]
Limits = tuple[int | None, int | None]  # most, least


def read_instance(data: bytes, name: str = "instance.txt") -> Problem:
    """Read an instance, or raise all its problems."""
    report = Report(name)
    sections = _sections(decoded(data, report), report)
    report.raise_if_any()
    reader = _Reader(sections, report)
    problem = reader.problem()
    report.raise_if_any()
    return problem


def _sections(text: str, report: Report) -> dict[str, list[Line]]:
    """The lines of each section, cut into cells."""
    found: dict[str, list[Line]] = {}
    section = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("SECTION_"):
            section = line
            found[section] = []
            if section not in COLUMNS:
                report.add("roster_unknown_section", {"name": section, "known": ", ".join(COLUMNS)}, number)
            continue
        cells = [cell.strip() for cell in line.split(",")]
        low, high = COLUMNS.get(section, (0, 10_000))
        if not low <= len(cells) <= high:
            report.add("wrong_cells", {"found": len(cells), "expected": low}, number)
        found.setdefault(section, []).append((number, cells))
    for name in COLUMNS.keys() - found.keys():
        report.add("roster_no_section", {"name": name}, 1)
    return found


class _Reader:
    """The sections made into a problem; what is wrong goes to the report, and a blank in its place."""

    def __init__(self, sections: dict[str, list[Line]], report: Report) -> None:
        self._sections = sections
        self._report = report
        self._horizon = max([self._whole(n, cells[0]) for n, cells in sections["SECTION_HORIZON"]], default=1) or 1
        self._shifts = {cells[0]: (number, cells) for number, cells in sections["SECTION_SHIFTS"]}
        self._staff = {cells[0]: (number, cells) for number, cells in sections["SECTION_STAFF"]}

    def problem(self) -> Problem:
        off = [
            (self._one_of(n, cells[0], self._staff), self._day(n, day))
            for n, cells in self._sections["SECTION_DAYS_OFF"]
            for day in cells[1:]
        ]
        on_requests, off_requests = "SECTION_SHIFT_ON_REQUESTS", "SECTION_SHIFT_OFF_REQUESTS"
        return Problem(
            first=MONDAY,
            days=self._horizon,
            interval=INTERVAL,
            shifts={shift: self._shift(*line) for shift, line in self._shifts.items()},
            posts={shift: Post(shift, Name(shift, shift)) for shift in self._shifts},
            staff={who: Staff(who, who, frozenset(self._shifts)) for who in self._staff},
            demand=tuple(self._demand(n, cells) for n, cells in self._sections["SECTION_COVER"]),
            rules=(*_WRITTEN, *self._rules()),
            leave=frozenset(off),
            wishes=tuple(
                self._wish(n, cells, wants=section == on_requests)
                for section in (on_requests, off_requests)
                for n, cells in self._sections[section]
            ),
        )

    def _shift(self, number: int, cells: list[str]) -> ShiftType:
        shift, minutes, never = cells
        after = frozenset(self._one_of(number, other, self._shifts) for other in never.split("|") if other)
        segments = (Hours(0, self._whole(number, minutes)),)
        return ShiftType(shift, Name(shift, shift), segments, posts=frozenset({shift}), not_before=after)

    def _demand(self, number: int, cells: list[str]) -> Demand:
        shift = self._one_of(number, cells[1], self._shifts)
        need, under, over = (self._whole(number, cell) for cell in cells[2:])
        return Demand(self._day(number, cells[0]), shift, ONE, need, under, over)

    def _wish(self, number: int, cells: list[str], *, wants: bool) -> Wish:
        who, shift = self._one_of(number, cells[0], self._staff), self._one_of(number, cells[2], self._shifts)
        return Wish(who, self._day(number, cells[1]), wants, shift, self._whole(number, cells[3]))

    def _rules(self) -> Iterable[Rule]:
        """A rule for each limit, with all people who share it in its scope."""
        yield from self._by_limit(RuleKind.TOTAL_MINUTES, lambda n, c: (self._whole(n, c[2]), self._whole(n, c[3])))
        yield from self._by_limit(RuleKind.CONSECUTIVE_DAYS, lambda n, c: (self._whole(n, c[4]), self._whole(n, c[5])))
        yield from self._by_limit(RuleKind.DAYS_OFF, lambda n, c: (None, self._whole(n, c[6])))
        yield from self._by_limit(RuleKind.WEEKENDS, lambda n, c: (self._whole(n, c[7]), None))
        for shift in self._shifts:
            yield from self._by_limit(RuleKind.SHIFT_COUNT, partial(self._shift_limits, shift), shift)

    def _shift_limits(self, shift: str, number: int, cells: list[str]) -> Limits:
        return self._most(number, cells[1], shift), None

    def _by_limit(
        self, kind: RuleKind, limits: Callable[[int, list[str]], Limits], of: str | None = None
    ) -> Iterable[Rule]:
        scopes: dict[Limits, list[str]] = {}
        for who, (number, cells) in self._staff.items():
            scopes.setdefault(limits(number, cells), []).append(who)
        for (most, least), people in scopes.items():
            if most is not None or least is not None:
                name = "-".join(str(part) for part in (kind.value, of, most, least) if part is not None)
                yield Rule(name, kind, Level.HARD, most=most, least=least, of=of, scope=frozenset(people))

    def _most(self, number: int, cell: str, shift: str) -> int | None:
        """The limit of one shift in a cell like D=14|N=0."""
        for part in cell.split("|"):
            name, _, most = part.partition("=")
            if self._one_of(number, name, self._shifts) == shift:
                return self._whole(number, most)
        return None

    def _one_of(self, number: int, cell: str, known: Iterable[str]) -> str:
        if cell not in known:
            self._report.add("not_one_of", {"found": cell, "known": ", ".join(known)}, number)
        return cell

    def _day(self, number: int, cell: str) -> date:
        day = self._whole(number, cell)
        if day >= self._horizon:
            self._report.add("out_of_range", {"found": cell, "low": "0", "high": str(self._horizon - 1)}, number)
        return MONDAY + timedelta(days=day)

    def _whole(self, number: int, cell: str) -> int:
        if not (cell.isascii() and cell.isdecimal()):
            self._report.add("not_whole", {"found": cell}, number)
            return 0
        return int(cell)


_SOURCE = "Curtois and Qu, the text of the instance"
_WRITTEN: Sequence[Rule] = (
    Rule("cover", RuleKind.COVER, Level.SOFT, source=_SOURCE),
    Rule("surplus", RuleKind.SURPLUS, Level.SOFT, source=_SOURCE),
    Rule("wish", RuleKind.WISH, Level.SOFT, source=_SOURCE),
    Rule("leave", RuleKind.LEAVE, Level.HARD, source=_SOURCE),
    Rule("succession", RuleKind.SUCCESSION, Level.HARD, source=_SOURCE),
)
