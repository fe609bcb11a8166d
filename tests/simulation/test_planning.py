"""Staffing on cases with known answers: Erlang C, ranks, bounds, ramps, and what no staffing can do."""

from typing import Any

import pytest

from hallops.files.problems import Problems
from simulation.analytic.erlang import least_servers
from simulation.planning.evidence import evidence
from simulation.planning.goal import CellName, Goal
from simulation.planning.plan import Plan, Settings, plan
from simulation.planning.trial import Trial
from simulation.run import Engine, simulate
from simulation.scenario.scenario_file import read_scenario
from simulation.scenario.scenario_write import write_scenario
from tests.simulation.small import Plain, read, small_plain

DAYS = 200


def planned(plain: Plain, share: float = 0.8, step: int = 30, watch: Any = lambda *_: None) -> Plan:
    return plan(read(plain), Settings(Goal(share), step, DAYS), watch)


def flat(windows: int, hours: int = 8, arrivals: float = 12.0) -> Plain:
    """One service at a steady rate; enough equal windows."""
    day = [["09:00", f"{9 + hours:02d}:00"]]
    plain = small_plain(A={"arrivals": arrivals, "target_minutes": 5})
    ranked = [{"window": number, "rank": {"A": 1}} for number in range(1, windows + 1)]
    return plain | {"hours": day, "windows": ranked}


def busy_hours(found: Plan) -> list[int]:
    return [len(row.windows) for row in found.rows]


def test_a_steady_rate_needs_what_erlang_c_says() -> None:
    found = planned(flat(windows=6))
    least = least_servers(12 / 30, 1 / 4, 5, 0.8)
    assert found.is_kept
    middle = busy_hours(found)[4:-1]
    assert sum(middle) / len(middle) == pytest.approx(least, abs=0.34)
    assert max(middle) <= least + 1


def test_no_single_window_can_be_taken_away_for_sure() -> None:
    found = planned(flat(windows=6, hours=4))
    assert len(found.single) > 0
    assert all(verdict.short[verdict.worst] > 0 for verdict in found.single.values())
    assert not any(verdict.kept for verdict in found.single.values())


def test_a_plan_holds_on_days_that_the_search_has_not_seen() -> None:
    found = planned(flat(windows=6, hours=4))
    assert found.fresh_seed != found.settings.seed
    other = Trial(found.scenario, found.settings.goal, 77, (1000,)).whole(found.scenario)
    assert min(other.share[other.seen > 0]) >= 0.8


def test_every_service_gets_a_window_that_has_a_rank_for_it() -> None:
    plain = small_plain(A={"arrivals": 1}, B={"arrivals": 1})
    found = planned(plain)
    assert busy_hours(found) == [2, 2, 2, 2]
    assert {name.service for name in found.cells if name.service} == {"A", "B"}
    named = {row.without.cell.service or row.without.cell.half_hour for row in found.rows if row.without}
    assert named <= {"A", "B", 540, 570, 600, 630}


def test_a_mode_is_staffed_within_its_bounds() -> None:
    plain = flat(windows=5, hours=4)
    plain["modes"] = {
        "noon": {"hours": [["11:00", "12:00"]], "windows": [1, 2], "at_least": 2},
        "fixed": {"hours": [["12:00", "13:00"]], "always": [5], "at_most": 4},
    }
    found = planned(plain, share=0.3)
    noon = [row for row in found.rows if row.slot.mode == "noon"]
    assert [row.windows for row in noon] == [(1, 2), (1, 2)]
    assert all(row.cover for row in noon)
    assert all(5 in row.windows and len(row.windows) <= 4 for row in found.rows if row.slot.mode == "fixed")


def test_a_day_of_minimum_cover_alone_has_nothing_to_take_away() -> None:
    """A weekend with two people for a handful of visitors: the second is cover, not capacity."""
    plain = flat(windows=2, hours=2, arrivals=0.5)
    plain["modes"] = {"weekend": {"hours": [["09:00", "11:00"]], "at_least": 2}}
    found = planned(plain)
    assert found.is_kept
    assert (busy_hours(found), found.single) == ([2, 2, 2, 2], {})
    assert all(row.cover for row in found.rows)


