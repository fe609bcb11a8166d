"""Hall, log and bookings on the command line, as an installer types them."""

import json
from pathlib import Path

import pytest

from hallops.app.cli import main
from hallops.files.sample import CATALOGUE, DISTRICT, DISTRICT_CATALOGUE, HALL
from tests.app.running import Cli

HEADER = "ticket,service,class,channel,joined,called,started,finished,outcome,window,staff"
GOOD = (
    "A001,A,N,dispenser,2026-03-02T09:00:00+08:00,2026-03-02T09:05:00+08:00,"
    "2026-03-02T09:05:20+08:00,2026-03-02T09:12:00+08:00,done,1,S01"
)
BACKWARDS = (
    "A002,A,N,dispenser,2026-03-02T09:01:00+08:00,2026-03-02T09:13:00+08:00,"
    "2026-03-02T09:14:00+08:00,2026-03-02T09:10:00+08:00,done,1,S01"
)


@pytest.fixture
def hall_file(tmp_path: Path) -> Path:
    file = tmp_path / "hall.yaml"
    file.write_bytes(HALL.read_bytes())
    return file


@pytest.fixture
def data(cli: Cli, hall_file: Path, tmp_path: Path) -> Path:
    """The data folder of an imported sample hall."""
    folder = tmp_path / "data"
    assert cli("hall", "import", hall_file, "--data", folder).code == 0
    return folder


def test_a_good_hall_file_is_checked(cli: Cli, hall_file: Path) -> None:
    said = cli("hall", "check", hall_file)
    assert said.code == 0
    assert "11 services, 11 windows" in said.out


def test_a_bad_hall_file_names_every_problem_with_its_line_and_imports_nothing(
    cli: Cli, hall_file: Path, tmp_path: Path
) -> None:
    text = hall_file.read_text("utf-8")
    text = text.replace("rank: {K: 1, L: 2}", "rank: {K: 1, Q: 2}").replace("code: B, letter: B", "code: B, letter: A")
    hall_file.write_text(text, "utf-8")
    said = cli("hall", "import", hall_file, "--data", tmp_path / "data")
    assert said.code == 1
    assert said.err.count("hall.yaml line") == 2
    assert not (tmp_path / "data").exists()
    chinese = cli("hall", "check", hall_file, "--language", "zh")
    assert "第" in chinese.err


def test_a_hall_is_imported_changed_and_exported(cli: Cli, data: Path, hall_file: Path, tmp_path: Path) -> None:
    same = cli("hall", "import", hall_file, "--data", data)
    assert "version 1" in same.out
    hall_file.write_text(hall_file.read_text("utf-8").replace("seats: 60", "seats: 70"), "utf-8")
    second = cli("hall", "import", hall_file, "--data", data, "--from", "now", "--json")
    assert json.loads(second.out) == {"hall": "demo-street", "version": 2}
    exported = tmp_path / "again.yaml"
    assert cli("hall", "export", exported, "--data", data).code == 0
    assert exported.read_bytes() == hall_file.read_bytes()
    assert "exists already" in cli("hall", "export", exported, "--data", data).err
    assert cli("hall", "export", exported, "--data", data, "--version", 1, "--force").code == 0
    assert "seats: 60" in exported.read_text("utf-8")


def test_a_version_may_begin_on_a_date_and_on_no_nonsense(cli: Cli, data: Path, hall_file: Path) -> None:
    hall_file.write_text(hall_file.read_text("utf-8").replace("seats: 60", "seats: 80"), "utf-8")
    assert "YYYY-MM-DD" in cli("hall", "import", hall_file, "--data", data, "--from", "soon").err
    assert "2027-01-01" in cli("hall", "import", hall_file, "--data", data, "--from", "2027-01-01").out


