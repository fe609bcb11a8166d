"""Whatever the clock does: a number is given once a date, no duration is negative, the log never goes back."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallops.domain.calendar import Calendar, DayKind
from hallops.domain.commands import CallNext, Command, Finish, Issue, KeepTime, SignIn, Start
from hallops.domain.events import Event, TicketIssued
from hallops.domain.hall import Hall
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.refusal import Refusal
from hallops.domain.rules import HOUR, MINUTE, Rules
from hallops.store.check import check
from hallops.store.place import Place
from hallops.store.store import open_store
from tests.domain.halls import TUESDAY, at, mode, small_hall
from tests.store.running import HandClock, Running, opened

WEDNESDAY = TUESDAY + timedelta(days=1)
DAY = 24 * HOUR
MORNING = (
    KeepTime("calendar"),
    SignIn("S1", "1", "S1"),
    Issue("D1", "A"),
    CallNext("S1", 1),
    Start("S1", 1),
    Finish("S1", 1),
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place.in_folder(tmp_path / "hall")


def always_open(zone: str) -> Hall:
    """A hall that works around the clock each day, so that nothing hides what the clock does."""
    rules = Rules(last_ticket=0, open_before=0, close_after=0)
    return small_hall(timezone=zone, modes=(mode("all", "00:00-24:00", "all"),), rules=rules)


class Around:
    """A hall at work under a clock that somebody turns."""

    def __init__(self, folder: Path, zone: str = "Asia/Shanghai", now: int = 0) -> None:
        self.place = Place.in_folder(folder)
        self.hall = always_open(zone)
        self.store = open_store(self.place, self.parse, create=self.hall)
        self.store.halls.add("small", date(2020, 1, 1), 0, "test")
        self.clock = HandClock(now)
        self.run = Running(self.store, self.clock)
        self.run.keeper.start()

    def parse(self, _: str) -> Hall:
        return self.hall

    def try_to(self, *commands: Command) -> None:
        """Press buttons; some of them are refused."""
        for command in commands:
            try:
                self.run.do(command)
            except Refusal:
                continue

    def serve(self, now: int) -> None:
        self.clock.set_ms(now)
        self.try_to(KeepTime("calendar"), *MORNING)

    def issued(self) -> list[tuple[date, str]]:
        return [
            (heard.day, event.ticket)
            for heard in self.run.heard
            for event in heard.events
            if isinstance(event, TicketIssued)
        ]

    def close(self) -> None:
        day: HallDay = self.run.keeper.ask(lambda day: day).result(10)
        self.run.keeper.stop()
        self.store.close()
        assert_sane(self.place, self, day)


def assert_sane(place: Place, around: Around, day: HallDay) -> None:
    events: list[Event] = [event for heard in around.run.heard for event in heard.events]
    assert all(earlier.at <= later.at for earlier, later in pairwise(events))
    assert max(Counter(around.issued()).values(), default=1) == 1
    for ticket in day.tickets.values():
        times = [t for t in (ticket.joined, ticket.called, ticket.started, ticket.ended) if t is not None]
        assert times == sorted(times)
    assert check(place, around.parse).findings == ()


def local(zone: str, *when: int) -> int:
    return int(datetime(*when, tzinfo=ZoneInfo(zone)).timestamp() * 1000)  # type: ignore[arg-type, misc]


def test_a_clock_that_is_put_back_two_hours_stops_time_and_not_the_hall(place: Place) -> None:
    with opened(place) as run:
        run.open_windows()
        run.do(Issue("D1", "A"), "11:00")
        run.clock.set("09:00")
        assert run.do(Issue("D1", "A"))[0].ticket == "A002"  # type: ignore[attr-defined]
        run.do(CallNext("S1", 1), "09:01")
        run.do(Start("S1", 1), "09:02")
        run.do(Finish("S1", 1), "09:03")
        day: HallDay = run.keeper.ask(lambda day: day).result(10)
        assert day.tickets["A001"].called == day.tickets["A001"].ended == at("11:00")
        run.do(CallNext("S1", 1), "11:05")
        assert day.calls[2].at == at("11:05")


def test_a_clock_put_back_between_two_runs_of_the_program_changes_nothing_either(place: Place) -> None:
    with opened(place) as run:
        run.open_windows()
        run.do(Issue("D1", "A"), "11:00")
    with opened(place, "09:00") as run:
        event = run.do(Issue("D1", "A"))[0]
        assert (event.ticket, event.at) == ("A002", at("11:00"))  # type: ignore[attr-defined]


def test_a_clock_a_day_ahead_and_back_gives_each_number_once_on_each_date(tmp_path: Path) -> None:
    hall = Around(tmp_path / "hall", now=at("10:00"))
    for now in (at("10:00"), at("10:05", WEDNESDAY), at("10:10"), at("10:15"), at("10:20", WEDNESDAY)):
        hall.serve(now)
    assert len(hall.issued()) >= 4
    assert {day for day, _ in hall.issued()} == {TUESDAY, WEDNESDAY}
    hall.close()


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("Asia/Shanghai", (2026, 9, 15, 22, 0)),
        ("Asia/Shanghai", (2026, 12, 31, 22, 0)),  # the year's end
        ("Europe/Berlin", (2026, 3, 28, 22, 0)),  # 02:00 becomes 03:00
        ("Europe/Berlin", (2026, 10, 24, 22, 0)),  # 03:00 becomes 02:00
    ],
)
def test_a_night_is_two_dates_and_nothing_else(tmp_path: Path, zone: str, start: tuple[int, ...]) -> None:
    first = date(*start[:3])
    hall = Around(tmp_path / "hall", zone, local(zone, *start))
    for step in range(12):
        hall.serve(local(zone, *start) + step * 30 * MINUTE)
    numbers = Counter(day for day, _ in hall.issued())
    assert set(numbers) == {first, first + timedelta(days=1)}
    assert (first, "A001") in hall.issued()
    assert (first + timedelta(days=1), "A001") in hall.issued()
    hall.close()


def test_office_hours_on_the_day_the_clocks_change_are_hours_of_the_wall(tmp_path: Path) -> None:
    """In Berlin 09:00 is an hour nearer to midnight on the last Sunday of March."""
    sunday = date(2026, 3, 29)
    hall = replace(small_hall(timezone="Europe/Berlin"), calendar=Calendar({sunday: DayKind.MAKEUP_WORKDAY}))
    place = Place.in_folder(tmp_path / "hall")
    store = open_store(place, lambda _: hall, create=hall)
    store.halls.add("small", date(2020, 1, 1), 0, "test")
    clock = HandClock(local("Europe/Berlin", 2026, 3, 29, 8, 40))
    run = Running(store, clock)
    run.keeper.start()
    run.do(KeepTime("calendar"))
    day: HallDay = run.keeper.ask(lambda day: day).result(10)
    assert (day.day, day.phase) == (sunday, Phase.OPEN)
    clock.set_ms(local("Europe/Berlin", 2026, 3, 29, 9, 0) - 1)
    with pytest.raises(Refusal, match="opens at"):
        run.do(Issue("D1", "A"))
    clock.set_ms(local("Europe/Berlin", 2026, 3, 29, 9, 0))
    assert run.do(Issue("D1", "A"))
    run.keeper.stop()
    store.close()


JUMPS = st.one_of(
    st.integers(0, 20 * MINUTE),
    st.integers(0, 20 * MINUTE),
    st.sampled_from([-2 * HOUR, -DAY, DAY, 3 * HOUR, -1, 0, 7 * DAY, -30 * DAY]),
    st.integers(-2 * DAY, 2 * DAY),
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin"]),
    start=st.sampled_from([(2026, 10, 24, 20, 0), (2026, 12, 31, 20, 0), (2026, 3, 28, 23, 0)]),
    jumps=st.lists(JUMPS, min_size=1, max_size=12),
)
def test_random_jumps_of_the_clock(zone: str, start: tuple[int, ...], jumps: list[int]) -> None:
    with TemporaryDirectory() as folder:
        now = local(zone, *start)
        hall = Around(Path(folder) / "hall", zone, now)
        hall.serve(now)
        for jump in jumps:
            now += jump
            hall.serve(now)
        hall.close()