def test_the_backlog_of_the_morning_is_cleared_before_few_windows_have_to_do_at_noon() -> None:
    plain = flat(windows=5, hours=4)
    plain["services"]["A"]["arrivals"] = [14, 14, 14, 14, 2, 2, 6, 6]
    plain["modes"] = {"noon": {"hours": [["11:00", "12:00"]], "windows": [1], "at_least": 1}}
    found = planned(plain)
    assert found.is_kept
    assert busy_hours(found)[3] > found.rows[3].formula  # 10:30, though the formula is content with less


def test_steps_of_a_quarter_of_an_hour() -> None:
    found = planned(flat(windows=5, hours=2), step=15)
    assert {row.slot.minutes for row in found.rows} == {15}
    assert found.is_kept


def test_what_no_staffing_reaches_is_said_with_the_cells() -> None:
    plain = flat(windows=2, hours=2, arrivals=40)
    found = planned(plain)
    assert (found.is_possible, found.is_kept) == (False, False)
    assert CellName(half_hour=600) in [found.cells[cell] for cell in found.lacking]
    assert busy_hours(found) == [2, 2, 2, 2]


def test_a_plan_file_is_a_scenario_with_its_evidence() -> None:
    found = planned(flat(windows=6, hours=2))
    text = write_scenario(found.scenario, evidence(found, "1.0"))
    again = read_scenario(text.encode())
    assert again == found.scenario
    assert "plan:" in text
    _, paths = simulate(again, 5, 3, Engine.KERNEL)
    assert len(paths.joined) > 0


def test_evidence_says_what_was_asked_and_what_binds() -> None:
    found = evidence(planned(flat(windows=6, hours=2)), "1.0")
    assert found["asked"] == {"share": 0.8, "within": "target", "step_minutes": 30}
    assert found["kept"] is True
    assert found["judged"]["seed"] != found["searched"]["seed"]
    assert all(cell["value"] >= 0.8 for cell in (*found["half_hours"], *found["services"]))
    assert all(row["binds"] for row in found["curve"])


def test_the_search_tells_what_it_does_and_can_be_stopped() -> None:
    told: list[str] = []

    def watch(doing: str, minutes: int) -> None:
        told.append(doing)
        if doing == "shrink":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        planned(flat(windows=6, hours=2), watch=watch)
    assert told[0] == "grow"


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ({"hours": [["08:00", "10:00"]]}, "not inside the hours"),
        ({"hours": [["09:00", "10:00"]], "windows": [9]}, "no window 9"),
        ({"hours": [["09:00", "10:00"]], "windows": [1], "always": [2]}, "wants open always"),
        ({"hours": [["09:00", "10:00"]], "windows": [1], "at_least": 2}, "at least 2 windows and allows at most 1"),
        ({"hours": [["09:00", "10:30"]]}, "meet in"),
        ({"hours": [["09:00", "10:00"]], "at_lest": 2}, "no key at_lest"),
        ({}, "hours is missing"),
    ],
)
def test_a_mode_that_can_not_be_kept_is_told(mode: Plain, words: str) -> None:
    plain = small_plain(A={}, B={}) | {"modes": {"noon": mode, "late": {"hours": [["10:00", "11:00"]]}}}
    with pytest.raises(Problems) as wrong:
        read(plain)
    assert any(words in problem.text() for problem in wrong.value.problems), wrong.value.text()


def test_modes_are_written_and_read_again() -> None:
    plain = small_plain(A={}) | {
        "modes": {"noon": {"hours": [["10:00", "11:00"]], "windows": [1], "always": [1], "at_least": 1, "at_most": 1}}
    }
    scenario = read(plain)
    assert scenario.modes["noon"].at_most == 1
    assert read_scenario(write_scenario(scenario).encode()) == scenario
