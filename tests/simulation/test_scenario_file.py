"""The scenario file: read, merged, written, and every problem told with its place, all at once."""

from typing import Any

import pytest

from hallops.domain.modes import Hours
from hallops.domain.rules import EndOfDay
from hallops.files.problems import Problems
from hallops.files.yaml_file import write_yaml
from simulation.scenario.scenario_file import read_scenario
from simulation.scenario.scenario_write import write_scenario
from tests.simulation.random_days import random_day
from tests.simulation.small import Plain, read, small_plain, small_scenario

DESIGN = """
schema: hallops-scenario/1
interval_minutes: 30
hours: [["09:00", "10:00"]]
carry_over: false
day_factor_cv: 0.10
end_of_day: serve_out
last_ticket_minutes: 0
accessible_share: 0.0
services:
  A: {target_minutes: 10, arrivals: [20.8, 29.5],
      service: {dist: lognormal, mean_minutes: 8, cv: 0.9},
      patience: {dist: exponential, mean_minutes: 60},
      wrap_up_minutes: 0.5, no_show: 0.03, no_show_minutes: 1.0,
      transfer: {B: 0.1},
      bookings: {"09:00": 2, "09:30": 2}, show: 0.9, punctual: {mean_minutes: -5, sd_minutes: 6}}
  B: {target_minutes: 7.5, arrivals: 2, service: {dist: empirical, samples: [1, 2.5]}}
classes: {normal: {share: 0.9}, elderly: {share: 0.1, head_start_minutes: 10}}
windows:
  - {window: 1, rank: {A: 1, B: 2}, open: [["09:00", "10:00"]], accessible: true}
rule: {overflow: 1500, transfer_head_start_minutes: 10, booked_head_start_minutes: 10}
"""


def problems(plain: Plain) -> list[str]:
    with pytest.raises(Problems) as wrong:
        read(plain)
    return [problem.text().split(": ", 1)[1] for problem in wrong.value.problems]


def test_the_file_of_the_design_is_read() -> None:
    found = read_scenario(DESIGN.encode())
    service = found.services["A"]
    assert list(service.arrivals) == [20.8, 29.5]
    assert (service.target, service.wrap_up, service.no_show_time) == (600_000, 30_000, 60_000)
    assert service.bookings is not None
    assert service.bookings.booked == {540: 2, 570: 2}
    assert list(found.services["B"].arrivals) == [2, 2]
    assert found.classes["elderly"].head_start == 600_000
    assert found.end_of_day is EndOfDay.SERVE_OUT


@pytest.mark.parametrize("seed", range(30))
def test_what_is_written_is_read_again_as_the_same(seed: int) -> None:
    scenario = random_day(seed, minutes=False).scenario
    assert read_scenario(write_scenario(scenario).encode()) == scenario


def test_overlapping_and_touching_periods_are_one() -> None:
    plain = small_plain(A={})
    plain["windows"][0]["open"] = [["10:00", "10:30"], ["09:00", "09:40"], ["09:30", "10:00"], ["10:40", "11:00"]]
    assert read(plain).windows[0].open == (Hours(540, 630), Hours(640, 660))


def test_an_absent_head_start_is_none_and_everybody_is_of_one_class() -> None:
    found = small_scenario(A={})
    assert (found.rule.overflow, found.rule.transfer_head_start, found.rule.booked_head_start) == (1500, 0, 0)
    assert [visitors.share for visitors in found.classes.values()] == [1.0]


def test_every_problem_is_told_at_once_with_its_path() -> None:
    plain = small_plain(
        A={"arrivals": [1, -2, 3], "patient": 5, "transfer": {"Z": 0.2}},
        B={"service": {"dist": "normal", "mean_minutes": 4}, "bookings": {"08:00": 1, "noon": 2}},
        C={"service": {"dist": "empirical", "samples": []}},
    )
    plain["hours"] = [["09:00", "11:10"]]
    plain["windows"] = [
        {"window": 1, "rank": {"A": 1, "X": 2}, "open": [["08:30", "10:00"]]},
        {"window": 1, "rank": {}},
    ]
    plain["classes"] = {"normal": {"share": 0.5}}
    told = problems(plain)
    for path, words in EXPECTED.items():
        assert any(line.startswith(f"{path}: ") and words in line for line in told), (path, words, told)
    assert len(told) == len(EXPECTED) + 3  # B and C have no window; window 1 has no rank


EXPECTED = {
    "hours": "no whole number of intervals",
    "services.A.arrivals": "3 numbers stand here instead of 4",
    "services.A.arrivals[1]": "-2 is not between 0",
    "services.A.patient": "There is no key patient here",
    "services.A.transfer.Z": "no service Z",
    "services.B.service.dist": "normal is none of these",
    "services.B.bookings.08:00": "not inside the hours",
    "services.B.bookings.noon": "noon is not a time of day",
    "services.C.service.samples": "At least one sample",
    "windows[0].rank.X": "no service X",
    "windows[0].open": "08:30–10:00 is not inside the hours",
    "windows[1].window": "1 is used twice",
    "classes": "These shares add up to 0.5, not to 1",
}


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"interval_minutes": 0}, "interval_minutes", "not between 1 and 1440"),
        ({"hours": []}, "hours", "at least one entry"),
        ({"hours": [["17:00", "09:00"]]}, "hours[0]", "before they start"),
        ({"end_of_day": "go_home"}, "end_of_day", "none of these"),
        ({"accessible_share": 1.5}, "accessible_share", "not between 0 and 1"),
        ({"schema": "hallops-hall/1"}, "schema", "This version reads hallops-scenario/1"),
        ({"speed": 3}, "speed", "There is no key speed here"),
        ({"windows": []}, "windows", "at least one entry"),
    ],
)
def test_a_wrong_value_is_told(change: dict[str, Any], path: str, words: str) -> None:
    assert any(line.startswith(path) and words in line for line in problems(small_plain(A={}) | change))


def test_a_plan_file_is_a_scenario() -> None:
    assert read_scenario(write_yaml(small_plain(A={}) | {"plan": {"evidence": [1, 2]}}).encode()) == small_scenario(
        A={}
    )
