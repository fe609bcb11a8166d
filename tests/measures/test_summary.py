"""A morning at two windows, as summary.json tells it."""

import json
from typing import Any

from tests.measures.hall_day import day, duty, served, ticket


def morning() -> Any:
    """What a reader of summary.json gets."""
    summary = day(
        served("A001", joined=0, wait=0, service=8, mode="weekday"),
        served("A002", joined=5, wait=12, service=6, mode="weekday"),
        served("B001", joined=40, wait=6, service=20, kind="housing", window=2, mode="lunch"),
        ticket("A003", joined=45, outcome="left", finished=51),
        duties=(duty(1, 0, 60), duty(2, 30, 90)),
    )
    return json.loads(json.dumps(summary.as_dict()))


def test_the_total_has_n_beside_every_mean_and_share() -> None:
    total = morning()["total"]
    assert (total["issued"], total["served"], total["outcomes"]["left"]) == (4, 3, 1)
    assert total["waiting"] == {
        "n": 3,
        "mean_minutes": 6.0,
        "median_minutes": 6.0,
        "p90_minutes": 12.0,
        "longest_minutes": 12.0,
        "within_target": {"share": 0.6667, "hits": 2, "n": 3},
        "within_target_of_all": {"share": 0.5, "hits": 2, "n": 4},
    }
    assert total["window_time"] == {
        "open_minutes": 120.0,
        "busy_minutes": 34.0,
        "idle_minutes": 86.0,
        "deliberate_idle_minutes": 26.0,
        "utilisation": 0.2833,
    }


def test_the_groups_are_named_and_what_is_unknown_has_an_empty_label() -> None:
    by = morning()["by"]
    assert {name: list(groups) for name, groups in by.items()} == {
        "service": ["housing", "social"],
        "window": ["", "1", "2"],
        "mode": ["", "lunch", "weekday"],
        "class": ["normal"],
        "half_hour": ["08:00", "08:30"],
    }
    assert by["window"][""]["waiting"]["mean_minutes"] is None


def test_nothing_of_nothing_is_null() -> None:
    summary = morning()
    assert summary["ratings"]["good"] == {"share": None, "hits": 0, "n": 0}
    assert summary["total"]["promises"]["bias_minutes"] is None
