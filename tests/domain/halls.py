"""A small hall for scenes: two services, three windows, a desk, four classes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from hallops.domain.calendar import Calendar
from hallops.domain.commands import Command, KeepTime
from hallops.domain.day_plan import instant
from hallops.domain.events import Event
from hallops.domain.hall import Hall, Post, PriorityClass, Reason, Service, Staff, Window
from hallops.domain.hall_day import HallDay
from hallops.domain.modes import DayChoice, Hours, ModeKind, ServiceMode
from hallops.domain.names import Name
from hallops.domain.perform import perform
from hallops.domain.rules import MINUTE, Rules

ZONE = ZoneInfo("Asia/Shanghai")
TUESDAY = date(2026, 9, 15)
TOKENS = ("a" * 32, "b" * 32)  # of two persons


def name(text: str) -> Name:
    return Name(text, text)


def at(clock: str, day: date = TUESDAY) -> int:
    """Ms of a local time such as "09:30" or "09:30:05"."""
    hour, minute, *second = (int(part) for part in clock.split(":"))
    return instant(day, hour * 60 + minute, ZONE) + (second[0] * 1000 if second else 0)


def mode(code: str, hours: str, days: str = "workday", **more: object) -> ServiceMode:
    periods = []
    for period in hours.split(" "):
        start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in period.split("-"))
        periods.append(Hours(start, end))
    kind = more.pop("kind", ModeKind.WEEKDAY)
    chosen = frozenset(DayChoice(choice) for choice in days.split(" "))
    return ServiceMode(code, name(code), kind, chosen, tuple(periods), **more)  # type: ignore[arg-type]


def small_hall(**changes: object) -> Hall:
    hall = Hall(
        id="small",
        name=name("small hall"),
        timezone="Asia/Shanghai",
        seats=None,
        services={
            "A": Service("A", "A", name("social"), 10 * MINUTE),
            "E": Service("E", "E", name("housing"), 20 * MINUTE),
        },
        windows={
            1: Window(1, {"A": 1, "E": 1}, accessible=True),
            2: Window(2, {"A": 1, "E": 2}),
            3: Window(3, {"E": 1}),
        },
        classes={
            "N": PriorityClass("N", name("normal")),
            "S": PriorityClass("S", name("senior"), 10 * MINUTE, proof=name("age")),
            "M": PriorityClass("M", name("military"), next_call=True, proof=name("card")),
        },
        modes=(
            mode("weekday", "09:00-17:30"),
            mode("lunch", "12:00-13:00", overlay=True, windows=frozenset({1, 2}), kind=ModeKind.LUNCH),
            mode("weekend", "09:00-12:00 13:00-17:30", "weekend", windows=frozenset({1}), kind=ModeKind.WEEKEND),
        ),
        staff={code: Staff(code, f"staff {code}") for code in ("S1", "S2", "S3", "S4")},
        posts={"guide": Post("guide", name("guide desk"))},
        reasons={kind: {"other": name("other")} for kind in Reason},
        calendar=Calendar(),
        rules=Rules(),
    )
    return replace(hall, **changes)  # type: ignore[arg-type]


class Scene:
    """A day that is told as commands at clock times."""

    def __init__(self, hall: Hall | None = None, day: date = TUESDAY, *, opened: str | None = "08:30") -> None:
        self.halls = {1: hall or small_hall()}
        self.day = HallDay(day, 1, self.halls.__getitem__)
        self.date = day
        if opened:
            self.do(KeepTime("calendar"), opened)

    def do(self, command: Command, clock: str) -> list[Event]:
        return perform(self.day, command, at(clock, self.date))

    def doing(self, command: Command, clock: str) -> Callable[[], list[Event]]:
        return lambda: self.do(command, clock)
