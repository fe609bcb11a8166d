"""What keeps a hub from being ready, told as what was measured."""

from dataclasses import replace
from typing import Any

from hallops.domain.rules import HOUR, MINUTE
from hallops.services.readiness import JUMP, ROOM, Measured, troubles

START = 1_767_574_800_000
WELL = Measured(
    keeper_ms=0.3,
    free=2 * ROOM,
    wall=START + 3 * HOUR,
    steady=3 * HOUR,
    wall_first=START,
    steady_first=0,
    last_event=START + 3 * HOUR,
    backed_up=START + 2 * HOUR,
)


def codes(**changes: Any) -> list[str]:
    return [trouble.code for trouble in troubles(replace(WELL, **changes))]


def test_a_hub_that_is_well_has_no_trouble() -> None:
    assert codes() == []


def test_a_silent_keeper_and_a_full_disk_stop_the_work() -> None:
    assert codes(keeper_ms=None, free=ROOM - 1) == ["keeper_silent", "disk_full"]
    assert codes(free=None) == ["disk_unknown"]


def test_a_hub_has_two_hours_to_make_a_backup() -> None:
    assert codes(backed_up=START + HOUR - 1) == ["no_backup"]
    assert codes(backed_up=None) == ["no_backup"]
    young = replace(WELL, steady=HOUR, wall=START + HOUR, backed_up=None, last_event=START)
    assert troubles(young) == []
    assert codes(backed_up=None, makes_backups=False) == []


def test_a_clock_that_was_set_is_told_and_one_behind_the_log_stops_the_work() -> None:
    ahead = troubles(replace(WELL, wall=WELL.wall + JUMP + MINUTE, backed_up=WELL.wall))
    assert [(trouble.code, trouble.facts, trouble.stops_work) for trouble in ahead] == [
        ("clock_jumped", {"minutes": 3}, False)
    ]
    behind = troubles(replace(WELL, wall_first=START - HOUR, wall=WELL.wall - HOUR))
    assert [(trouble.code, trouble.facts, trouble.stops_work) for trouble in behind] == [
        ("clock_behind_log", {"minutes": 60}, True)
    ]
