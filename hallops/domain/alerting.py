"""What a hall wants to be alerted to: thresholds with who hears them and how loud, and what was acknowledged.

An alert has a stable id, `kind:subject:threshold`. Finding out which alerts there are is a service's; the day only
keeps who acknowledged which, and at what figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hallops.domain.commands import Command
from hallops.domain.events import Event
from hallops.domain.rules import MINUTE


class AlertKind(StrEnum):
    """What is measured."""

    LINE = "line"  # tickets waiting for a service
    PER_WINDOW = "per_window"  # tickets waiting for each open window
    LONGEST = "longest"  # the longest wait of a service, minutes
    MEAN = "mean"  # the mean wait of those who wait now, minutes
    PAUSED = "paused"  # a window's pause, minutes
    HELP = "help"  # a help call that nobody answers, minutes
    NOT_OPEN = "not_open"  # a window that the mode counts on stands empty, minutes
    TIDAL = "tidal"  # a closed window should open: tickets waiting for each open window
    DEVICE = "device"  # a device in trouble, minutes


class Loud(StrEnum):
    """How an alert is heard."""

    SILENT = "silent"
    ONCE = "once"
    REPEAT = "repeat"  # until it is acknowledged


class Listener(StrEnum):
    """Who may hear an alert."""

    MANAGER = "manager"
    GUIDE = "guide"
    WINDOW = "window"


class DeviceState(StrEnum):
    """How a device is."""

    OK = "ok"
    OFFLINE = "offline"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    FAULT = "fault"


COUNTED = frozenset({AlertKind.LINE, AlertKind.PER_WINDOW, AlertKind.TIDAL})  # the others are minutes
DESK = frozenset({Listener.MANAGER, Listener.GUIDE})


@dataclass(frozen=True, slots=True)
class AlertRule:
    """One threshold: a count of tickets, or ms. Without a service (or window) it holds for each."""

    kind: AlertKind
    threshold: int
    service: str | None = None
    window: int | None = None
    who: frozenset[Listener] = DESK
    loud: Loud = Loud.ONCE


def default_alerts(per_window: int = 10, mean_wait: int = 15 * MINUTE) -> tuple[AlertRule, ...]:
    """What a hall without a list of its own is alerted to."""
    return (
        AlertRule(AlertKind.HELP, MINUTE, loud=Loud.REPEAT),
        AlertRule(AlertKind.PER_WINDOW, per_window, who=frozenset({Listener.MANAGER})),
        AlertRule(AlertKind.TIDAL, per_window),
        AlertRule(AlertKind.MEAN, mean_wait),
        AlertRule(AlertKind.LONGEST, 2 * mean_wait, who=frozenset(Listener)),
        AlertRule(AlertKind.PAUSED, 15 * MINUTE, who=frozenset({Listener.MANAGER, Listener.WINDOW}), loud=Loud.SILENT),
        AlertRule(AlertKind.NOT_OPEN, 10 * MINUTE, loud=Loud.SILENT),
        AlertRule(AlertKind.DEVICE, 0),
    )


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Who has seen an alert, when, and at what figure."""

    at: int
    by: str
    value: int


Acknowledged = Mapping[str, Acknowledgement]  # by the alert's id


@dataclass(frozen=True, slots=True)
class AcknowledgeAlert(Command):
    """Say that one has seen an alert, at the figure `value` that it showed: it goes quiet."""

    alert: str
    value: int = 0


@dataclass(frozen=True, slots=True)
class AlertAcknowledged(Event):
    """`by` has seen an alert; it comes again when it gets worse or lasts."""

    alert: str
    value: int
