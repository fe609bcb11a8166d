"""hallops simulate as a planner uses it."""

import csv
import json
from pathlib import Path

import pytest

from tests.app.running import Cli
from tests.simulation.small import as_text, small_plain


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    file = tmp_path / "scenario.yaml"
    file.write_text(as_text(small_plain(A={"arrivals": 5}, B={"arrivals": 3})), "utf-8")
    return file


def test_a_table_of_half_hours_services_and_the_whole(cli: Cli, scenario: Path) -> None:
    said = cli("simulate", scenario, "--days", 20)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("20 days simulated")
    assert [line.split()[0] for line in lines if line.startswith(("  09:", "  10:"))] == [
        "09:00",
        "09:30",
        "10:00",
        "10:30",
    ]
    assert any("service A" in line for line in lines)
    assert any("in all" in line and "±" in line for line in lines)


def test_the_same_in_chinese(cli: Cli, scenario: Path) -> None:
    assert "平均等候" in cli("simulate", scenario, "--days", 2, "--language", "zh").out


def test_json_is_one_object_that_adds_up(cli: Cli, scenario: Path) -> None:
    found = json.loads(cli("simulate", scenario, "--days", 5, "--json").out)
    assert (found["days"], found["seed"], found["engine"]) == (5, 1, "kernel")
    assert found["total"]["issued"] == sum(cell["issued"] for cell in found["by"]["service"].values())
    assert found["total"]["issued"] == sum(cell["issued"] for cell in found["by"]["service_half_hour"])
    assert set(found["utilisation"]["window"]) == {"1", "2"}


def test_both_engines_write_the_same_files(cli: Cli, scenario: Path, tmp_path: Path) -> None:
    for engine in ("kernel", "reference"):
        files = ("--draws", tmp_path / f"{engine}-d.csv", "--paths", tmp_path / f"{engine}-p.csv")
        assert cli("simulate", scenario, "--days", 3, "--seed", 9, "--engine", engine, *files).code == 0
    for kind in ("d", "p"):
        assert (tmp_path / f"kernel-{kind}.csv").read_bytes() == (tmp_path / f"reference-{kind}.csv").read_bytes()
    with (tmp_path / "kernel-p.csv").open(encoding="utf-8", newline="") as file:
        assert {row["outcome"] for row in csv.DictReader(file)} == {"served"}


def test_a_hall_with_too_few_windows_is_played_and_said_to_have_them(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "busy.yaml"
    file.write_text(as_text(small_plain(A={"arrivals": 20})), "utf-8")
    said = cli("simulate", file, "--days", 2)
    assert said.code == 0
    assert "Too few windows for A: the work is 267% of their open hours" in said.err


def test_a_wrong_scenario_is_refused_with_every_problem(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(as_text(small_plain(A={"arrivals": -1, "target_minutes": "soon"})), "utf-8")
    said = cli("simulate", file)
    assert said.code == 1
    assert "services.A.arrivals: -1 is not between 0" in said.err
    assert "services.A.target_minutes" in said.err
    assert said.out == ""


@pytest.mark.parametrize("wrong", [("--days", "0"), ("--seed", "-1"), ("--engine", "guess"), ()])
def test_wrong_usage_is_told(cli: Cli, scenario: Path, wrong: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli("simulate", *((scenario, *wrong) if wrong else ()))
    assert ended.value.code == 2


def test_without_the_compiler_the_reference_plays_and_says_so(
    cli: Cli, scenario: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.run.AVAILABLE", False)
    said = cli("simulate", scenario, "--days", 1, "--json")
    assert json.loads(said.out)["engine"] == "reference"
    assert "numba is not installed" in said.err
