"""hallops fit, backtest and forecast as a planner uses them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hallops.domain.record import TicketRecord
from hallops.files.tickets_file import write_tickets
from hallops.files.windows_file import write_windows
from simulation.scenario.scenario_file import read_scenario
from tests.app.running import Cli
from tests.simulation.made_log import HALL, duties_of, tickets_of, truth, workdays
from tests.simulation.test_forecast import counts_of, weekly

DAYS = workdays(12)
ZONE = "Asia/Shanghai"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A folder with a hall file and its log."""
    (tmp_path / "hall.yaml").write_text(HALL, "utf-8")
    (tmp_path / "tickets.csv").write_text(write_tickets(tickets_of(truth(), DAYS), ZONE), "utf-8")
    (tmp_path / "windows.csv").write_text(write_windows(duties_of(DAYS), ZONE), "utf-8")
    return tmp_path


def test_fit_writes_a_scenario_that_simulates(cli: Cli, log: Path) -> None:
    out = log / "scenario.yaml"
    said = cli("fit", log, "--hall", log / "hall.yaml", "--out", out)
    assert said.code == 0
    assert "tickets of 12 days, 2026-03-02 to 2026-03-17" in said.out
    assert "lognormal" in said.out
    assert "0 services left out" in said.out
    assert set(read_scenario(out.read_bytes()).services) == {"A", "B"}
    assert cli("simulate", out, "--days", 2).code == 0
    assert "exists already" in cli("fit", log, "--hall", log / "hall.yaml", "--out", out).err


def test_fit_as_json_in_chinese_and_until_a_day(cli: Cli, log: Path) -> None:
    options = ("--hall", log / "hall.yaml", "--until", DAYS[5], "--day", "mon")
    found = json.loads(cli("fit", log, *options, "--out", log / "mon.yaml", "--json").out)
    assert (found["days"], found["day"]) == (6, "mon")
    assert found["services"]["A"]["dist"] in {"lognormal", "gamma", "weibull", "empirical"}
    assert found["left_out"]["forgotten_finishes"] == []
    said = cli("fit", log, *options, "--out", log / "zh.yaml", "--language", "zh")
    assert "对数正态" in said.out
    assert "星期一" in said.out


def test_without_windows_the_gaps_are_told(cli: Cli, log: Path) -> None:
    (log / "windows.csv").unlink()
    said = cli("fit", log, "--hall", log / "hall.yaml", "--out", log / "s.yaml")
    assert said.code == 0
    assert "There is no windows.csv" in said.out


def test_broken_logs_are_listed_by_line(cli: Cli, log: Path) -> None:
    tickets = tickets_of(truth(), DAYS)
    served = [place for place, ticket in enumerate(tickets) if ticket.outcome == "done" and ticket.window == 1]
    early, unknown, overlap = served[3], served[5], served[8]
    tickets[early] = replace(tickets[early], finished=(tickets[early].started or 0) - 1000)
    tickets[unknown] = replace(tickets[unknown], service="Z")
    before = next(ticket for ticket in tickets if ticket.window == 1 and ticket.finished == _last(tickets, overlap))
    shifted = (before.finished or 0) - 1000
    tickets[overlap] = replace(
        tickets[overlap], joined=min(tickets[overlap].joined, shifted), called=shifted, started=shifted
    )
    (log / "tickets.csv").write_text(write_tickets(tickets, ZONE), "utf-8")
    said = cli("fit", log, "--hall", log / "hall.yaml", "--out", log / "s.yaml")
    assert said.code == 1
    assert f"tickets.csv line {early + 2}, column finished: finished lies before" in said.err
    assert f"tickets.csv line {unknown + 2}, column service: The hall has no service Z." in said.err
    assert f"tickets.csv line {overlap + 2}, column started: Window 1 was still serving" in said.err
    assert not (log / "s.yaml").exists()
    skipped = cli("fit", log, "--hall", log / "hall.yaml", "--out", log / "s.yaml", "--skip-bad")
    assert skipped.code == 0
    assert "3 lines with problems were left out" in skipped.err


def _last(tickets: list[TicketRecord], place: int) -> int:
    """The end of the window's service before this one."""
    start = tickets[place].called or 0
    ends = [t.finished or 0 for t in tickets if t.window == 1 and t.outcome in {"done", "transferred"}]
    return max(end for end in ends if end <= start)


