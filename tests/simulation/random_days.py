"""Scenarios drawn at random: small crowded halls with everything that a scenario can say, on ms or on minute ticks."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np

from hallops.domain.rules import MINUTE
from hallops.files.yaml_file import write_yaml
from simulation.drawing.draw import draw
from simulation.drawing.draws import NONE, Draws, Ints
from simulation.scenario.scenario import Scenario
from simulation.scenario.scenario_file import read_scenario

HOURS: list[list[list[str]]] = [
    [["09:00", "11:00"]],
    [["09:00", "10:00"], ["10:30", "11:30"]],
    [["09:00", "10:00"], ["09:30", "11:00"]],
]
CLOCKS = ["09:00", "09:30", "10:00", "10:30", "11:00"]


@dataclass(frozen=True)
class RandomDay:
    plain: dict[str, Any]
    scenario: Scenario
    draws: Draws


def random_day(seed: int, *, minutes: bool) -> RandomDay:
    """With `minutes` every time is a whole minute, so that most events fall together."""
    chance = Random(seed)
    plain = _plain(chance)
    scenario = read_scenario(write_yaml(plain).encode())
    days = 2 if plain["carry_over"] else 1
    draws = draw(scenario, range(days), seed)
    return RandomDay(plain, scenario, on_minutes(draws) if minutes else draws)


def on_minutes(draws: Draws) -> Draws:
    return replace(
        draws,
        arrival=draws.arrival // MINUTE * MINUTE,
        service_time=_rounded(draws.service_time),
        patience=np.where(draws.patience == NONE, NONE, draws.patience // MINUTE * MINUTE),
        second_time=np.where(draws.second_time == NONE, NONE, _rounded(draws.second_time)),
    )


def _rounded(times: Ints) -> Ints:
    return np.maximum(times // MINUTE, 1) * MINUTE


def _plain(chance: Random) -> dict[str, Any]:
    carry_over = chance.random() < 0.15
    hours = [["00:00", "24:00"]] if carry_over and chance.random() < 0.5 else chance.choice(HOURS)
    codes = "ABC"[: chance.randint(2, 3)]
    rate = 1.0 if hours[0][1] == "24:00" else chance.uniform(6, 11)
    services = {code: _service(chance, code, codes, rate, hours) for code in codes}
    return {
        "schema": "hallops-scenario/1",
        "interval_minutes": 30,
        "hours": hours,
        "carry_over": carry_over,
        "day_factor_cv": chance.choice([0, 0.2]),
        "end_of_day": chance.choice(["serve_out", "serve_out", "expire"]),
        "last_ticket_minutes": chance.choice([0, 0, 15]),
        "accessible_share": chance.choice([0, 0.1, 0.3]),
        "services": services,
        "classes": {
            "normal": {"share": 0.7, "head_start_minutes": 0, "next_call": False},
            "elderly": {"share": 0.2, "head_start_minutes": chance.choice([5, 10]), "next_call": False},
            "soldier": {"share": 0.1, "head_start_minutes": chance.choice([0, 5]), "next_call": True},
        },
        "windows": [_window(chance, number, codes, hours) for number in range(1, len(codes) + 1)],
        "rule": {
            "overflow": chance.choice([500, 1000, 1500]),
            "transfer_head_start_minutes": chance.choice([0, 5, 10]),
            "booked_head_start_minutes": chance.choice([0, 5, 10]),
        },
    }


def _service(chance: Random, code: str, codes: str, rate: float, hours: list[list[str]]) -> dict[str, Any]:
    shapes = [
        {"dist": "lognormal", "mean_minutes": chance.uniform(4, 9), "cv": 0.9},
        {"dist": "exponential", "mean_minutes": chance.uniform(4, 9)},
        {"dist": "gamma", "mean_minutes": 6, "cv": 0.5},
        {"dist": "deterministic", "mean_minutes": 5},
        {"dist": "empirical", "samples": [2, 3.5, 7, 12]},
    ]
    service = {
        "target_minutes": chance.choice([5, 10, 7.5]),
        "arrivals": rate,
        "service": chance.choice(shapes),
        "wrap_up_minutes": chance.choice([0, 0, 1, 2]),
        "no_show": chance.choice([0.05, 0.15]),
        "no_show_minutes": chance.choice([0, 1]),
        "transfer": {to: 0.12 for to in codes if to != code or chance.random() < 0.1},
        "show": 0.95,
        "punctual": {"mean_minutes": -6, "sd_minutes": 6},
    }
    if hours[0][1] != "24:00":
        service["bookings"] = {clock: chance.randint(1, 4) for clock in CLOCKS if clock <= hours[-1][1]}
    if chance.random() < 0.6:
        service["patience"] = {"dist": "exponential", "mean_minutes": chance.choice([5, 15, 30])}
    return service


def _window(chance: Random, number: int, codes: str, hours: list[list[str]]) -> dict[str, Any]:
    """Each window has a service of its own, and mostly helps out with others."""
    own = codes[number - 1]
    rank = {own: 1} | {code: chance.randint(1, 3) for code in codes if code != own and chance.random() < 0.7}
    periods = [list(period) for period in hours]
    if hours[0][1] == "24:00":
        periods = chance.choice([periods, [["08:00", "20:00"]], [["00:00", "09:00"], ["12:00", "24:00"]]])
    elif chance.random() < 0.5:
        end = chance.choice(["09:20", "09:45", "10:00"])
        periods = [["09:00", end], *([["09:50", "10:00"]] if end < "09:50" else []), *periods[1:]]
        if hours[0][1] == "11:00":
            periods.append(["10:20", chance.choice(["10:40", "11:00"])])
    return {"window": number * 3, "rank": rank, "open": periods, "accessible": chance.random() < 0.6}
