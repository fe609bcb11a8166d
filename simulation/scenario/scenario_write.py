"""A scenario as the text of its file. Reading it again gives the same scenario."""

from collections.abc import Mapping
from typing import Any

from hallops.domain.rules import MINUTE
from hallops.files.hall_parts import present
from hallops.files.kinds import in_unit
from hallops.files.yaml_file import write_yaml
from simulation.scenario.demand_file import write_service
from simulation.scenario.modes_file import write_mode, write_periods
from simulation.scenario.scenario import PlannedWindow, Scenario, VisitorClass
from simulation.scenario.scenario_file import SCHEMA


def write_scenario(scenario: Scenario, plan: Mapping[str, object] | None = None) -> str:
    """The text of a scenario file, or of a plan file: the same with its evidence."""
    settings = {
        "carry_over": scenario.carry_over,
        "day_factor_cv": scenario.day_factor_cv,
        "last_ticket_minutes": in_unit(scenario.last_ticket, MINUTE),
        "accessible_share": scenario.accessible_share,
    }
    rule = scenario.rule
    heads = {
        "transfer_head_start_minutes": in_unit(rule.transfer_head_start, MINUTE),
        "booked_head_start_minutes": in_unit(rule.booked_head_start, MINUTE),
    }
    return write_yaml(
        {
            "schema": SCHEMA,
            "interval_minutes": scenario.interval,
            "hours": write_periods(scenario.hours),
            "end_of_day": scenario.end_of_day.value,
            **present(settings),
            **({"modes": {code: write_mode(mode) for code, mode in scenario.modes.items()}} if scenario.modes else {}),
            "services": {code: write_service(service) for code, service in scenario.services.items()},
            "classes": {code: _write_class(visitors) for code, visitors in scenario.classes.items()},
            "windows": [_write_window(window) for window in scenario.windows],
            "rule": {"overflow": rule.overflow, **present(heads)},
            **({"plan": plan} if plan else {}),
        }
    )


def _write_window(window: PlannedWindow) -> dict[str, Any]:
    plain = {"window": window.number, "rank": dict(window.rank), "open": write_periods(window.open)}
    return plain | present({"accessible": window.accessible})


def _write_class(visitors: VisitorClass) -> dict[str, Any]:
    options = {"head_start_minutes": in_unit(visitors.head_start, MINUTE), "next_call": visitors.next_call}
    return {"share": visitors.share, **present(options)}
