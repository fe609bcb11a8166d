"""Every driver has the same files, and its simulator is built apart from it."""

import ast

import pytest

from tests.rules.tree import ROOT

FOLDER = ROOT / "devices" / "drivers"
NAMES = sorted(path.name for path in FOLDER.iterdir() if (path / "__init__.py").is_file())


def imports(name: str, file: str) -> set[str]:
    tree = ast.parse((FOLDER / name / file).read_text("utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {f"{node.module}.{alias.name}" for node in found for alias in node.names}


@pytest.mark.parametrize("name", NAMES)
def test_a_driver_has_frames_a_driver_and_a_simulator(name: str) -> None:
    assert {"frames.py", "driver.py", "simulator.py"} <= {file.name for file in (FOLDER / name).iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_frames_are_pure_and_a_simulator_shares_nothing_with_them(name: str) -> None:
    assert not [module for module in imports(name, "frames.py") if "asyncio" in module or "transport" in module]
    allowed = {"devices.sim.twin.Twin", "devices.sim.faults.Fault"}
    assert {module for module in imports(name, "simulator.py") if module.startswith("devices")} <= allowed


def test_the_quality_list_has_a_column_for_each_driver() -> None:
    header = next(
        line
        for line in (ROOT / "devices" / "QUALITY.md").read_text("utf-8").splitlines()
        if line.startswith("| rule |")
    )
    assert sorted(cell.strip() for cell in header.split("|")[2:-1]) == NAMES
