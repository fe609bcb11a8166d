"""hallops compare and hallops presets as a planner uses them; what each preset claims is so."""

import json
from pathlib import Path

import pytest

from hallops.app.planner.presets import PRESETS
from hallops.files.sample import SCENARIOS
from hallops.measures.figures import Figures
from simulation.analytic.offered_load import overload
from simulation.comparing.comparison import Comparison, compare
from simulation.outcome.outcome import Result, outcome_of
from simulation.run import Engine, simulate
from simulation.scenario.scenario import Scenario
from simulation.scenario.scenario_file import read_scenario
from tests.app.running import Cli
from tests.simulation.small import as_text, small_plain


def preset(name: str) -> Scenario:
    return read_scenario((SCENARIOS / f"{name}.yaml").read_bytes(), f"{name}.yaml")


def compared(one: str, other: str) -> Comparison:
    return compare({one: preset(one), other: preset(other)}, 200, 1, Engine.KERNEL)


def surely(found: Comparison, figure: str) -> float:
    """The difference, which its interval keeps away from 0."""
    interval = found.compared[1].differences[figure]
    assert interval.value is not None
    assert interval.half_width is not None
    assert interval.half_width < abs(interval.value)
    return interval.value


def value(found: Comparison, place: int, figure: str, service: str = "") -> float:
    its = found.compared[place]
    known = (its.services[service][0] if service else its.figures)[figure].value
    assert known is not None
    return known


def outcome(name: str) -> Result:
    scenario = preset(name)
    return outcome_of(scenario, *simulate(scenario, 200, 1, Engine.KERNEL))


def test_every_file_is_a_preset_and_says_so() -> None:
    assert sorted(file.name for file in SCENARIOS.iterdir()) == sorted(f"{name}.yaml" for name in PRESETS)
    for name in PRESETS:
        said = (SCENARIOS / f"{name}.yaml").read_text("utf-8")
        first = said.split("\n", 1)[0]
        assert first.startswith("# ")
        assert any(f"`{other}`" in first for other in PRESETS)


def test_pooled_windows_take_a_quarter_of_the_wait_of_dedicated_ones() -> None:
    found = compared("dedicated", "pooled")
    assert found.compared[1].same_people
    assert surely(found, "mean_wait_minutes") < 0
    assert value(found, 1, "mean_wait_minutes") < 0.3 * value(found, 0, "mean_wait_minutes")
    waits = {code: value(found, 0, "mean_wait_minutes", code) for code in found.common}
    assert max(waits, key=waits.__getitem__) == "D"
    assert [window.rank for window in preset("dedicated").windows].count({"D": 1}) == 1
    assert value(found, 0, "utilisation") == pytest.approx(0.6, abs=0.03)


def test_six_windows_are_not_enough_for_the_transport_hall_and_terminals_end_the_lines() -> None:
    assert overload(preset("transport"))
    assert not overload(preset("terminals"))
    found = compared("transport", "terminals")
    assert value(found, 0, "share_left") == pytest.approx(1 / 7, abs=0.02)
    assert surely(found, "mean_wait_minutes") < -10
    assert value(found, 1, "p90_wait_minutes", "P") < 10
    assert value(found, 1, "share_within_target") > 0.98
    halves = outcome("transport").half_hours
    morning = [halves[half].mean.value or 0 for half in range(18, 24)]
    assert morning == sorted(morning)


def test_services_moved_online_halve_the_wait_of_the_others() -> None:
    found = compared("counters", "online")
    assert surely(found, "tickets_a_day") == pytest.approx(-50, abs=2)
    assert surely(found, "mean_wait_minutes") < 0
    for code in found.common:
        ratio = value(found, 1, "mean_wait_minutes", code) / value(found, 0, "mean_wait_minutes", code)
        assert 0.4 < ratio < 0.6


def test_opening_early_takes_a_third_of_the_wait_for_one_and_a_half_window_hours() -> None:
    found = compared("nine", "early")
    assert surely(found, "window_hours") == pytest.approx(1.5, abs=0.15)
    surely(found, "mean_wait_minutes")
    assert value(found, 1, "mean_wait_minutes") / value(found, 0, "mean_wait_minutes") == pytest.approx(2 / 3, abs=0.1)
    halves = outcome("nine").half_hours
    waits = {half: cell.mean.value or 0 for half, cell in halves.items()}
    assert max(waits, key=waits.__getitem__) in {19, 20}  # 09:30 to 10:30


def test_one_is_enough_at_a_weekend_and_two_are_mostly_idle() -> None:
    found = compared("weekend-one", "weekend-two")
    assert value(found, 0, "tickets_a_day") == pytest.approx(17, abs=1)
    assert value(found, 0, "share_within_target") > 0.94
    assert value(found, 1, "mean_wait_minutes") < 0.3
    assert value(found, 1, "utilisation") < 0.2
    assert value(found, 1, "window_hours") == pytest.approx(2 * value(found, 0, "window_hours"), rel=0.02)
    spread = figures("weekend-one").waiting.spread
    assert spread.median == 0


def figures(name: str) -> Figures:
    return outcome(name).total.figures


