"""A roster problem: the people, the shifts, the demand of a stretch of days, and the rules.

Dates are business dates; hours are minutes of the local day; minutes of work leave the meal break out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from hallops.domain.calendar import Calendar, DayKind
from hallops.domain.modes import DayChoice, Hours
from hallops.domain.names import Name
from hallops.roster.rule import Rule

FULL_TIME = 2400  # minutes a week: State Council, forty hours


@dataclass(frozen=True, slots=True)
class ShiftType:
    """A span of work in one or more segments; what lies between them is the meal break."""

    id: str
    name: Name
    segments: tuple[Hours, ...]
    days: frozenset[DayChoice] = frozenset({DayChoice.ALL})
    posts: frozenset[str] | None = None  # None: all
    tags: frozenset[str] = frozenset()  # lunch, evening: what fairness counts
    not_before: frozenset[str] = frozenset()  # shifts that must not follow on the next day

    @property
    def minutes(self) -> int:
        return sum(hours.end - hours.start for hours in self.segments)

    @property
    def start(self) -> int:
        return self.segments[0].start

    @property
    def end(self) -> int:
        return self.segments[-1].end

    def covers(self, hours: Hours) -> bool:
        return any(segment.start <= hours.start and hours.end <= segment.end for segment in self.segments)

    def is_kept_on(self, day: date, kind: DayKind) -> bool:
        return any(choice.includes(kind, day) for choice in self.days)


@dataclass(frozen=True, slots=True)
class Post:
    """What is demanded and rostered: a service's windows, the guide desk, relief, back office, on call."""

    id: str
    name: Name


@dataclass(frozen=True, slots=True)
class History:
    """What a person brings along from the rosters before."""

    counts: Mapping[str, int] = field(default_factory=dict)  # by what fairness counts
    overtime: Mapping[str, int] = field(default_factory=dict)  # minutes by month, 2026-11
    worked: frozenset[date] = frozenset()  # days of duty before the horizon
    last_shift: str | None = None  # on the eve of the horizon
    rest_owed: int = 0  # free workdays owed for weekend duty


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who can be rostered."""

    id: str
    name: str
    skills: frozenset[str]
    home: str | None = None
    contract: int = FULL_TIME  # minutes a week
    groups: frozenset[str] = frozenset()  # "lead" among them
    history: History = field(default_factory=History)


@dataclass(frozen=True, slots=True)
class Demand:
    """People needed at a post in a stretch of a day; weights multiply those of the rules."""

    day: date
    post: str
    hours: Hours
    need: int
    under: int = 1
    over: int = 1


@dataclass(frozen=True, slots=True)
class Duty:
    """What a person does on a day."""

    shift: str
    post: str


Cell = tuple[str, date]  # a person's day
Roster = dict[Cell, Duty]  # a cell that is absent is free


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish for a day or a shift of it: to have it, or to be free of it."""

    staff: str
    day: date
    wants: bool
    shift: str | None = None
    weight: int = 1


@dataclass(frozen=True, eq=False)
class Problem:
    """All that a roster is made from and held against. Two are the same only if they are one object."""

    first: date
    days: int
    interval: int  # minutes
    shifts: Mapping[str, ShiftType]
    posts: Mapping[str, Post]
    staff: Mapping[str, Staff]
    demand: tuple[Demand, ...]
    rules: tuple[Rule, ...]
    calendar: Calendar = field(default_factory=Calendar)
    statutory: frozenset[date] = frozenset()  # holidays by law, paid threefold
    leave: frozenset[Cell] = frozenset()
    wishes: tuple[Wish, ...] = ()
    locks: Mapping[Cell, Duty | None] = field(default_factory=dict)  # None: locked free
    before: Roster = field(default_factory=dict)  # the roster that people know already
    provisional: bool = False  # make-up days of these dates are not announced yet

    @cached_property
    def dates(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range(self.days))

    @cached_property
    def weeks(self) -> tuple[tuple[date, ...], ...]:
        """The dates of each calendar week, Monday first."""
        found: dict[date, list[date]] = {}
        for day in self.dates:
            found.setdefault(day - timedelta(days=day.weekday()), []).append(day)
        return tuple(map(tuple, found.values()))

    def in_scope(self, rule: Rule) -> tuple[Staff, ...]:
        """The people that a rule is about."""
        if rule.scope is None:
            return tuple(self.staff.values())
        return tuple(who for who in self.staff.values() if who.id in rule.scope or who.groups & rule.scope)
