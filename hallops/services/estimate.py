"""The simple wait estimate: a ticket's position and the recent service times of the windows that would serve it.

An interval, low to high, in ms. Where there is a forecast of the queue, that takes its place in the same shape.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import chain, islice
from typing import Protocol

from hallops.domain.calling import Waiting
from hallops.domain.commands import Estimate, Issue
from hallops.domain.desk import Desk
from hallops.domain.hall_day import HallDay
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import State

SOURCE = "position"
RECENT = 20  # served tickets that a mean is taken of
UNKNOWN_SERVICE_TIME = 8 * MINUTE  # before anybody was served today
SPREAD = 0.5  # the interval is the mean wait, half more and half less


class Waits(Protocol):
    """Whoever knows how long visitors will wait. Asked in the keeper's thread: it answers at once."""

    def of_service(self, day: HallDay, service: str, now: int) -> Estimate:
        """Of a visitor who would join now."""

    def of_ticket(self, day: HallDay, waiting: Waiting, now: int) -> Estimate:
        """Of a waiting ticket, from now on."""


class SimpleWaits:
    """By position and recent service times."""

    def of_service(self, day: HallDay, service: str, _now: int) -> Estimate:
        return estimate_wait(day, service)

    def of_ticket(self, day: HallDay, waiting: Waiting, now: int) -> Estimate:
        return estimate_ticket(day, waiting, now)


SIMPLE: Waits = SimpleWaits()


def with_estimate(day: HallDay, command: Issue, now: int, waits: Waits = SIMPLE) -> Issue:
    """The command with the estimate that its ticket will carry."""
    if command.estimate is not None or command.service not in day.hall.services:
        return command
    return replace(command, estimate=waits.of_service(day, command.service, now))


def estimate_wait(day: HallDay, service: str) -> Estimate:
    """Of a visitor who would join now: behind everyone whom the windows of this service also take."""
    windows = _serving(day, service)
    return _estimate(day, windows, sum(day.lines.length(code) for code in _taken(day, windows, service)))


def estimate_ticket(day: HallDay, waiting: Waiting, now: int) -> Estimate:
    """Of a waiting ticket: behind those whom the rule would call before it."""
    windows = _serving(day, waiting.service)
    return _estimate(day, windows, people_ahead(day, waiting, _taken(day, windows, waiting.service), now))


def people_ahead(day: HallDay, waiting: Waiting, services: Collection[str], now: int) -> int:
    """How many waiting tickets of these services the rule prefers now, were they all of one rank.

    One that was re-inserted has its old place, but some others are called first: as many as it must let pass.
    """
    own = day.rule.precedence(waiting, 1, now)
    callable_now = chain(day.lines, (other for other in day.deferred.values() if day.released(other, now)))
    others = [other for other in callable_now if other.service in services and other.ticket != waiting.ticket]
    before = sum(day.rule.precedence(other, 1, now) > own for other in others)
    return max(before, min(len(others), _to_pass(day, waiting, now)))


def _to_pass(day: HallDay, waiting: Waiting, now: int) -> int:
    release = day.tickets[waiting.ticket].release_calls
    if release is None or day.released(waiting, now):
        return 0
    return release - day.calls_of[waiting.service]


def _serving(day: HallDay, service: str) -> list[Desk]:
    """The windows that call for this service now."""
    return [
        desk
        for desk in day.desks.values()
        if desk.window is not None and desk.paused is None and service in day.hall.windows[desk.window].rank
    ]


def _taken(day: HallDay, windows: Iterable[Desk], service: str) -> set[str]:
    """Every service that these windows take, this one in any case."""
    return {service}.union(*(day.hall.windows[desk.window or 0].rank for desk in windows))


def _estimate(day: HallDay, windows: Collection[Desk], ahead: int) -> Estimate:
    """Tickets ahead, times the recent mean service time, shared by the windows."""
    free = any(desk.ticket is None for desk in windows)
    turns = ahead if free else ahead + 1
    mean = recent_service_time(day) * turns / max(1, len(windows))
    return Estimate(round(mean * (1 - SPREAD)), round(mean * (1 + SPREAD)), SOURCE)


def recent_service_time(day: HallDay) -> float:
    """Mean of the last served tickets of the day, in ms; forced ends left out."""
    newest = (day.tickets[call.ticket] for call in reversed(day.calls.values()) if call.outcome is State.DONE)
    times = [t.ended - t.started for t in islice(newest, RECENT) if t.started and t.ended and not t.flagged]
    return sum(times) / len(times) if times else UNKNOWN_SERVICE_TIME
