"""hallops plan and hallops hall scenario as a planner uses them."""

import csv
import json
from pathlib import Path

import pytest

from hallops.files.sample import HALL
from tests.app.running import Cli
from tests.simulation.small import as_text, small_plain

DAY, CLOSED = "2026-09-15", "2026-10-01"


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    plain = small_plain(A={"arrivals": 8}, B={"arrivals": 3})
    ranked = [{"window": number, "rank": {"A": 1, "B": 2} if number < 4 else {"B": 1}} for number in range(1, 6)]
    modes = {"late": {"hours": [["10:30", "11:00"]], "windows": [1, 4], "at_least": 2}}
    file = tmp_path / "scenario.yaml"
    file.write_text(as_text(plain | {"windows": ranked, "modes": modes}), "utf-8")
    return file


def test_a_curve_with_what_binds_and_a_plan_that_can_be_simulated(cli: Cli, scenario: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.yaml"
    said = cli("plan", scenario, "--share", 0.6, "--days", 100, "--out", out)
    assert said.code == 0
    lines = said.out.splitlines()
    assert "window-hours keep the promise" in lines[0]
    assert [line.split()[0] for line in lines if line.startswith(("  09:", "  10:"))] == [
        "09:00",
        "09:30",
        "10:00",
        "10:30",
    ]
    assert any("█" in line and "without window" in line for line in lines)
    assert any("10:30" in line and "minimum cover of late" in line for line in lines)
    played = json.loads(cli("simulate", out, "--days", 100, "--seed", 5, "--json").out)
    assert played["total"]["share_within_target"]["value"] >= 0.6


def test_the_calibration_error_of_a_backtest_stands_beside_the_plan(cli: Cli, scenario: Path, tmp_path: Path) -> None:
    kept, out = tmp_path / "calibration.json", tmp_path / "plan.yaml"
    kept.write_text(json.dumps({"fit_until": "2026-03-09", "calibration": {"days": 5, "error": -0.18}}), "utf-8")
    asked = ("plan", scenario, "--share", 0.6, "--days", 50, "--calibration", kept)
    assert "Calibration error -18%" in cli(*asked, "--out", out).out
    assert "error: -0.18" in out.read_text("utf-8")
    assert "校准误差-18%" in cli(*asked, "--language", "zh").out
    kept.write_text("[1]", "utf-8")
    said = cli(*asked)
    assert said.code == 1
    assert "is not what `hallops backtest --out` writes" in said.err


def test_the_same_in_chinese(cli: Cli, scenario: Path) -> None:
    said = cli("plan", scenario, "--share", 0.6, "--days", 50, "--language", "zh")
    assert "制约因素" in said.out
    assert "late的最低在岗要求" in said.out


def test_json_is_one_object(cli: Cli, scenario: Path) -> None:
    found = json.loads(cli("plan", scenario, "--share", 0.6, "--days", 50, "--step", 15, "--json").out)
    assert found["kept"] is True
    assert len(found["curve"]) == 8
    assert {row["mode"] for row in found["curve"]} == {"day", "late"}
    assert (found["judged"]["days"], found["judged"]["fresh"]) == (50, True)
    assert found["judged"]["seed"] != found["searched"]["seed"]


def test_what_can_not_be_reached_is_refused_with_the_best_share_and_the_cells(
    cli: Cli, scenario: Path, tmp_path: Path
) -> None:
    out = tmp_path / "plan.yaml"
    said = cli("plan", scenario, "--within", 0.01, "--share", 0.99, "--days", 50, "--out", out)
    assert said.code == 1
    assert "No staffing within the bounds brings every half hour and service to 99%" in said.err
    assert "- 10:30: " in said.err
    assert "service A in late (served at 1)" in said.err
    assert not out.exists()


def test_too_much_work_for_all_windows_is_said(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "busy.yaml"
    file.write_text(as_text(small_plain(A={"arrivals": 40})), "utf-8")
    said = cli("plan", file, "--days", 20)
    assert said.code == 1
    assert "Too few windows for A" in said.err


def test_days_without_an_end_are_not_planned(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "long.yaml"
    file.write_text(as_text(small_plain(A={}) | {"carry_over": True}), "utf-8")
    assert "can not be planned" in cli("plan", file).err


def test_stopping_says_that_nothing_was_written(
    cli: Cli, scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_voice: object) -> object:
        def watch(_doing: str, _minutes: int) -> None:
            raise KeyboardInterrupt

        return watch

    monkeypatch.setattr("hallops.app.verbs.plan._watch", interrupted)
    said = cli("plan", scenario, "--share", 0.6, "--out", tmp_path / "plan.yaml")
    assert (said.code, said.err.splitlines()[-1]) == (1, "Stopped. Nothing was written.")
    assert not (tmp_path / "plan.yaml").exists()


@pytest.mark.parametrize("wrong", [("--share", "1.5"), ("--within", "0"), ("--step", "20"), ("--days", "1"), ()])
def test_wrong_usage_is_told(cli: Cli, scenario: Path, wrong: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli("plan", *((scenario, *wrong) if wrong else ()))
    assert ended.value.code == 2


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    file = tmp_path / "hall.yaml"
    file.write_bytes(HALL.read_bytes())
    return file


def test_a_date_of_the_hall_is_a_scenario_with_its_modes(cli: Cli, hall: Path, tmp_path: Path) -> None:
    out = tmp_path / "day.yaml"
    said = cli("hall", "scenario", hall, "--date", DAY, "--out", out)
    assert said.code == 0
    assert "11 services, 11 windows, 343 visitors expected" in said.out
    text = out.read_text("utf-8")
    assert all(mode in text for mode in ("early:", "weekday:", "lunch:", "evening:"))
    assert cli("simulate", out, "--days", 2).code == 0


def test_a_closed_hall_and_one_without_demand_are_refused(cli: Cli, hall: Path, tmp_path: Path) -> None:
    out = tmp_path / "day.yaml"
    assert "closed on 2026-10-01" in cli("hall", "scenario", hall, "--date", CLOSED, "--out", out).err
    text = hall.read_text("utf-8")
    hall.write_text(text[: text.index("\ndemand:")], "utf-8")
    assert "section demand is missing" in cli("hall", "scenario", hall, "--date", DAY, "--out", out).err
    assert not out.exists()


@pytest.mark.slow
def test_the_scenario_of_a_date_waits_as_the_demo_does(cli: Cli, hall: Path, tmp_path: Path) -> None:
    """Two demo days against a hundred simulated ones: the mean of the demo lies where two such days may lie."""
    days = []
    for seed in (1, 2):
        folder = tmp_path / f"demo-{seed}"
        assert cli("demo", "--headless", "--speed", "max", "--seed", seed, "--out", folder).code == 0
        days.append(json.loads((folder / "summary.json").read_text("utf-8"))["total"]["waiting"]["mean_minutes"])
    assert cli("hall", "scenario", hall, "--date", DAY, "--out", tmp_path / "day.yaml").code == 0
    paths = tmp_path / "paths.csv"
    assert cli("simulate", tmp_path / "day.yaml", "--days", 100, "--paths", paths).code == 0
    simulated = waits_by_day(paths)
    assert simulated[2] <= sum(days) / len(days) <= simulated[-3]


def waits_by_day(paths: Path) -> list[float]:
    """Mean waits in minutes, the least first."""
    waits: dict[str, list[float]] = {}
    with paths.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["outcome"] == "served":
                wait = max(0, int(row["called_ms"]) - int(row["joined_ms"])) / 60_000
                waits.setdefault(row["day"], []).append(wait)
    return sorted(sum(day) / len(day) for day in waits.values())
