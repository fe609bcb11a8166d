"""Durable commands a second: raw SQLite against the disk, the store against raw SQLite, side by side in one run.

The baseline executes the very statements of the store's run. Ratios, so that a busy machine can neither fake nor
break them.
"""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from itertools import count
from pathlib import Path

from hallops.domain.commands import Command
from hallops.domain.refusal import Refusal
from hallops.services.batch import Answer, Asked
from hallops.services.keeper import Keeper, command_hash
from hallops.store.place import Place
from hallops.store.store import Store
from tests.bench.captured import Captured, capturing, raw_connection, repeat
from tests.bench.figure import Figure, floor
from tests.bench.spent import Spent, best, spending
from tests.bench.street_hall import OPENS, OWN, RANKS, STEP, issue, open_street, opening, serve

WARM, CYCLES = 40, 150  # of issue, call, start, finish; when warm, SQLite's log has its full size and is overwritten
CALLERS = 16
FRAME_HEADER, PAGE = 24, 4096  # bytes; what SQLite writes to its log for each page that a commit changes
RAW, CORE, MANY = 0.8, 0.40, 0.50


class Steps:
    """A clock that moves on by two seconds whenever it is asked, so that two runs see the same times."""

    def __init__(self) -> None:
        self._ticks = count()

    def now(self) -> int:
        return OPENS + next(self._ticks) * STEP // 8


def measure(folder: Path, rounds: int) -> Iterator[Figure]:
    captured = _capture(folder)
    pages = _pages_a_commit(folder, captured)
    found: dict[str, list[Spent]] = {name: [] for name in ("disk", "page", "raw", "core", "thread", "many")}
    for number in range(rounds):
        here = folder / f"round-{number}"
        here.mkdir()
        found["page"].append(_syncs(here, 1))
        found["disk"].append(_syncs(here, pages))
        found["raw"].append(_raw(here, captured))
        found["core"].append(_core(here))
        found["thread"].append(_thread(here))
        found["many"].append(_many(here))
    yield from _figures({name: best(spent) for name, spent in found.items()}, pages)


def _figures(found: dict[str, Spent], pages: int) -> Iterator[Figure]:
    raw, core, many = found["raw"], found["core"], found["many"]
    yield floor(
        "raw SQLite ÷ disk",
        raw.rate / found["disk"].rate,
        RAW,
        f"{raw.rate:.0f}/s ÷ {found['disk'].rate:.0f}/s, {pages} pages written and fdatasync, as a commit does",
    )
    yield Figure(
        "raw SQLite ÷ disk, one page",
        raw.rate / found["page"].rate,
        "x",
        detail=f"the same ÷ {found['page'].rate:.0f}/s, one page written and fdatasync",
    )
    yield floor(
        "issue and call, one caller ÷ raw",
        core.rate / raw.rate,
        CORE,
        f"{core.rate:.0f}/s ÷ {raw.rate:.0f}/s; CPU {core.cpu_us:.0f} ÷ {raw.cpu_us:.0f} us",
    )
    yield Figure(
        "the same, through the keeper's thread",
        found["thread"].rate / raw.rate,
        "x",
        detail=f"{found['thread'].rate:.0f}/s; CPU {found['thread'].cpu_us:.0f} us",
    )
    yield floor(
        f"{CALLERS} callers ÷ raw, one caller",
        many.rate / raw.rate,
        MANY,
        f"{many.rate:.0f}/s ÷ {raw.rate:.0f}/s; CPU {many.cpu_us:.0f} us",
    )


def _commands(first: int, last: int) -> Iterator[tuple[str, Command]]:
    """Some cycles of a day, each command with its key."""
    for number in range(first, last):
        window = number % len(RANKS) + 1
        for step, command in enumerate((issue(number, OWN[window]), *serve(window))):
            yield f"key-{number}-{step}", command


def _opening() -> Iterator[tuple[str, Command]]:
    """The opening of the day, and the cycles that come before the measured ones."""
    for number, command in enumerate(opening()):
        yield f"opening-{number}", command
    yield from _commands(0, WARM)


def _measured() -> Iterator[tuple[str, Command]]:
    yield from _commands(WARM, WARM + CYCLES)


