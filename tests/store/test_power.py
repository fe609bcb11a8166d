"""Power cuts below SQLite: with the engine's settings nothing acknowledged is lost, with NORMAL it is seen to be.

The real store, journal and keeper run on a disk that records every write and sync. The disk is rebuilt as a cut at a
random point leaves it, opened with the real engine, and held against what had been acknowledged by then.
"""

import random
from collections.abc import Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hallops.domain.commands import CallNext, Command, Finish, Issue, Start
from hallops.domain.rules import SECOND
from hallops.services.batch import Answer
from hallops.services.keeper import Keeper
from hallops.store import engine
from hallops.store.codec import encode
from hallops.store.place import Place
from hallops.store.store import StoreDamagedError
from tests.domain.halls import at
from tests.store.apsw_driver import Driver
from tests.store.busy_hall import SERVICES, WINDOWS, open_busy, opening
from tests.store.checker import complaints
from tests.store.clients import Acknowledged
from tests.store.power import Kind, Loss, RecordingDisk, Remains, Step
from tests.store.running import HandClock

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

COMMANDS = 600
CUTS = 320
CONTROL_CUTS = 100
OFTEN = "wal_autocheckpoint=60"  # pages: so short a run meets many checkpoints too
ISSUES = 0.4  # of all commands
STEPS = (CallNext, Start, Finish)


@dataclass(slots=True)
class Recording:
    """A run on the recording disk: its steps, and at which of them each command was acknowledged."""

    log: list[Step]
    began: int = 0  # the day is open and staffed from this step on
    told: list[tuple[int, Acknowledged]] = field(default_factory=list)

    def by(self, cut: int) -> list[Acknowledged]:
        return [acknowledged for position, acknowledged in self.told if position <= cut]


def record(folder: Path, monkeypatch: pytest.MonkeyPatch, *pragmas: str) -> Recording:
    """Let the hall work for a while; `pragmas` come after the engine's own."""
    disk = RecordingDisk()
    recording = Recording(disk.log)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "sqlite_module", Driver(disk.name))
        patch.setattr(engine, "SQLITE_PRAGMAS", (*engine.SQLITE_PRAGMAS, OFTEN, *pragmas))
        store = open_busy(Place.in_folder(folder))
    clock = HandClock(at("09:05"))
    keeper = Keeper(store.journal, store.halls, clock)
    keeper.start()
    for number, command in enumerate(opening()):
        _submit(keeper, recording, command, f"opening-{number}").result(10)
    recording.began = len(disk.log)
    _work(keeper, clock, recording)
    keeper.stop()
    recording.log = list(disk.log)  # closing writes more
    store.close()
    return recording


def _work(keeper: Keeper, clock: HandClock, recording: Recording) -> None:
    """One to five commands at a time, so that some are written together."""
    rng = random.Random(7)
    for number in range(COMMANDS // 3):
        clock.set_ms(clock.now() + 2 * SECOND)
        wait([_submit(keeper, recording, _command(rng), f"{number}-{each}") for each in range(rng.randint(1, 5))])


def _command(rng: random.Random) -> Command:
    if rng.random() < ISSUES:
        return Issue("D1", rng.choice(SERVICES))
    return rng.choice(STEPS)("S", rng.choice(WINDOWS))


def _submit(keeper: Keeper, recording: Recording, command: Command, key: str) -> "Future[Answer]":
    """The step of the acknowledgement is noted in the keeper's own thread, so it is exact."""

    def note(done: "Future[Answer]") -> None:
        if done.exception() is None and done.result().events:
            answer = done.result()
            events = tuple((type(event).__name__, encode(event)) for event in answer.events)
            recording.told.append((len(recording.log), Acknowledged(key, answer.first, events)))

    future = keeper.submit(command, key)
    future.add_done_callback(note)
    return future


def cuts(recording: Recording, number: int, rng: random.Random) -> Iterator[tuple[int, Loss]]:
    """Half of the cuts anywhere, half in the very moment of an acknowledgement; in rising order."""
    anywhere = [rng.randint(recording.began, len(recording.log)) for _ in range(number // 2)]
    at_once = [max(recording.began, rng.choice(recording.told)[0]) for _ in range(number - len(anywhere))]
    for cut in sorted(anywhere + at_once):
        yield cut, rng.choice((Loss.ALL, Loss.ALL, Loss.SOME, Loss.TORN, Loss.NONE))


def after_the_cut(folder: Path, files: dict[str, bytes], told: list[Acknowledged]) -> list[str]:
    """What is wrong with a store that is opened on what the cut left."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        store = open_busy(Place.in_folder(folder))
    except StoreDamagedError as error:
        return [f"refused: {error.found}"]
    with store.connection.begin():
        integrity = store.connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    found = complaints(store, told, complete=False)
    store.close()
    return found if integrity == ["ok"] else [f"damaged: {integrity[0]}", *found]


def after_cuts(recording: Recording, folder: Path, many: int) -> list[list[str]]:
    rng = random.Random(11)
    remains = Remains(recording.log)
    return [
        after_the_cut(folder / f"cut-{number}", remains.at(cut, loss, rng), recording.by(cut))
        for number, (cut, loss) in enumerate(cuts(recording, many, rng))
    ]


def test_with_the_engine_settings_a_power_cut_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = record(tmp_path / "hall", monkeypatch)
    synced = [step.file for step in recording.log if step.kind is Kind.SYNC]
    assert synced.count("hall.db") >= 20, "the run met too few checkpoints"
    assert len(recording.told) >= 300
    found = after_cuts(recording, tmp_path, CUTS)
    assert len(found) == CUTS
    assert [each for each in found if each] == []


def test_without_a_sync_at_each_commit_the_cuts_are_seen_to_lose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = record(tmp_path / "hall", monkeypatch, "synchronous=NORMAL")
    found = after_cuts(recording, tmp_path, CONTROL_CUTS)
    losing = [each for each in found if any(sentence.startswith(("lost:", "refused:")) for sentence in each)]
    assert len(losing) >= CONTROL_CUTS // 4
    said = {sentence.partition(":")[0] for each in found for sentence in each}
    assert said == {"lost", "refused"}  # refused: whole commits lie behind a torn one, and the opening sees it