def test_forgotten_finishes_are_listed_by_line(cli: Cli, log: Path) -> None:
    tickets = tickets_of(truth(), DAYS)
    last = max((t for t in tickets if t.window == 2 and t.outcome == "done"), key=lambda t: t.called or 0)
    place = tickets.index(last)
    tickets[place] = replace(last, finished=(last.started or 0) + 5 * 3_600_000)
    (log / "tickets.csv").write_text(write_tickets(tickets, ZONE), "utf-8")
    said = cli("fit", log, "--hall", log / "hall.yaml", "--out", log / "s.yaml")
    assert f"line {place + 2}: {last.ticket}, 2026-03-17, window 2, 300 min" in said.out


def test_a_log_without_services_is_refused(cli: Cli, log: Path) -> None:
    waiting = [replace(t, called=None, started=None, finished=None, window=None) for t in tickets_of(truth(), DAYS)]
    (log / "tickets.csv").write_text(write_tickets(waiting, ZONE), "utf-8")
    for verb, *options in (("fit", "--out", log / "s.yaml"), ("backtest", "--fit-until", DAYS[8])):
        said = cli(verb, log, "--hall", log / "hall.yaml", *options)
        assert said.code == 1
        assert "Not one service" in said.err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--until", "2020-01-01"), "has no tickets of these days"),
        (("--day", "sun"), "has no days of this kind"),
        (("--hall", "nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_what_can_not_be_fitted_is_refused(cli: Cli, log: Path, options: tuple[str, ...], sentence: str) -> None:
    said = cli("fit", log, "--hall", log / "hall.yaml", "--out", log / "s.yaml", *options)
    assert said.code == 1
    assert sentence in said.err


def test_backtest_shows_days_and_keeps_the_calibration_error(cli: Cli, log: Path) -> None:
    options = ("--hall", log / "hall.yaml", "--fit-until", DAYS[8], "--runs", 40)
    said = cli("backtest", log, *options, "--out", log / "calibration.json")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines() if "2026-03-1" in line and "mean" in line] == [
        day.isoformat() for day in DAYS[9:]
    ]
    assert "Calibration error" in said.out
    kept = json.loads((log / "calibration.json").read_text("utf-8"))
    assert kept["calibration"]["days"] == 3
    assert kept == json.loads(cli("backtest", log, *options, "--json").out)
    assert "校准误差" in cli("backtest", log, *options, "--language", "zh").out


def test_a_backtest_needs_days_on_both_sides(cli: Cli, log: Path) -> None:
    said = cli("backtest", log, "--hall", log / "hall.yaml", "--fit-until", DAYS[-1])
    assert said.code == 1
    assert f"needed up to {DAYS[-1]} and after it" in said.err


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    file = tmp_path / "counts.csv"
    rows = [f"{c.day}T{c.minute // 60:02d}:{c.minute % 60:02d},{c.count:g}" for c in counts_of(70, weekly).rows]
    file.write_text("\n".join(["start,count", *rows]) + "\n", "utf-8")
    return file


def test_forecast_prints_days_beside_the_baseline(cli: Cli, counts: Path) -> None:
    events = counts.parent / "events.csv"
    events.write_text("date,name\n2025-11-11,fair\n", "utf-8")
    out = counts.parent / "forecast.csv"
    said = cli("forecast", counts, "--days", 3, "--country", "CN", "--events", events, "--out", out)
    assert said.code == 0
    assert "baseline" in said.out
    assert any("2025-11-11" in line and "fair" in line for line in said.out.splitlines())
    assert "held out" in said.out
    assert len(out.read_text("utf-8").splitlines()) == 1 + 3 * 12
    assert "基准" in cli("forecast", counts, "--days", 3, "--language", "zh").out


def test_forecast_as_json_with_a_halls_calendar(cli: Cli, counts: Path) -> None:
    hall = counts.parent / "hall.yaml"
    hall.write_text(HALL + "calendar:\n  - {first: 2025-11-11, kind: closed, zh: 停办, en: Closed}\n", "utf-8")
    found = json.loads(cli("forecast", counts, "--days", 2, "--hall", hall, "--json").out)
    assert [day["day"] for day in found["forecast"]] == ["2025-11-10", "2025-11-12"]
    assert found["forecast"][0]["intervals"][0]["start"] == "2025-11-10T09:00"
    assert {"wape", "baseline", "coverage"} <= set(found["held_out"])


@pytest.mark.parametrize(
    ("options", "sentence"), [(("--country", "XX"), "No holidays are known of XX"), ((), "four weeks of open days")]
)
def test_a_forecast_that_can_not_be_made_is_refused(
    cli: Cli, counts: Path, options: tuple[str, ...], sentence: str
) -> None:
    counts.write_text("start,count\n2026-01-05T09:00,4\n", "utf-8")
    said = cli("forecast", counts, "--days", 2, *options)
    assert said.code == 1
    assert sentence in said.err
