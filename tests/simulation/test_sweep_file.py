"""The sweep file: every combination of levels, made of the scenario's tree, and every problem with its place."""

import pytest

from hallops.files.problems import Problems, Wrong
from hallops.files.sample import SCENARIOS
from simulation.scenario.scenario_file import read_scenario
from simulation.sweep.sweep import Sweep
from simulation.sweep.sweep_file import read_sweep
from tests.rules.tree import ROOT
from tests.simulation.small import Plain, as_text, small_plain

BASE = as_text(small_plain(A={"arrivals": [4, 6, 8, 2]}, B={"arrivals": 3})).encode()


def read(plain: Plain, **files: bytes) -> Sweep:
    known = {"base.yaml": BASE} | {f"{name}.yaml": data for name, data in files.items()}

    def load(place: str) -> bytes:
        if place not in known:
            raise Wrong("sweep_no_scenario", file=place)
        return known[place]

    return read_sweep(as_text(sweep(plain)).encode(), "sweep.yaml", load)


def sweep(plain: Plain) -> Plain:
    return {"schema": "hallops-sweep/1", "scenarios": ["base.yaml"], "factors": {}} | plain


def problems(plain: Plain, **files: bytes) -> list[str]:
    with pytest.raises(Problems) as raised:
        read(plain, **files)
    return [problem.text() for problem in raised.value.problems]


def test_every_level_of_a_factor_meets_every_level_of_the_others() -> None:
    found = read(
        {
            "days": 200,
            "seeds": [1, 2, 3],
            "factors": {
                "demand": {"usual": {}, "more": {"services.*.arrivals": "x1.5"}},
                "staff": {"both": {}, "one": {"windows.2.open": [["09:00", "10:00"]]}},
            },
        }
    )
    assert found.factors == ("scenario", "demand", "staff")
    assert [tuple(cell.levels.values()) for cell in found.cells] == [
        ("base.yaml", "usual", "both"),
        ("base.yaml", "usual", "one"),
        ("base.yaml", "more", "both"),
        ("base.yaml", "more", "one"),
    ]
    assert (found.days, found.seeds, found.rows) == (200, (1, 2, 3), 12)
    last = found.cells[-1].scenario
    assert list(last.services["A"].arrivals) == [6, 9, 12, 3]
    assert list(last.services["B"].arrivals) == [4.5] * 4
    assert [period.end for period in last.windows[1].open] == [600]
    first = found.cells[0].scenario
    assert first == read_scenario(BASE)


def test_the_example_of_the_planners_page_is_a_sweep() -> None:
    blocks = (ROOT / "docs" / "planner.md").read_text("utf-8").split("```yaml\n")[1:]
    example = next(block.split("```")[0] for block in blocks if "hallops-sweep/1" in block)
    found = read_sweep(example.encode(), "sweep.yaml", lambda _place: (SCENARIOS / "pooled.yaml").read_bytes())
    assert found.rows == 12
    assert [len(window.open) for window in found.cells[-1].scenario.windows[-2:]] == [1, 0]


def test_days_and_seeds_may_be_left_out_and_so_may_factors() -> None:
    found = read({})
    assert (found.days, found.seeds, len(found.cells)) == (100, (1,), 1)


def test_several_scenarios_are_the_first_factor() -> None:
    found = read({"scenarios": ["base.yaml", "other.yaml"]}, other=BASE)
    assert [cell.levels["scenario"] for cell in found.cells] == ["base.yaml", "other.yaml"]


def test_a_key_that_the_scenario_lacks_is_set() -> None:
    found = read({"factors": {"days": {"vary": {"day_factor_cv": 0.3, "services.A.no_show": 0.1}}}})
    assert found.cells[0].scenario.day_factor_cv == 0.3
    assert found.cells[0].scenario.services["A"].no_show == 0.1


def test_a_later_factor_builds_on_the_one_before() -> None:
    more = {"more": {"services.A.arrivals": "x2"}}
    found = read({"factors": {"first": more, "second": more}})
    assert found.cells[0].scenario.services["A"].arrivals == (16, 24, 32, 8)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"services.C.arrivals": "x2"}, "There is no C at this place of the scenario. There is: A, B."),
        ({"windows.9.open": []}, "There is no 9 at this place of the scenario. There is: 1, 2."),
        ({"services.A.bookings": "x2"}, "There is no bookings at this place"),
        ({"services.A.arrivals.3": 1}, "There is no 3 at this place"),
        ({"services.A.service.dist": "x2"}, "exponential can not be multiplied"),
        ({"services.A.arrivals": -1}, "-1 is not between 0 and 1000000."),
        ({"services.A.arivals": 3}, "There is no key arivals here."),
        ({"services.A.arrivals": [1, 2]}, "2 numbers stand here instead of 4."),
    ],
)
def test_a_wrong_change_is_told_at_its_place_in_the_sweep(change: Plain, said: str) -> None:
    found = problems({"factors": {"demand": {"odd": change}}})
    path = next(iter(change))
    assert found[0].startswith("sweep.yaml line ")
    assert f": factors.demand.odd.{path}" in found[0]
    assert said in found[0]
    assert len(found) == 1


def test_what_a_combination_breaks_elsewhere_is_told_with_its_name() -> None:
    only_a = {"windows.2.rank": {"A": 1}}
    found = problems({"factors": {"day": {"any": {}}, "staff": {"all": {}, "no B": only_a}}})
    assert "sweep.yaml line" in found[0]
    assert "With day: any, staff: no B the scenario does not hold together:" in found[0]
    assert found[1].startswith("base.yaml line")
    assert "No window has a rank for the service B." in found[1]
    assert len(found) == 2


def test_a_fault_of_many_combinations_is_told_once() -> None:
    levels = {str(number): {"services.A.no_show": number / 10} for number in range(5)}
    assert len(problems({"factors": {"absent": levels, "more": {"bad": {"services.A.arrivals": -1}}}})) == 1


def test_all_problems_of_the_frame_are_told_at_once() -> None:
    found = problems({"schema": "other/1", "days": 0, "seed": 1, "scenarios": [], "factors": {"empty": {}}})
    said = "\n".join(found)
    for part in ("The schema is other/1", "0 is not between 1", "There is no key seed here", "under scenarios"):
        assert part in said
    assert "At least one entry is needed under factors.empty." in said


def test_problems_of_all_scenarios_are_told_at_once_in_both_languages() -> None:
    bad = as_text(small_plain(A={"arrivals": -4})).encode()
    with pytest.raises(Problems) as raised:
        read({"scenarios": ["gone.yaml", "bad.yaml"]}, bad=bad)
    english, chinese = (raised.value.text(language) for language in ("en", "zh"))
    assert "sweep.yaml line" in english
    assert "There is no scenario file gone.yaml." in english
    assert "bad.yaml line" in english
    assert "没有方案文件gone.yaml。" in chinese


def test_too_many_combinations_are_refused_before_they_are_made() -> None:
    levels: Plain = {str(number): {} for number in range(101)}
    said = problems({"factors": {"one": levels, "two": levels}})
    assert any("These levels make 10201 scenarios, more than 10000." in line for line in said)
