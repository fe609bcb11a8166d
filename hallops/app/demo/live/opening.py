"""Sets a live demo up in the store of its folder: how the time will run, the passes, a port for the hub."""

import socket
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from hallops.app.demo.duties import SETTLE_IN
from hallops.app.demo.live import passes
from hallops.app.demo.live.orders import Timing, World
from hallops.app.demo.live.pages import HOST
from hallops.app.demo.live.show import Production
from hallops.domain.day_plan import DayPlan, Stretch, instant
from hallops.domain.hall_day import Phase
from hallops.domain.rules import MINUTE
from hallops.services.history import past_days
from hallops.store.passes import SqlPasses
from hallops.store.store import Store

PORT = 8420


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user wants. `since` and `until` are minutes of the first day; `left` are the user's own windows."""

    seed: int
    days: tuple[date, ...]
    speed: float
    folder: Path
    since: int | None = None
    until: int | None = None
    left: tuple[int, ...] = ()


def open_production(store: Store, world: World, asked: Asked) -> Production | None:
    """Everything that is needed to play; None when all days were played before."""
    closed = {day.day for day in past_days(store.journal, store.halls) if day.phase is Phase.CLOSED}
    plans = [plan for plan in world.plans(asked.days) if plan.day not in closed]
    if not plans:
        return None
    resume_at = store.journal.last_at
    since, until = (_instant(world, plans[0].day, minutes) for minutes in (asked.since, asked.until))
    timing = Timing(tuple(stretches(plans, max(resume_at, since or 0))), asked.speed)
    wanted = passes.wanted(world, plans, asked.seed)
    return Production(
        world=world,
        timing=timing,
        days=tuple(plan.day for plan in plans),
        epoch=store.epoch,
        folder=asked.folder,
        data=store.place.folder,
        port=free_port(),
        seed=asked.seed,
        resume_at=timing.stretches[0].start,
        left=asked.left,
        tokens=passes.give(SqlPasses(store.connection, store.hall), wanted, timing.stretches[0].start),
        until=until,
    )


def stretches(plans: Sequence[DayPlan], begin: int) -> list[Stretch]:
    """The hours that are played: from a little before the doors open until the calendar closes the day at the latest.

    The nights between are jumped.
    """
    found = []
    for plan in plans:
        end = (plan.latest or 0) + MINUTE
        start = max(plan.segments[0].start - SETTLE_IN, begin)
        found.append(Stretch(min(start, end), end))
    return found


def free_port(wanted: int = PORT) -> int:
    """The hub's usual port, or another one where somebody has that."""
    for port in (wanted, 0):
        try:
            with socket.create_server((HOST, port)) as probe:
                return int(probe.getsockname()[1])
        except OSError:
            continue
    return wanted


def check_windows(known: Collection[int], left: Collection[int]) -> list[int]:
    """Those of `left` that the hall does not have."""
    return sorted(set(left) - set(known))


def _instant(world: World, day: date, minutes: int | None) -> int | None:
    return None if minutes is None else instant(day, minutes, ZoneInfo(world.hall.timezone))
