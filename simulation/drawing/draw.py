"""draw(scenario, days, seed): all variates of the customers of some days."""

import numpy as np
from numpy.typing import NDArray

from simulation.drawing.arrivals import Arrivals, draw_arrivals
from simulation.drawing.draws import NONE, Draws, Ints
from simulation.drawing.durations import draw_durations
from simulation.drawing.streams import Kind, Streams
from simulation.scenario.distribution import Distribution
from simulation.scenario.scenario import Scenario


def draw(scenario: Scenario, days: range, seed: int) -> Draws:
    """Draw days by their numbers: a day is the same whichever days are drawn with it."""
    streams = Streams(seed)
    return draw_people(scenario, draw_arrivals(scenario, days, streams), days, streams)


def draw_people(scenario: Scenario, come: Arrivals, days: range, streams: Streams) -> Draws:
    """All else about those of whom it is known when they come, and for what."""
    services = tuple(scenario.services.values())
    chance = _Chances(come.starts, streams, days)
    transfer_to, second_time = _transfers(scenario, come.service, come.starts, streams, days)

    def durations(shapes: list[Distribution | None], kind: Kind) -> Ints:
        return draw_durations(shapes, come.service, come.starts, streams=streams, first_day=days.start, kind=kind)

    return Draws(
        services=tuple(scenario.services),
        classes=tuple(scenario.classes),
        starts=come.starts,
        service=come.service,
        visitor_class=_classes(scenario, chance),
        accessible=_flags(chance, Kind.ACCESSIBLE, np.array([scenario.accessible_share] * len(services)), come.service),
        arrival=come.arrival,
        booked=come.booked,
        service_time=np.maximum(durations([service.service for service in services], Kind.SERVICE), 1),
        patience=durations([service.patience for service in services], Kind.PATIENCE),
        no_show=_flags(chance, Kind.NO_SHOW, np.array([service.no_show for service in services]), come.service),
        transfer_to=transfer_to,
        second_time=second_time,
    )


class _Chances:
    """One number in [0, 1) for each customer and kind."""

    def __init__(self, starts: Ints, streams: Streams, days: range) -> None:
        self._sizes = np.diff(starts).tolist()
        self.count = int(starts[-1])
        self._streams = streams
        self._days = days

    def of(self, kind: Kind) -> NDArray[np.float64]:
        parts = [self._streams.of(day, kind).random(size) for day, size in zip(self._days, self._sizes, strict=True)]
        return np.concatenate(parts)


def _flags(chance: _Chances, kind: Kind, shares: NDArray[np.float64], service: Ints) -> Ints:
    if not shares.any():
        return np.zeros(chance.count, np.int64)
    return (chance.of(kind) < shares[service]).astype(np.int64)


def _classes(scenario: Scenario, chance: _Chances) -> Ints:
    bounds = np.cumsum([visitors.share for visitors in scenario.classes.values()])[:-1]
    if not len(bounds):
        return np.zeros(chance.count, np.int64)
    return np.searchsorted(bounds, chance.of(Kind.VISITOR_CLASS), side="right").astype(np.int64)


def _transfers(scenario: Scenario, service: Ints, starts: Ints, streams: Streams, days: range) -> tuple[Ints, Ints]:
    """Where each is sent on to, and how long that service takes."""
    to, second = np.full(len(service), NONE, np.int64), np.full(len(service), NONE, np.int64)
    codes = list(scenario.services)
    shares = np.array([[one.transfer.get(code, 0.0) for code in codes] for one in scenario.services.values()])
    if not shares.any():
        return to, second
    chance = _Chances(starts, streams, days).of(Kind.TRANSFER)
    found = (chance[:, None] >= np.cumsum(shares, axis=1)[service]).sum(axis=1)
    moves = found < len(codes)
    to[moves] = found[moves]
    bounds = np.concatenate([[0], np.cumsum(moves)])[starts].astype(np.int64)
    shapes = [one.service for one in scenario.services.values()]
    times = draw_durations(shapes, to[moves], bounds, streams=streams, first_day=days.start, kind=Kind.SECOND_SERVICE)
    second[moves] = np.maximum(times, 1)
    return to, second
