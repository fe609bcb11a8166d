"""Days of the demo whose truth is slower than the hall file says, and how the hall stood before each ticket."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hallops.app.clocks import SteppedClock
from hallops.app.demo.play import MAX_SPEED, Show
from hallops.domain.apply import apply
from hallops.domain.events import Event, TicketIssued
from hallops.domain.hall import Hall
from hallops.domain.hall_day import HallDay
from hallops.files.hall_demand import Demand
from hallops.files.hall_file import HallFile, read_hall
from hallops.files.sample import HALL
from hallops.ports.journal import Accepted
from hallops.services.keeper import Keeper
from hallops.store.place import Place
from hallops.store.store import open_store

SAMPLE = read_hall(HALL.read_bytes())


@dataclass(frozen=True)
class PlayedDay:
    date: date
    hall: Hall
    events: list[Event]

    def ended(self) -> HallDay:
        day = self._new()
        for event in self.events:
            apply(day, event)
        return day

    def before_issues(self) -> Iterator[tuple[HallDay, TicketIssued]]:
        """The day as it stands just before each ticket, always the same object."""
        day = self._new()
        for event in self.events:
            if isinstance(event, TicketIssued):
                yield day, event
            apply(day, event)

    def _new(self) -> HallDay:
        return HallDay(self.date, 1, lambda _: self.hall)


def slower(demand: Demand, factor: float) -> Demand:
    services = {code: replace(one, mean=round(one.mean * factor)) for code, one in demand.services.items()}
    return replace(demand, services=services)


def play_days(folder: Path, days: list[date], factor: float, seed: int, sample: HallFile = SAMPLE) -> list[PlayedDay]:
    """Days of the demo, whose services take `factor` times as long as the hall file says."""
    assert sample.demand is not None
    heard: list[Accepted] = []
    store = open_store(Place.in_folder(folder), lambda _: sample.hall, create=sample.hall)
    store.halls.add("sample", date.min, 0, "test")
    clock = SteppedClock()
    keeper = Keeper(store.journal, store.halls, clock, heard.append)
    keeper.start()
    try:
        demand = slower(sample.demand, factor)
        show = Show(sample.hall, demand, sample.targets.alert_waiting, seed, MAX_SPEED, keeper, clock, lambda _: None)
        show.play(iter(days), 0)
    finally:
        keeper.stop()
        store.close()
    return [PlayedDay(day, sample.hall, [e for one in heard if one.day == day for e in one.events]) for day in days]
