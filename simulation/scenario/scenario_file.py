"""The scenario file, schema hallops-scenario/1: read whole, with all its problems at once, or not at all.

Overlapping and touching periods are merged when they are read. `scenario_write` has the way back.
"""

from collections.abc import Mapping

from hallops.domain.modes import Hours
from hallops.domain.rules import MINUTE, EndOfDay
from hallops.files.fields import Fields
from hallops.files.hall_parts import RANK, WINDOW_NUMBER
from hallops.files.kinds import CODE, FLAG, Kind, choice, number, span, text, whole
from hallops.files.problems import Report, Wrong
from hallops.files.yaml_file import Node, Value, read_yaml
from simulation.scenario.demand_file import MINUTES, SHARE, read_service
from simulation.scenario.modes_file import read_modes, read_periods
from simulation.scenario.scenario import CallRule, PlannedWindow, Scenario, VisitorClass
from simulation.scenario.scenario_checks import check

SCHEMA = "hallops-scenario/1"
NO_HOURS = Hours(0, 0)
INTERVAL = whole(1, 24 * 60)
OVERFLOW = whole(0, 1_000_000)
HEAD_START = span(MINUTE, 0, 24 * 60)
DAY_CV = number(0, 10)
EVERYBODY = VisitorClass("normal", 1.0)


def read_scenario(data: bytes, name: str = "scenario.yaml") -> Scenario:
    """Read a scenario, or raise all its problems."""
    report = Report(name)
    scenario = scenario_of(read_yaml(data, report), report)
    report.raise_if_any()
    return scenario


def scenario_of(tree: Node, report: Report) -> Scenario:
    """The scenario that a tree says; what is wrong goes to the report, and the scenario is not to be used then."""
    with Fields(tree, report) as root:
        root.need("schema", Kind(_schema, SCHEMA))
        windows = root.rows("windows", _read_window)
        scenario = _read(root, tuple(window for _, window in windows))
        check(root, scenario, windows)
    return scenario


def _schema(value: Value) -> str:
    schema = text(value)
    if schema != SCHEMA:
        raise Wrong("unknown_schema", found=schema, known=SCHEMA)
    return schema


def _read(root: Fields, windows: tuple[PlannedWindow, ...]) -> Scenario:
    "plan" in root  # noqa: B015 - the evidence of a plan file is for people: it is known, and passed over
    interval = root.need("interval_minutes", INTERVAL)
    hours = _hours(root)
    intervals = (hours[-1].end - hours[0].start) // interval
    return Scenario(
        interval=interval,
        hours=hours,
        services={
            code: read_service(code, Fields(node, root.report), intervals)
            for code, node in root.pairs("services", CODE).items()
        },
        windows=tuple(sorted(windows, key=lambda window: window.number)),
        classes=_classes(root),
        rule=_rule(root.section("rule")),
        carry_over=root.may("carry_over", FLAG, default=False),
        day_factor_cv=root.may("day_factor_cv", DAY_CV, 0.0),
        end_of_day=root.may("end_of_day", choice(EndOfDay), EndOfDay.SERVE_OUT),
        last_ticket=root.may("last_ticket_minutes", MINUTES, 0),
        accessible_share=root.may("accessible_share", SHARE, 0.0),
        modes=read_modes(root),
    )


def _hours(root: Fields) -> tuple[Hours, ...]:
    hours = read_periods(root, "hours")
    if not hours:
        root.problem(root.node.at("hours"), "none_at_all", key="hours")
    return hours or (NO_HOURS,)


def _read_window(fields: Fields) -> PlannedWindow:
    return PlannedWindow(
        number=fields.need("window", WINDOW_NUMBER),
        rank=fields.table("rank", RANK),
        open=read_periods(fields, "open"),
        accessible=fields.may("accessible", FLAG, default=False),
    )


def _classes(root: Fields) -> Mapping[str, VisitorClass]:
    """Without the key all visitors are of one class."""
    found = {code: _read_class(code, Fields(node, root.report)) for code, node in root.pairs("classes", CODE).items()}
    return found or {EVERYBODY.code: EVERYBODY}


def _read_class(code: str, fields: Fields) -> VisitorClass:
    with fields:
        return VisitorClass(
            code,
            fields.need("share", SHARE),
            fields.may("head_start_minutes", HEAD_START, 0),
            fields.may("next_call", FLAG, default=False),
        )


def _rule(fields: Fields) -> CallRule:
    with fields:
        return CallRule(
            overflow=fields.may("overflow", OVERFLOW, CallRule().overflow),
            transfer_head_start=fields.may("transfer_head_start_minutes", HEAD_START, 0),
            booked_head_start=fields.may("booked_head_start_minutes", HEAD_START, 0),
        )
