"""The order of a simulated day: whatever falls due in one millisecond takes its turn by kind, then by number.

SimPy's own queue keeps the order: a turn is an event whose priority is made of its kind and number.
"""

from enum import IntEnum

from simpy import Environment, Event
from simpy.events import EventPriority

NUMBERS = 1 << 40  # more than any window or customer


class Turn(IntEnum):
    """Kinds of turns; SimPy's own priorities, 0 and 1, come before all of them."""

    CLOSES = 2  # a window, by number
    FREES = 3
    OPENS = 4
    JOINS = 5  # an arrival or a transfer, by customer
    LEAVES = 6
    ENDS = 7  # the millisecond is over


def turn(env: Environment, at: int, kind: Turn, number: int = 0) -> Event:
    """An event to wait for; one that falls due now takes its place among those still to come."""
    event = Event(env)
    event._ok, event._value = True, None  # noqa: SLF001 - as simpy.Timeout does for itself
    env.schedule(event, priority=priority(kind, number), delay=at - env.now)
    return event


def priority(kind: Turn, number: int) -> EventPriority:
    return EventPriority(kind * NUMBERS + number)
