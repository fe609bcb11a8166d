"""hallops sweep as a planner uses it, interrupted too."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hallops.files.yaml_file import write_yaml
from tests.app.running import Cli
from tests.simulation.small import Plain, as_text, small_plain

PATIENCE = 50  # s


@pytest.fixture
def sweep(tmp_path: Path) -> Path:
    return written(tmp_path, {"days": 20, "seeds": [1, 2]})


def written(folder: Path, plain: Plain) -> Path:
    (folder / "day.yaml").write_text(as_text(small_plain(A={"arrivals": 5}, B={"arrivals": 3})), "utf-8")
    factors = {
        "demand": {"usual": {}, "a tenth more": {"services.*.arrivals": "x1.1"}},
        "windows": {"two": {}, "three": {"windows.2.rank": {"A": 2, "B": 1}}},
    }
    file = folder / "sweep.yaml"
    whole = {"schema": "hallops-sweep/1", "scenarios": ["day.yaml"], "factors": factors} | plain
    file.write_text(write_yaml(whole), "utf-8")
    return file


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_table_a_file_and_json_have_the_same_rows(cli: Cli, sweep: Path, tmp_path: Path) -> None:
    said = cli("sweep", sweep, "--out", tmp_path / "rows.csv", "--json")
    assert said.code == 0
    found = json.loads(said.out)
    assert (found["days"], found["complete"], len(found["rows"])) == (20, True, 8)
    table = rows(tmp_path / "rows.csv")
    assert [row["demand"] for row in table] == ["usual"] * 4 + ["a tenth more"] * 4
    for row, plain in zip(table, found["rows"], strict=True):
        assert float(row["mean_wait_minutes"]) == plain["figures"]["mean_wait_minutes"]["value"]
        assert float(row["share_left_high"]) == plain["figures"]["share_left"]["high"]
    shown = cli("sweep", sweep).out
    assert shown.splitlines()[0].startswith("20 days of each seed")
    assert shown.count("a tenth more") == 4
    assert "方案" in cli("sweep", sweep, "--language", "zh").out


def test_every_problem_is_told_and_nothing_is_simulated(cli: Cli, tmp_path: Path) -> None:
    bad = written(tmp_path, {"days": 0, "scenarios": ["gone.yaml", "preset:pol"]})
    said = cli("sweep", bad, "--out", tmp_path / "rows.csv")
    assert said.code == 1
    assert "0 is not between 1 and 100000" in said.err
    bad = written(tmp_path, {"scenarios": ["gone.yaml", "preset:pol"]})
    said = cli("sweep", bad, "--out", tmp_path / "rows.csv")
    assert "There is no scenario file" in said.err
    assert "preset:pol is none of these: preset:pooled" in said.err
    assert not (tmp_path / "rows.csv").exists()


def test_a_cluster_that_is_not_there_is_told(cli: Cli, sweep: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hallops.app.planner.workers.find_spec", lambda _name: None)
    said = cli("sweep", sweep, "--cluster", "tcp://127.0.0.1:9")
    assert said.code == 1
    assert "pip install 'hallops[cluster]'" in said.err


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_told(cli: Cli, sweep: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    monkeypatch.setattr("hallops.app.planner.workers.PATIENCE", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense"):
        said = cli("sweep", sweep, "--cluster", address)
        assert said.code == 1
        assert f"No Dask scheduler answers at {address}" in said.err


@pytest.mark.parametrize("workers", ["0", "1000"])
def test_wrong_usage_is_told(cli: Cli, sweep: Path, workers: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli("sweep", sweep, "--workers", workers)
    assert ended.value.code == 2


@pytest.mark.slow
def test_an_interrupted_sweep_keeps_its_rows_and_ends_its_workers(tmp_path: Path) -> None:
    """Ctrl+C reaches every process of the terminal, as here: nobody prints a traceback, and nobody stays."""
    file, out = written(tmp_path, {"days": 200, "seeds": list(range(2000))}), tmp_path / "rows.csv"
    command = [sys.executable, "-m", "hallops.app.cli", "sweep", str(file), "--workers", "2", "--out", str(out)]
    environment = os.environ | {"HALLOPS_LANGUAGE": "en"}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    until = time.monotonic() + PATIENCE
    while (not out.exists() or out.read_text("utf-8").count("\n") < 2) and time.monotonic() < until:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    said, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    kept = rows(out)
    assert f"Stopped: {len(kept)} of 8000 rows are done and kept." in told
    assert "Traceback" not in told
    assert said.count("usual") == len(kept)
    assert all(row["window_hours"] for row in kept)
    until = time.monotonic() + PATIENCE
    while living(process.pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert living(process.pid) == []


def living(group: int) -> list[str]:
    """Processes of a group that run; one that has ended and is not yet buried does not."""
    stats = [file.read_text("utf-8") for file in Path("/proc").glob("[0-9]*/stat") if file.exists()]
    fields = [stat.rpartition(")")[2].split() for stat in stats]
    return [field[0] for field in fields if field[2] == str(group) and field[0] != "Z"]