def _carry_out(keeper: Keeper, commands: Iterator[tuple[str, Command]]) -> None:
    """Decide, write and answer one after the other, in this thread."""
    for key, command in commands:
        asked = Asked(command, key, command_hash(command), Future[Answer]())
        keeper._carry_out([asked])
        asked.future.result()


def _submit(keeper: Keeper, commands: Iterator[tuple[str, Command]]) -> None:
    for key, command in commands:
        keeper.submit(command, key).result()


def _capture(folder: Path) -> tuple[Captured, Captured]:
    """The statements of the opening, and those of the measured commands."""
    store = open_street(Place.in_folder(folder / "captured"))
    keeper = Keeper(store.journal, store.halls, Steps())
    with capturing(store) as first:
        _carry_out(keeper, _opening())
    with capturing(store) as then:
        _carry_out(keeper, _measured())
    store.close()
    return first, then


def _raw(folder: Path, captured: tuple[Captured, Captured]) -> Spent:
    connection = raw_connection(Place.in_folder(folder / "raw"))
    repeat(connection, captured[0].transactions)
    with spending(len(captured[1].transactions)) as spent:
        repeat(connection, captured[1].transactions)
    connection.close()
    return spent


def _pages_a_commit(folder: Path, captured: tuple[Captured, Captured]) -> int:
    place = Place.in_folder(folder / "size")
    connection = raw_connection(place)
    connection.execute("PRAGMA wal_autocheckpoint=0").close()
    repeat(connection, captured[0].transactions)
    log = folder / "size" / "hall.db-wal"
    before = log.stat().st_size
    repeat(connection, captured[1].transactions)
    size = log.stat().st_size - before
    connection.close()
    return round(size / len(captured[1].transactions) / (FRAME_HEADER + PAGE))


def _syncs(folder: Path, pages: int) -> Spent:
    """The writes of a commit without the database, into a file that has its full size already."""
    room, times = 4 * 1024 * 1024, 400
    path = folder / f"disk-{pages}"
    path.write_bytes(bytes(room))
    file = os.open(path, os.O_RDWR)
    os.fsync(file)
    header, page, at = os.urandom(FRAME_HEADER), os.urandom(PAGE), 0
    with spending(times) as spent:
        for _ in range(times):
            for _ in range(pages):
                os.pwrite(file, header, at)
                os.pwrite(file, page, at + FRAME_HEADER)
                at = (at + FRAME_HEADER + PAGE) % (room - PAGE - FRAME_HEADER)
            os.fdatasync(file)
    os.close(file)
    return spent


def _core(folder: Path) -> Spent:
    store = open_street(Place.in_folder(folder / "core"))
    keeper = Keeper(store.journal, store.halls, Steps())
    _carry_out(keeper, _opening())
    with spending(CYCLES * 4) as spent:
        _carry_out(keeper, _measured())
    store.close()
    return spent


def _thread(folder: Path) -> Spent:
    store = open_street(Place.in_folder(folder / "thread"))
    keeper = _started(store)
    with spending(CYCLES * 4) as spent:
        _submit(keeper, _measured())
    keeper.stop()
    store.close()
    return spent


def _started(store: Store) -> Keeper:
    keeper = Keeper(store.journal, store.halls, Steps())
    keeper.start()
    _submit(keeper, _opening())
    return keeper


def _many(folder: Path) -> Spent:
    """Sixteen callers, eleven of them at a window; what was refused does not count."""
    store = open_street(Place.in_folder(folder / "many"))
    keeper = _started(store)
    done: list[int] = []
    callers = [threading.Thread(target=lambda n=number: done.append(_call(keeper, n))) for number in range(CALLERS)]
    with spending() as spent:
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        spent.count = sum(done)
    keeper.stop()
    store.close()
    return spent


def _call(keeper: Keeper, caller: int) -> int:
    carried_out = 0
    for number in range(CYCLES // 2):
        window = caller + 1 if caller + 1 in RANKS else None
        commands = [issue(number, OWN[window] if window else None), *(serve(window) if window else ())]
        for step, command in enumerate(commands):
            try:
                keeper.submit(command, f"caller-{caller}-{number}-{step}").result()
            except Refusal:
                continue
            carried_out += 1
    return carried_out
