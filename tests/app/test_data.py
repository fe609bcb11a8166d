"""Keeping data safe on the command line: back up, lose, restore, prove, repair."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from hallops.files.sample import HALL
from tests.app.running import Cli


@pytest.fixture
def data(cli: Cli, tmp_path: Path) -> Path:
    file, folder = tmp_path / "hall.yaml", tmp_path / "data"
    file.write_bytes(HALL.read_bytes())
    assert cli("hall", "import", file, "--data", folder).code == 0
    return folder


def change(data: Path, statement: str) -> None:
    database = sqlite3.connect(data / "hall.db")
    with database:
        database.execute(statement)
    database.close()


def test_a_hall_is_backed_up_lost_and_restored(cli: Cli, data: Path, tmp_path: Path) -> None:
    made = json.loads(cli("backup", tmp_path / "usb", "--data", data, "--json").out)
    (data / "hall.db").write_bytes(os.urandom(8192))
    said = cli("log", "export", tmp_path / "out", "--data", data)
    assert said.code == 1
    assert "damaged" in said.err
    restored = cli("restore", made["file"], "--data", data, "--above", "A=120")
    assert restored.code == 0
    assert "A > 120" in restored.out
    assert "is kept as" in restored.out
    assert cli("check", "--data", data).code == 0


def test_what_is_no_backup_changes_nothing(cli: Cli, data: Path, tmp_path: Path) -> None:
    before = (data / "hall.db").read_bytes()
    junk = tmp_path / "junk.db"
    junk.write_bytes(os.urandom(4096))
    assert "not a sound backup" in cli("restore", junk, "--data", data).err
    assert "like A=120" in cli("restore", junk, "--data", data, "--above", "A:120").err
    assert (data / "hall.db").read_bytes() == before


def test_a_row_that_nobody_made_is_found_and_repaired(cli: Cli, data: Path) -> None:
    change(data, "INSERT INTO business_day VALUES ('demo-street', '2026-01-05', 'open', 'workday', 1)")
    found = cli("check", "--data", data, "--json")
    assert found.code == 1
    assert [finding["code"] for finding in json.loads(found.out)["findings"]] == ["row_extra"]
    assert cli("check", "--repair", "--data", data).code == 0
    assert cli("check", "--data", data).code == 0


def test_the_doctor_looks_the_installation_over(cli: Cli, data: Path) -> None:
    said = cli("doctor", "--data", data)
    assert said.code == 0
    assert "No hub runs hall demo-street" in said.out
    assert "no good backup" in said.out
    names = [row["name"] for row in json.loads(cli("doctor", "--data", data, "--json").out)["examinations"]]
    assert {"python", "sqlite", "database", "font"} <= set(names)


def test_there_is_nothing_to_check_where_no_hall_is(cli: Cli, tmp_path: Path) -> None:
    assert "There is no hall" in cli("check", "--data", tmp_path / "none").err
