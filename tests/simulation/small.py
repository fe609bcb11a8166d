"""A small scenario for scenes: two hours, a window for each service, nothing unusual unless asked for."""

import json
from typing import Any

from hallops.files.yaml_file import write_yaml
from simulation.scenario.scenario import Scenario
from simulation.scenario.scenario_file import read_scenario

Plain = dict[str, Any]


def small_plain(**services: Plain) -> Plain:
    """The text's plain values; each service is given what is unusual about it."""
    usual: Plain = {"target_minutes": 10, "arrivals": 6, "service": {"dist": "exponential", "mean_minutes": 4}}
    return {
        "schema": "hallops-scenario/1",
        "interval_minutes": 30,
        "hours": [["09:00", "11:00"]],
        "services": {code: usual | unusual for code, unusual in services.items()},
        "windows": [
            {"window": number, "rank": {code: 1}, "open": [["09:00", "11:00"]]}
            for number, code in enumerate(services, 1)
        ],
    }


def small_scenario(**services: Plain) -> Scenario:
    return read(small_plain(**services))


def read(plain: Plain) -> Scenario:
    return read_scenario(as_text(plain).encode())


def as_text(plain: Plain) -> str:
    """The file. Each list and mapping is a thing of its own: YAML would write a shared one once, and refer to it."""
    return write_yaml(json.loads(json.dumps(plain)))