def test_both_samples_come_with_their_catalogues(cli: Cli, tmp_path: Path) -> None:
    for number, (hall, catalogue, count) in enumerate(((HALL, CATALOGUE, 131), (DISTRICT, DISTRICT_CATALOGUE, 218))):
        file, table = tmp_path / f"{number}.yaml", tmp_path / f"{number}.csv"
        file.write_bytes(hall.read_bytes())
        table.write_bytes(catalogue.read_bytes())
        said = cli("hall", "import", file, "--catalogue", table, "--data", tmp_path / f"data{number}")
        assert said.code == 0
        assert f"{count} services of the catalogue" in said.out
        assert f"{count} services in the catalogue" in cli("hall", "check", file, "--catalogue", table).out
        out = tmp_path / f"out{number}.yaml", tmp_path / f"out{number}.csv"
        assert cli("hall", "export", out[0], "--catalogue", out[1], "--data", tmp_path / f"data{number}").code == 0
        again = cli("hall", "check", out[0], "--catalogue", out[1])
        assert f"{count} services in the catalogue" in again.out


def test_a_log_goes_in_and_comes_out_the_same(cli: Cli, data: Path, tmp_path: Path) -> None:
    log, out = tmp_path / "log", tmp_path / "out"
    log.mkdir()
    (log / "tickets.csv").write_text(f"{HEADER}\n{GOOD}\n", "utf-8")
    (log / "windows.csv").write_text(
        "window,staff,from,to,state,reason\n1,S01,2026-03-02T08:50:00+08:00,2026-03-02T17:30:00+08:00,open,\n", "utf-8"
    )
    assert cli("log", "import", log, "--data", data).code == 0
    assert cli("log", "import", log, "--data", data).code == 0
    said = cli("log", "export", out, "--data", data, "--json")
    assert json.loads(said.out) == {"tickets": 1, "duties": 1, "days": 1}
    assert (out / "tickets.csv").read_text("utf-8").splitlines()[1].startswith(GOOD)
    assert "exists already" in cli("log", "export", out, "--data", data).err


def test_a_bad_line_stops_an_import_unless_it_is_skipped(cli: Cli, data: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.mkdir()
    (log / "tickets.csv").write_text(f"{HEADER}\n{GOOD}\n{BACKWARDS}\n", "utf-8")
    said = cli("log", "import", log, "--data", data)
    assert said.code == 1
    assert "tickets.csv line 3" in said.err
    assert "--skip-bad" in said.err
    assert "1 tickets" in cli("log", "import", log, "--data", data, "--skip-bad").out


def test_bookings_are_imported_with_masked_names_only(cli: Cli, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "bookings.csv"
    file.write_text("code,service,start,name_masked\nB1,A,2026-03-02T18:00:00+08:00,王*\n", "utf-8")
    assert "1 bookings" in cli("bookings", "import", file, "--data", data).out
    assert cli("bookings", "export", tmp_path / "out.csv", "--data", data).code == 0
    assert (tmp_path / "out.csv").read_text("utf-8") == file.read_text("utf-8")
    file.write_text("code,service,start,name_masked\nB2,A,2026-03-02T18:00:00+08:00,王晓岚\n", "utf-8")
    said = cli("bookings", "import", file, "--data", data)
    assert said.code == 1
    assert "王晓岚" not in said.err


def test_a_missing_hall_a_missing_file_and_a_wrong_word_are_explained(cli: Cli, tmp_path: Path) -> None:
    assert "hallops hall import" in cli("log", "export", tmp_path / "o", "--data", tmp_path / "none").err
    assert "no file" in cli("hall", "check", tmp_path / "none.yaml").err
    with pytest.raises(SystemExit) as usage:
        main(["hall", "dance"])
    assert usage.value.code == 2


def test_every_verb_has_an_example_in_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in (["demo"], ["hall", "check"], ["hall", "import"], ["log", "export"], ["bookings", "import"]):
        with pytest.raises(SystemExit) as done:
            main([*verb, "--help"])
        assert done.value.code == 0
        assert "example: hallops" in " ".join(capsys.readouterr().out.split())


def test_a_catalogue_of_any_size_is_made_up_and_read(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "catalogue.csv"
    assert "40 services" in cli("hall", "catalogue", "--generate", 40, "--out", file).out
    assert cli("hall", "check", HALL, "--catalogue", file).code == 0
    assert cli("hall", "catalogue", "--generate", 40, "--out", file).code == 1
    said = cli("hall", "catalogue", "--generate", 99_999, "--out", file, "--force")
    assert (said.code, "No more than 3060 services" in said.err) == (1, True)
