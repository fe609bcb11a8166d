"""The demo: a whole day in seconds, the same for the same seed, and not lost when it is killed."""

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from hallops.app.demo.play import dates
from hallops.app.verbs.demo import FIRST
from tests.app.running import Cli

FRIDAY = FIRST + timedelta(days=4)
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]  # whole days are played


def lines(folder: Path) -> list[dict[str, str]]:
    with (folder / "tickets.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def interrupted(folder: Path) -> None:
    """Kill a demo at eleven."""
    command = [sys.executable, "-m", "hallops.app.cli", "demo", "--headless", "--speed", "max", "--out", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "  waiting" in line and " 11:" in line:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()


def test_the_same_seed_plays_the_same_day_byte_for_byte(cli: Cli, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        said = cli("demo", "--headless", "--speed", "max", "--out", tmp_path / folder)
        assert said.code == 0
        assert "All invariants hold" in said.out
    assert (tmp_path / "one" / "tickets.csv").read_bytes() == (tmp_path / "two" / "tickets.csv").read_bytes()
    summary = json.loads((tmp_path / "one" / "summary.json").read_text("utf-8"))
    assert 330 <= summary["total"]["visits"] <= 360
    assert (tmp_path / "one" / "tickets" / "A001.escpos").read_bytes().startswith(b"\x1b@")
    assert (tmp_path / "one" / "tickets" / "A001.png").read_bytes().startswith(b"\x89PNG")
    one = lines(tmp_path / "one")
    assert {"done", "transferred", "left", "no_show"} <= {line["outcome"] for line in one}
    assert {"dispenser", "guide"} == {line["channel"] for line in one}
    assert {"lunch", "weekday"} <= {line["mode"] for line in one}


def test_a_killed_demo_goes_on_and_keeps_every_ticket(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    interrupted(folder)
    before = stored_tickets(folder, cli, tmp_path / "before")
    said = cli("demo", "--headless", "--speed", "max", "--out", folder)
    assert said.code == 0
    assert "goes on where it was interrupted" in said.err
    after = {line["ticket"]: line for line in lines(folder)}
    assert len(after) > len(before) > 50
    for ticket in before:
        assert after[ticket["ticket"]]["joined"] == ticket["joined"]
        if ticket["outcome"] == "done":
            assert after[ticket["ticket"]] == ticket


def test_a_demo_with_a_broken_invariant_ends_with_one(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    interrupted(folder)
    with sqlite3.connect(folder / "data" / "hall.db") as database:
        database.execute("UPDATE ticket SET state = 'left' WHERE id = 'A001' AND state = 'done'")
    database.close()
    said = cli("demo", "--headless", "--speed", "max", "--out", folder)
    assert said.code == 1
    assert "Broken invariants" in said.out
    assert "A001" in said.out


def stored_tickets(folder: Path, cli: Cli, out: Path) -> list[dict[str, str]]:
    assert cli("log", "export", out, "--data", folder / "data").code == 0
    return lines(out)


def test_a_weekend_has_two_people_and_a_makeup_sunday_is_a_workday(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hallops.app.verbs.demo.FIRST", FRIDAY)
    said = cli("demo", "--headless", "--speed", "max", "--days", 3, "--out", tmp_path / "end", "--json")
    summary = json.loads(said.out)
    days = summary["days"]
    assert list(days) == [day.isoformat() for day in dates(FRIDAY, 3)]
    assert days["2026-09-19"]["visits"] < 60
    assert days["2026-09-20"]["visits"] > 200
    assert {"weekday", "lunch", "weekend"} <= set(summary["by"]["mode"])
    assert summary["violations"] == []


def test_an_unfinished_demo_of_other_settings_is_left_alone(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", "utf-8")
    assert "other files" in cli("demo", "--headless", "--out", folder).err
    (folder / "notes.txt").unlink()
    settings = {"seed": 1, "days": 1, "first": FIRST.isoformat(), "hall": "-"}
    (folder / "demo.json").write_text(json.dumps({"settings": settings, "finished": False}), "utf-8")
    assert "other settings" in cli("demo", "--headless", "--out", folder).err


def test_a_demo_in_real_time_waits_for_the_clock(tmp_path: Path) -> None:
    """At a thousand times real time the first visitors need seconds, not milliseconds."""
    command = [sys.executable, "-m", "hallops.app.cli", "demo", "--headless", "--speed", "1000", "--out", str(tmp_path)]
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    hours = []
    for _line in process.stderr:
        hours.append(time.monotonic() - begun)
        if len(hours) == 2:
            break
    process.terminate()
    process.wait()
    process.stderr.close()
    assert hours[1] - hours[0] > 2
