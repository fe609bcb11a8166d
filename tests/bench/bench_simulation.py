"""The kernel, the reference and others on M/M/2 and on a hall: CPU time, interleaved; ratios are of one round."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from simulation.drawing.draw import draw
from simulation.kernel.run import play_given, simulate_fast
from simulation.kernel.tables import given
from simulation.reference.run import simulate_reference
from tests.bench import peers
from tests.bench.figure import Figure, floor
from tests.bench.spent import spending
from tests.simulation.small import Plain, read

MANY, FEW = 100_000, 20_000
HALL_DAYS = 250
AGAIN = 5  # runs that are counted as one: a single one of ten ms mostly measures the pages that it touches first
SEED = 1


def mm2() -> Plain:
    """Two windows day and night, a service of a minute on average."""
    day = [["00:00", "24:00"]]
    return {
        "schema": "hallops-scenario/1",
        "interval_minutes": 60,
        "hours": day,
        "carry_over": True,
        "services": {
            "A": {"target_minutes": 1, "arrivals": 108, "service": {"dist": "exponential", "mean_minutes": 1}}
        },
        "windows": [{"window": number, "rank": {"A": 1}, "open": day} for number in (1, 2)],
    }


def hall() -> Plain:
    """Twelve windows with three services, three classes, patience, a lunch at two windows, transfers."""
    mean = {"A": 8, "B": 6, "C": 10}
    weights = [0.8, 1.1, 1.3, 1.3, 1.2, 1.0, 0.5, 0.4, 0.9, 1.2, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7, 0.5]
    services = {
        code: {
            "target_minutes": 15,
            "arrivals": [8 * weight for weight in weights],
            "service": {"dist": "lognormal", "mean_minutes": minutes, "cv": 0.9},
            "patience": {"dist": "exponential", "mean_minutes": 60},
            "transfer": {"BCA"["ABC".index(code)]: 0.08},
        }
        for code, minutes in mean.items()
    }
    ranks = [{"A": 1, "B": 2, "C": 3}, {"B": 1, "C": 2, "A": 3}, {"C": 1, "A": 2}]
    whole, split = [["09:00", "17:30"]], [["09:00", "12:00"], ["13:00", "17:30"]]
    return {
        "schema": "hallops-scenario/1",
        "interval_minutes": 30,
        "hours": whole,
        "day_factor_cv": 0.1,
        "services": services,
        "classes": {
            "normal": {"share": 0.8},
            "elderly": {"share": 0.15, "head_start_minutes": 10},
            "soldier": {"share": 0.05, "next_call": True},
        },
        "windows": [
            {"window": number, "rank": ranks[number % 3], "open": whole if number <= 2 else split}
            for number in range(1, 13)
        ],
        "rule": {"transfer_head_start_minutes": 10},
    }


def measure(_folder: Path, rounds: int) -> Iterator[Figure]:
    rates: dict[str, list[float]] = {}
    contestants = _contestants()
    for name in ("kernel, M/M/2", "kernel, hall"):
        contestants[name]()  # compiled before it counts
    for _ in range(rounds):
        for name, play in contestants.items():
            with spending() as spent:
                spent.count = play()
            rates.setdefault(name, []).append(spent.count / spent.cpu)
    for name, found in rates.items():
        yield Figure(f"simulate: {name}", median(found) / 1000, "k/s", detail="customers a second of CPU, median")
    yield from _ratios(rates)


def _contestants() -> dict[str, Callable[[], int]]:
    queue, street = read(mm2()), read(hall())
    queue_draws = draw(queue, range(-(-MANY // 2592)), SEED)
    street_draws = draw(street, range(HALL_DAYS), SEED)
    some = street_draws.some(0, 25)
    queue_given, street_given = given(queue_draws, carry_over=True), given(street_draws, carry_over=False)

    def drawn_and_played() -> int:
        draws = draw(street, range(HALL_DAYS), SEED)
        simulate_fast(street, draws)
        return draws.customers

    found: dict[str, Callable[[], int]] = {
        "kernel, M/M/2": lambda: sum(len(play_given(queue, queue_given).joined) for _ in range(AGAIN)),
        "kernel, hall": lambda: sum(len(play_given(street, street_given).joined) for _ in range(AGAIN)),
        "kernel, hall, drawing counted": drawn_and_played,
        "reference, hall": lambda: len(simulate_reference(street, some).joined),
        "SimPy Resource, M/M/2": lambda: peers.simpy_resource(FEW),
        "SimPy as mostly written, hall": lambda: peers.simpy_hall(street, some),
    }
    if find_spec("ciw"):
        found["Ciw, M/M/2"] = lambda: peers.ciw_queue(FEW)
    if find_spec("salabim"):
        found["salabim, M/M/2"] = lambda: peers.salabim_queue(FEW)
    return found


def _ratios(rates: dict[str, list[float]]) -> Iterator[Figure]:
    simpy = "SimPy as mostly written, hall"
    yield _ratio(rates, simpy, "SimPy Resource, M/M/2", 0.5)
    yield _ratio(rates, "kernel, hall", simpy, 100)
    yield _ratio(rates, "kernel, hall, drawing counted", simpy, 30)
    if "Ciw, M/M/2" in rates:
        yield _ratio(rates, "kernel, M/M/2", "Ciw, M/M/2", 300)


def _ratio(rates: dict[str, list[float]], one: str, other: str, bar: float) -> Figure:
    found = [mine / its for mine, its in zip(rates[one], rates[other], strict=True)]
    return floor(f"{one} ÷ {other}", median(found), bar, f"{min(found):.3g} to {max(found):.3g}")
