"""The sweep file, schema hallops-sweep/1: scenario files, factors with their levels, days and seeds.

It is read whole, every combination of levels made and checked, or not at all. A fault of a new value is said at its
place in the sweep file; one that a combination causes elsewhere, at the scenario's, after the combination's name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from hallops.files.fields import Fields
from hallops.files.kinds import TEXT, Kind, text, whole
from hallops.files.problems import Place, Problem, Problems, Report, Wrong
from hallops.files.yaml_file import Node, Value, read_yaml
from simulation.scenario.scenario import Scenario
from simulation.scenario.scenario_file import scenario_of
from simulation.sweep.change import Change
from simulation.sweep.sweep import Cell, Sweep

SCHEMA = "hallops-sweep/1"
SCENARIO = "scenario"  # the first factor: which file
FACTORS = "factors"
DAYS = whole(1, 100_000)
SEED = whole(0, 1 << 62)
USUAL_DAYS, USUAL_SEED = 100, 1
MOST_CELLS = 10_000
Load = Callable[[str], bytes]  # of a scenario by its name; raises Wrong where there is none


@dataclass(frozen=True, slots=True)
class _Level:
    name: str
    node: Node
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Base:
    name: str
    tree: Node


def read_sweep(data: bytes, name: str, load: Load) -> Sweep:
    """Read a sweep and its scenarios, or raise all their problems."""
    report = Report(name)
    with Fields(read_yaml(data, report), report) as root:
        root.need("schema", Kind(_schema, SCHEMA))
        days = root.may("days", DAYS, USUAL_DAYS)
        seeds = root.values("seeds", SEED) or (USUAL_SEED,)
        files = _scenarios(root)
        factors = {factor: _levels(root, node) for factor, node in root.pairs(FACTORS).items()}
        count = len(files) * prod(len(levels) for levels in factors.values())
        if count > MOST_CELLS:
            root.problem(root.node.at(FACTORS), "sweep_too_many", count=count, most=MOST_CELLS)
    report.raise_if_any()
    bases = list(_bases(files, load, report))
    report.raise_if_any()
    combined = _Combining(report)
    cells = [combined.cell(base, list(levels)) for base in bases for levels in product(*_named(factors))]
    combined.raise_if_any()
    return Sweep(tuple(cell for cell in cells if cell is not None), days, seeds)


def _schema(value: Value) -> str:
    schema = text(value)
    if schema != SCHEMA:
        raise Wrong("unknown_schema", found=schema, known=SCHEMA)
    return schema


def _scenarios(root: Fields) -> tuple[Node, ...]:
    names = root.values("scenarios", TEXT)
    if not names:
        root.problem(root.node.at("scenarios"), "sweep_empty", key="scenarios")
    return tuple(node for node in root.items("scenarios") if node.value in names)


def _levels(root: Fields, factor: Node) -> tuple[_Level, ...]:
    """The levels of a factor, each a mapping of paths to values."""
    named = Fields(Node({"levels": factor}, factor.line, factor.path), root.report).pairs("levels")
    if not named:
        root.problem(factor, "sweep_empty", key=factor.path)
    return tuple(_Level(name, node, _changes(root, node)) for name, node in named.items())


def _changes(root: Fields, level: Node) -> tuple[Change, ...]:
    paths = Fields(Node({"changes": level}, level.line, level.path), root.report).pairs("changes")
    return tuple(Change.of(path, value) for path, value in paths.items())


def _named(factors: dict[str, tuple[_Level, ...]]) -> Iterator[list[tuple[str, _Level]]]:
    for factor, levels in factors.items():
        yield [(factor, level) for level in levels]


def _bases(files: tuple[Node, ...], load: Load, report: Report) -> Iterator[_Base]:
    """The scenario files as trees, each right in itself."""
    found: list[Problem] = []
    for node in files:
        name = str(node.value)
        own = Report(name)
        try:
            tree = read_yaml(load(name), own)
            scenario_of(tree, own)
            yield _Base(name, tree)
        except Wrong as wrong:
            report.add(wrong.code, wrong.facts, node.line, node.path)
        except Problems as problems:
            found += problems.problems
        else:
            found += own.problems
    if found:
        raise Problems((*report.problems, *found))


class _Combining:
    """Makes the cells, and gathers what is wrong with them: each thing once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._found: dict[tuple[Place, str], Problem] = {}

    def cell(self, base: _Base, levels: list[tuple[str, _Level]]) -> Cell | None:
        """The scenario of one combination; None where it is none."""
        tree = base.tree
        for _, level in levels:
            for change in level.changes:
                try:
                    tree = change.made(tree)
                except Wrong as wrong:
                    place = Place(self._report.file, change.value.line, change.value.path)
                    self._add(Problem(place, wrong.code, wrong.facts))
        names = {SCENARIO: base.name, **{factor: level.name for factor, level in levels}}
        scenario = self._scenario(base, tree, levels)
        return None if scenario is None else Cell(names, scenario)

    def _scenario(self, base: _Base, tree: Node, levels: list[tuple[str, _Level]]) -> Scenario | None:
        own = Report(base.name)
        scenario = scenario_of(tree, own)
        for problem in own.problems:
            if problem.place.path.startswith(f"{FACTORS}."):
                self._add(replace(problem, place=replace(problem.place, file=self._report.file)))
            else:
                self._caused(problem, levels)
        return None if own.problems else scenario

    def _caused(self, problem: Problem, levels: list[tuple[str, _Level]]) -> None:
        """A fault elsewhere in the scenario follows its combination, the first that has it."""
        if (problem.place, problem.code) in self._found:
            return
        last = levels[-1][1].node
        names = ", ".join(f"{factor}: {level.name}" for factor, level in levels)
        place = Place(self._report.file, last.line, last.path)
        self._add(Problem(place, "sweep_breaks", {"levels": names}))
        self._add(problem)

    def _add(self, problem: Problem) -> None:
        self._found.setdefault((problem.place, problem.code), problem)

    def raise_if_any(self) -> None:
        if self._found:
            raise Problems(tuple(self._found.values()))
