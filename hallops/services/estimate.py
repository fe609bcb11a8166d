"""The simple wait estimate: a ticket's position and the recent service times of the windows that would serve it.

An interval, low to high, in ms. The simulation's estimate will take its place in the same shape.
"""

from dataclasses import replace
from itertools import islice

from hallops.domain.commands import Estimate, Issue
from hallops.domain.hall_day import HallDay
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import State

SOURCE = "position"
RECENT = 20  # served tickets that a mean is taken of
UNKNOWN_SERVICE_TIME = 8 * MINUTE  # before anybody was served today
SPREAD = 0.5  # the interval is the mean wait, half more and half less


def with_estimate(day: HallDay, command: Issue) -> Issue:
    """The command with the estimate that its ticket will carry."""
    if command.estimate is not None or command.service not in day.hall.services:
        return command
    return replace(command, estimate=estimate_wait(day, command.service))


def estimate_wait(day: HallDay, service: str) -> Estimate:
    """Tickets ahead, times the recent mean service time, shared by the windows that serve this service."""
    windows = [
        desk
        for desk in day.desks.values()
        if desk.window is not None and desk.paused is None and service in day.hall.windows[desk.window].rank
    ]
    served = {code for desk in windows for code in day.hall.windows[desk.window or 0].rank}
    ahead = sum(day.lines.length(code) for code in served) if windows else day.lines.length(service)
    free = any(desk.ticket is None for desk in windows)
    turns = ahead if free else ahead + 1
    mean = recent_service_time(day) * turns / max(1, len(windows))
    return Estimate(round(mean * (1 - SPREAD)), round(mean * (1 + SPREAD)), SOURCE)


def recent_service_time(day: HallDay) -> float:
    """Mean of the last served tickets of the day, in ms; forced ends left out."""
    newest = (day.tickets[call.ticket] for call in reversed(day.calls.values()) if call.outcome is State.DONE)
    times = [t.ended - t.started for t in islice(newest, RECENT) if t.started and t.ended and not t.flagged]
    return sum(times) / len(times) if times else UNKNOWN_SERVICE_TIME
