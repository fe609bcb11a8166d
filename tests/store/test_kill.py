"""kill -9 of the writing process under load: what was acknowledged is there, once, and nothing else is.

Each kill comes after at least 500 new acknowledgements and with commands in flight. The same harness on a store that
acknowledges before its commit is seen to lose, so a silent harness is not taken for a safe store.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hallops.store.place import Place
from tests.rules.tree import ROOT
from tests.store.busy_hall import opening
from tests.store.checker import complaints
from tests.store.clients import CROWD, Acknowledged, Crowd, SocketClient
from tests.store.writer import open_when_free

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

BETWEEN = 500  # acknowledgements from one kill to the next
LONGEST = 60.0  # seconds that a stretch may take on a very busy machine


@dataclass(slots=True)
class Outcome:
    """What a run of kills gave: per kill the new acknowledgements and the commands it interrupted."""

    history: list[Acknowledged] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    interrupted: list[int] = field(default_factory=list)


class Hub:
    """A process that keeps the hall's day, started again after each kill."""

    def __init__(self, module: str, place: Place, address: object, *more: str, hasty: bool = False) -> None:
        self._command = [
            *(sys.executable, "-m", module),
            *(str(place.folder), place.url, str(address), "--began", str(time.time())),
            *(["--hasty"] if hasty else more),
        ]
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self._command, cwd=ROOT)

    def kill(self) -> None:
        """SIGKILL: the process gets no chance to do anything."""
        self._process.kill()
        self._process.wait()

    def start_again(self) -> None:
        self._process = self._start()


def kill_often(place: Place, address: Path, kills: int, *, hasty: bool = False) -> Outcome:
    """The writing process alone, on its socket."""
    clients = [SocketClient(number, address, kills) for number in range(CROWD)]
    return kill_under(Crowd(clients), Hub("tests.store.writer", place, address, hasty=hasty), kills)


def kill_under(crowd: Crowd, hub: Hub, kills: int, between: int = BETWEEN) -> Outcome:
    outcome = Outcome()
    with _at_work(crowd, hub):
        for _ in range(kills):
            acknowledged, interrupted = crowd.acknowledged, crowd.interrupted
            _wait_for(crowd, acknowledged + between)
            hub.kill()
            outcome.acknowledged.append(crowd.acknowledged - acknowledged)
            _until_hung_up(crowd)
            outcome.interrupted.append(crowd.interrupted - interrupted)
            hub.start_again()
    outcome.history = crowd.history()
    return outcome


@contextmanager
def _at_work(crowd: Crowd, hub: Hub) -> Iterator[None]:
    """All clients have their last answer at the end; then the process is killed once more."""
    try:
        crowd.begin(opening())
        yield
    finally:
        crowd.end()
        hub.kill()


def _wait_for(crowd: Crowd, acknowledgements: int) -> None:
    until = time.monotonic() + LONGEST
    while crowd.acknowledged < acknowledgements or not crowd.in_flight:
        assert time.monotonic() < until, f"only {crowd.acknowledged} of {acknowledgements} acknowledged"
        time.sleep(0.001)


def _until_hung_up(crowd: Crowd) -> None:
    """Every client notices that its connection is gone."""
    while crowd.in_flight:
        time.sleep(0.001)


def assert_nothing_lost(place: Place, outcome: Outcome) -> None:
    assert min(outcome.acknowledged) >= BETWEEN
    assert min(outcome.interrupted) >= 1
    store = open_when_free(place)
    try:
        assert complaints(store, outcome.history) == []
    finally:
        store.close()


def test_twenty_kills_lose_double_and_call_twice_nothing(tmp_path: Path) -> None:
    place = Place.in_folder(tmp_path / "hall")
    assert_nothing_lost(place, kill_often(place, tmp_path / "socket", 20))


@pytest.mark.postgres
def test_kills_of_the_process_beside_a_postgresql_lose_nothing(tmp_path: Path, postgres_database: str) -> None:
    place = Place(tmp_path / "hall", postgres_database)
    assert_nothing_lost(place, kill_often(place, tmp_path / "socket", 6))


def test_a_store_that_acknowledges_before_its_commit_is_seen_to_lose(tmp_path: Path) -> None:
    place = Place.in_folder(tmp_path / "hall")
    outcome = kill_often(place, tmp_path / "socket", 3, hasty=True)
    store = open_when_free(place)
    found = complaints(store, outcome.history)
    store.close()
    assert len([each for each in found if each.startswith("lost:")]) >= 3