def test_a_table_of_both_and_the_difference(cli: Cli) -> None:
    said = cli("compare", "preset:dedicated", "preset:pooled", "--days", 30)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "30 days of seed 1 under each scenario. Waits are minutes."
    waits = next(line for line in lines if "mean wait, min" in line)
    assert waits.count("±") == 3
    assert "−" in waits
    assert any("D: in target, %" in line for line in lines)
    assert any("come exactly the people of dedicated" in line for line in lines)


def test_the_same_in_chinese(cli: Cli) -> None:
    said = cli("compare", "preset:counters", "preset:online", "--days", 10, "--language", "zh").out
    assert "平均等候（分钟）" in said
    assert "共有的业务是A, B, C" in said


def test_json_has_every_figure_with_its_interval(cli: Cli) -> None:
    found = json.loads(cli("compare", "preset:weekend-one", "preset:weekend-two", "--days", 20, "--json").out)
    assert (found["days"], found["seed"], found["common_services"]) == (20, 1, ["A"])
    one, two = found["scenarios"]
    assert {its["value"] for its in one["differences"].values()} == {0.0}
    hours = two["differences"]["window_hours"]
    assert hours["low"] <= hours["value"] <= hours["high"]


def test_a_kept_run_is_made_again_with_the_same_figures(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(as_text(small_plain(A={"arrivals": 5})), "utf-8")
    run = tmp_path / "runs" / "run.json"
    run.parent.mkdir()
    arguments = ("compare", mine, "preset:weekend-one", "--days", 15, "--seed", 8)
    assert cli(*arguments, "--out", run).code == 0
    kept = json.loads(run.read_text("utf-8"))
    assert [file["place"] for file in kept["files"]] == ["../mine.yaml", "preset:weekend-one"]
    monkeypatch.chdir(run.parent)
    said = cli("compare", "--again", "run.json", "--json")
    assert said.code == 0
    assert "Made again" in said.err
    assert json.loads(said.out) == kept["result"] | {"same": True}

    kept["result"]["scenarios"][1]["figures"]["mean_wait_minutes"]["value"] += 0.5
    run.write_text(json.dumps(kept), "utf-8")
    said = cli("compare", "--again", run)
    assert said.code == 1
    assert "scenarios[1].figures.mean_wait_minutes.value" in said.err

    mine.write_text(as_text(small_plain(A={"arrivals": 6})), "utf-8")
    said = cli("compare", "--again", run)
    assert said.code == 1
    assert "not as they were in the kept run: ../mine.yaml" in said.err


def test_what_is_no_kept_run_is_told(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    for text in ("{", '{"schema": "hallops-run/1"}', "[]"):
        file.write_text(text, "utf-8")
        said = cli("compare", "--again", file)
        assert said.code == 1
        assert "odd.json is no kept run" in said.err


def test_a_file_can_be_compared_with_itself_and_with_another_of_its_name(cli: Cli, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "day.yaml").write_text(as_text(small_plain(A={"arrivals": 5})), "utf-8")
    one, two = tmp_path / "one" / "day.yaml", tmp_path / "two" / "day.yaml"
    found = json.loads(cli("compare", one, two, one, one, "--days", 5, "--json").out)
    names = [each["scenario"] for each in found["scenarios"]]
    assert names == ["day.yaml", str(two), str(one), f"{one} (4)"]


def test_an_overloaded_scenario_is_named(cli: Cli) -> None:
    said = cli("compare", "preset:transport", "preset:terminals", "--days", 2)
    assert "transport: too few windows for V, P: the work is 106% of their open hours" in said.err


def test_wrong_scenarios_are_refused(cli: Cli, tmp_path: Path) -> None:
    assert "There is no preset pool. Known: pooled" in cli("compare", "preset:pool").err
    assert "Say which scenarios" in cli("compare").err
    assert cli("compare", tmp_path / "gone.yaml").code == 1
    with pytest.raises(SystemExit) as ended:
        cli("compare", "preset:pooled", "--days", "0")
    assert ended.value.code == 2


def test_presets_are_listed_in_both_languages_and_written(cli: Cli, tmp_path: Path) -> None:
    english, chinese = (cli("presets", "--language", language).out for language in ("en", "zh"))
    for name in PRESETS:
        assert f"preset:{name} " in english
        assert f"preset:{name} " in chinese
    assert "六个人工窗口" in chinese
    assert cli("presets", "--out", tmp_path / "presets").code == 0
    assert (tmp_path / "presets" / "pooled.yaml").read_bytes() == (SCENARIOS / "pooled.yaml").read_bytes()
    rows = json.loads(cli("presets", "--json").out)["presets"]
    assert [row["name"] for row in rows] == list(PRESETS)


def test_a_preset_is_simulated_and_drawn(cli: Cli, tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    said = cli("simulate", "preset:weekend-two", "--days", 5, "--figures", pictures, "--language", "zh")
    assert said.code == 0
    names = [f"{name}.{kind}" for name in ("queue", "use", "wait", "windows") for kind in ("png", "svg")]
    assert sorted(file.name for file in pictures.iterdir()) == sorted(names)
