"""Is a hub fit for its work: what was measured becomes findings, each with a sentence. Pure: the edge measures.

Backups have two hours from the start of the hub, since one is made each hour. The wall clock is compared with a clock
that never jumps, and with the last event: times of tickets stand still while the wall clock is behind the log.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hallops.domain.refusal import Fact
from hallops.domain.rules import HOUR, MINUTE

ROOM = 500 * 1024 * 1024  # bytes
BACKUP_AGE = 2 * HOUR
JUMP = 2 * MINUTE  # that the wall clock may gain or lose while the hub runs, besides being set right at its start
MEGABYTE = 1024 * 1024

READINESS: dict[str, str] = {
    "keeper_silent": "The keeper of the day does not answer: commands wait.",
    "disk_unknown": "It can not be said how much room the disk has.",
    "disk_full": "Only {free} MB are free: make room, or no ticket can be written soon.",
    "no_backup": "No good backup was made for {minutes} minutes: look at the backup folder and the log.",
    "clock_jumped": "The machine's clock was moved by {minutes} minutes while the hub ran: look at its time service.",
    "clock_behind_log": "The machine's clock is {minutes} minutes behind the last event: times stand still until then.",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """`wall` and `steady` are ms now, `wall_first` and `steady_first` those at the start; None is not known."""

    keeper_ms: float | None
    free: int | None
    wall: int
    steady: int
    wall_first: int
    steady_first: int
    last_event: int
    backed_up: int | None
    makes_backups: bool = True


@dataclass(frozen=True, slots=True)
class Trouble:
    """A code of READINESS and its facts."""

    code: str
    facts: dict[str, Fact]

    @property
    def stops_work(self) -> bool:
        """A clock that was set, perhaps right, is only told."""
        return self.code != "clock_jumped"


def troubles(found: Measured) -> list[Trouble]:
    """All that is not as it should be."""
    return [Trouble(code, dict(facts)) for code, facts in _found(found)]


def _found(found: Measured) -> Iterator[tuple[str, dict[str, int]]]:
    if found.keeper_ms is None:
        yield "keeper_silent", {}
    if found.free is None:
        yield "disk_unknown", {}
    elif found.free < ROOM:
        yield "disk_full", {"free": found.free // MEGABYTE}
    unsaved = _without_backup(found) if found.makes_backups else 0
    if unsaved > BACKUP_AGE:
        yield "no_backup", {"minutes": unsaved // MINUTE}
    moved = (found.wall - found.wall_first) - (found.steady - found.steady_first)
    if abs(moved) > JUMP:
        yield "clock_jumped", {"minutes": round(moved / MINUTE)}
    behind = found.last_event - found.wall
    if behind > JUMP:
        yield "clock_behind_log", {"minutes": -(-behind // MINUTE)}


def _without_backup(found: Measured) -> int:
    """How long the hub has run without a backup, at the most; by the clock that never jumps."""
    running = found.steady - found.steady_first
    if found.backed_up is None:
        return running
    return min(running, abs(found.wall - found.backed_up))
