"""Who comes when: walk-ins by a Poisson count an interval, spread evenly inside it, and bookings."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hallops.domain.rules import MINUTE
from simulation.drawing.draws import NONE, Ints
from simulation.drawing.streams import Kind, Streams
from simulation.scenario.scenario import DAY, Scenario


@dataclass(frozen=True, slots=True)
class Arrivals:
    """By day, then time, then service; those of day d are [starts[d], starts[d + 1])."""

    starts: Ints
    service: Ints
    arrival: Ints
    booked: Ints


def draw_arrivals(scenario: Scenario, days: range, streams: Streams) -> Arrivals:
    """One factor a day multiplies all walk-ins; those of the last minutes before the last closing are left out."""
    day, service, arrival, booked = (
        np.concatenate(parts) for parts in zip(*_parts(scenario, days, streams), strict=True)
    )
    key = (day * (4 * DAY) + arrival) * len(scenario.services) + service
    order = np.argsort(key, kind="stable")
    sizes = np.bincount(day, minlength=len(days))
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return Arrivals(starts, service[order], arrival[order], booked[order])


def _parts(scenario: Scenario, days: range, streams: Streams) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    yield _walk_ins(scenario, days, streams)
    if any(service.bookings is not None for service in scenario.services.values()):
        yield _booked(scenario, days, streams)


def _walk_ins(scenario: Scenario, days: range, streams: Streams) -> tuple[Ints, Ints, Ints, Ints]:
    expected = np.array([service.arrivals for service in scenario.services.values()]).ravel()
    counts = np.empty((len(days), len(expected)), np.int64)
    places = []
    for index, day in enumerate(days):
        stream = streams.of(day, Kind.ARRIVALS)
        counts[index] = stream.poisson(expected * _factor(scenario.day_factor_cv, day, streams))
        places.append(stream.random(int(counts[index].sum())))
    cell = np.repeat(np.tile(np.arange(len(expected)), len(days)), counts.ravel())
    day_of = np.repeat(np.arange(len(days)), counts.sum(axis=1))
    service, interval = np.divmod(cell, max(scenario.intervals, 1))
    length = scenario.interval * MINUTE
    arrival = scenario.opening * MINUTE + ((interval + np.concatenate(places)) * length).astype(np.int64)
    comes = arrival < scenario.closing * MINUTE - scenario.last_ticket
    kept = day_of[comes], service[comes], arrival[comes]
    return (*kept, np.full(len(kept[0]), NONE, np.int64))


def _factor(cv: float, day: int, streams: Streams) -> float:
    """A gamma factor of mean 1."""
    if cv == 0:
        return 1.0
    return float(streams.of(day, Kind.DAY_FACTOR).gamma(1 / cv**2, cv**2))


def _booked(scenario: Scenario, days: range, streams: Streams) -> tuple[Ints, Ints, Ints, Ints]:
    """Who keeps a booking, and how early or late; nobody comes before midnight."""
    slots = _Slots.of(scenario)
    shape = (len(days), len(slots.service))
    chance, late = np.empty(shape), np.empty(shape)
    for index, date in enumerate(days):
        chance[index] = streams.of(date, Kind.BOOKINGS).random(shape[1])
        late[index] = streams.of(date, Kind.PUNCTUALITY).standard_normal(shape[1])
    offset = np.rint((slots.early + slots.spread * late) * MINUTE).astype(np.int64)
    day, slot = np.nonzero(chance < slots.show)
    arrival = np.maximum(slots.at[slot] + offset[day, slot], 0)
    return day, slots.service[slot], arrival, slots.at[slot]


@dataclass(frozen=True, slots=True)
class _Slots:
    """Every place that is booked, one entry each."""

    service: Ints
    at: Ints
    show: NDArray[np.float64]
    early: NDArray[np.float64]
    spread: NDArray[np.float64]

    @classmethod
    def of(cls, scenario: Scenario) -> "_Slots":
        rows = [
            (number, minute * MINUTE, booked.show, booked.early_minutes, booked.spread_minutes)
            for number, service in enumerate(scenario.services.values())
            if (booked := service.bookings) is not None
            for minute, count in booked.booked.items()
            for _ in range(count)
        ]
        table = np.array(rows, np.float64).reshape(len(rows), 5).T  # whole numbers of this size are exact
        return cls(table[0].astype(np.int64), table[1].astype(np.int64), table[2], table[3], table[4])
