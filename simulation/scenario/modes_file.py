"""The modes of a scenario file: parts of the day, and between which bounds each is staffed."""

from collections.abc import Mapping
from typing import Any

from hallops.domain.modes import Hours
from hallops.files.fields import Fields
from hallops.files.hall_modes import hours_text, read_period
from hallops.files.hall_parts import WINDOW_NUMBER, present
from hallops.files.kinds import CODE, clock_text, whole
from simulation.scenario.scenario import PlannedMode, Scenario, inside, merged

COUNT = whole(0, 999)


def read_modes(root: Fields) -> Mapping[str, PlannedMode]:
    """By their codes; none where the key is absent."""
    return {code: _read_mode(Fields(node, root.report)) for code, node in root.pairs("modes", CODE).items()}


def _read_mode(fields: Fields) -> PlannedMode:
    with fields:
        if "hours" not in fields:
            fields.missing("hours")
        return PlannedMode(
            hours=read_periods(fields, "hours"),
            windows=frozenset(fields.values("windows", WINDOW_NUMBER)) if "windows" in fields else None,
            always=frozenset(fields.values("always", WINDOW_NUMBER)),
            at_least=fields.may("at_least", COUNT, 0),
            at_most=fields.may("at_most", COUNT, None),
        )


def read_periods(fields: Fields, key: str) -> tuple[Hours, ...]:
    """Periods in order, touching ones as one."""
    read = (read_period(node, fields.report) for node in fields.items(key))
    return merged(tuple(period for period in read if period is not None))


def write_periods(periods: tuple[Hours, ...]) -> list[list[str]]:
    return [[clock_text(period.start), clock_text(period.end)] for period in periods]


def write_mode(mode: PlannedMode) -> dict[str, Any]:
    windows = {} if mode.windows is None else {"windows": sorted(mode.windows)}
    most = {} if mode.at_most is None else {"at_most": mode.at_most}
    options = {"always": sorted(mode.always), "at_least": mode.at_least}
    return {"hours": write_periods(mode.hours), **windows, **present(options), **most}


def check_modes(root: Fields, scenario: Scenario) -> None:
    """Modes lie inside the hours and apart, and their bounds can be kept."""
    numbers = {window.number for window in scenario.windows}
    taken: list[tuple[Hours, str]] = []
    for code, mode in scenario.modes.items():
        node = root.node.at("modes", code)
        for period in mode.hours:
            if not inside(period, scenario.hours):
                root.problem(node.at("hours"), "outside_hours", period=hours_text(period))
            for other, its in taken:
                if period.overlaps(other):
                    root.problem(node.at("hours"), "modes_overlap", mode=code, other=its, period=hours_text(other))
        taken += [(period, code) for period in mode.hours]
        for window in sorted(((mode.windows or frozenset()) | mode.always) - numbers):
            root.problem(node, "mode_window", window=window)
        _check_bounds(root, code, mode, numbers)


def _check_bounds(root: Fields, code: str, mode: PlannedMode, numbers: set[int]) -> None:
    node = root.node.at("modes", code)
    may = {number for number in numbers if mode.may_open(number)}
    if strays := sorted(mode.always & numbers - may):
        root.problem(node.at("always"), "mode_always", windows=", ".join(map(str, strays)))
    most = len(may) if mode.at_most is None else min(mode.at_most, len(may))
    least = max(mode.at_least, len(mode.always))
    if least > most:
        root.problem(node, "mode_bounds", least=least, most=most)
