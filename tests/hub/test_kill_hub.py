"""kill -9 of the whole hub under sixteen clients over HTTP: what was acknowledged is there, once, and nothing else is.

The store's own kill tests prove the log; these prove that nothing between the socket and the log answers too early,
forgets a key or carries a command out twice. The bench says how soon it is back; here only what it holds counts.
"""

from pathlib import Path

import pytest

from hallops.hub.timekeeping import CALENDAR
from hallops.store.place import Place
from tests.hub.http_clients import HttpClient
from tests.ports import free_port
from tests.store.checker import complaints
from tests.store.clients import CROWD, Crowd
from tests.store.test_kill import Hub, Outcome, kill_under
from tests.store.writer import open_when_free

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

BETWEEN = 150  # acknowledgements from one kill to the next


def kill_hub(folder: Path, kills: int, *, hasty: bool = False) -> tuple[Outcome, list[str]]:
    """What the clients saw, and what is wrong with the log afterwards."""
    place, port = Place.in_folder(folder / "hall"), free_port()
    crowd = Crowd(HttpClient(number, port, kills) for number in range(CROWD))
    outcome = kill_under(crowd, Hub("tests.hub.killable", place, port, hasty=hasty), kills, BETWEEN)
    store = open_when_free(place)
    found = complaints(store, outcome.history)
    store.close()
    return outcome, [each for each in found if not each.startswith(f"made up: {CALENDAR}-")]  # the hub's own command


def test_twenty_kills_of_a_hub_lose_double_and_call_twice_nothing(tmp_path: Path) -> None:
    outcome, wrong = kill_hub(tmp_path, 20)
    assert wrong == []
    assert min(outcome.acknowledged) >= BETWEEN
    assert min(outcome.interrupted) >= 1


def test_a_hub_that_answers_before_its_commit_is_seen_to_lose(tmp_path: Path) -> None:
    _, wrong = kill_hub(tmp_path, 2, hasty=True)
    assert len([each for each in wrong if each.startswith("lost:")]) >= 2
