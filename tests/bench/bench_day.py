"""The queue core alone: a command's time, and the time to rebuild a long day from its events."""

from collections.abc import Iterator
from pathlib import Path

from hallops.domain.events import Event
from hallops.domain.hall_day import HallDay
from hallops.domain.perform import perform
from hallops.domain.rules import SECOND
from hallops.ports.journal import Accepted
from hallops.services.history import load_day
from hallops.store.place import Place
from hallops.store.store import Store
from tests.bench.figure import Figure
from tests.bench.spent import Spent, best, spending
from tests.bench.street_hall import OPENS, OWN, STEP, issue, new_day, open_street, opening, turn
from tests.domain.halls import TUESDAY

WAITING = 200
TURNS = 300  # of six commands
DAY = 5000  # tickets
COMMAND_US, REBUILD_SECONDS = 30.0, 1.0


def measure(folder: Path, rounds: int) -> Iterator[Figure]:
    spent = best([_commands() for _ in range(rounds)])
    yield Figure(
        f"decide and apply, {WAITING} waiting",
        spent.cpu_us,
        "us CPU",
        COMMAND_US,
        detail="issue, print, call next, start, finish, rate",
    )
    yield _rebuild(folder, rounds)


def _busy_day(waiting: int) -> HallDay:
    day = new_day()
    for command in opening():
        perform(day, command, OPENS)
    for number in range(waiting):
        perform(day, issue(number), OPENS + number * SECOND)
    return day


def _commands() -> Spent:
    day = _busy_day(WAITING)
    now = day.now
    day.take_changes()
    with spending() as spent:
        for number in range(TURNS):
            now += STEP
            for command in turn(day, number):
                perform(day, command, now)
                spent.count += 1
    return spent


def _rebuild(folder: Path, rounds: int) -> Figure:
    store = open_street(Place.in_folder(folder / "rebuild"))
    events = _write_long_day(store)
    found = best([_load(store) for _ in range(rounds)])
    store.close()
    detail = f"{events} events, read and folded; {found.cpu:.2f} s of it CPU"
    return Figure(f"a day of {DAY} tickets rebuilt", found.wall, "s", REBUILD_SECONDS, detail=detail)


def _load(store: Store) -> Spent:
    with spending(1) as spent:
        day = load_day(store.journal, store.halls, TUESDAY)
    assert len(day.tickets) == DAY
    return spent


def _write_long_day(store: Store) -> int:
    """Five thousand visitors, all served, in the log and in the rows."""
    day = new_day()
    happened: list[list[Event]] = [perform(day, command, OPENS) for command in opening()]
    now = OPENS
    for number in range(DAY):
        now += STEP
        service = OWN[number % len(OWN) + 1]
        happened += [perform(day, command, now) for command in turn(day, number, service)]
    first, batch = 1, []
    for number, events in enumerate(happened):
        batch.append(Accepted(f"key-{number}", "-", TUESDAY, 1, events[-1].at, tuple(events), first))
        first += len(events)
    store.journal.append(batch, [day])
    return first - 1
