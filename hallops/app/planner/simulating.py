"""What the verbs of simulation use, in one place, so that they load it only when it is asked for; and its table."""

from rich.box import SIMPLE_HEAD
from rich.table import Table

from hallops.app.tables import written
from hallops.app.voice import Voice
from hallops.domain.ticket import State
from hallops.measures.share import UNKNOWN
from hallops.measures.spread import minutes
from simulation.analytic.offered_load import overload
from simulation.drawing.draws_file import write_draws
from simulation.kernel.compiled import is_kept
from simulation.outcome.outcome import Cell, Result, clock_of, outcome_of
from simulation.paths_file import write_paths
from simulation.run import Engine, simulate, usable
from simulation.scenario.scenario_file import read_scenario

__all__ = [
    "Engine",
    "is_kept",
    "outcome_of",
    "overload",
    "read_scenario",
    "simulate",
    "table",
    "usable",
    "write_draws",
    "write_paths",
]

HEADS = (
    "sim_tickets",
    "sim_served",
    "sim_no_show",
    "sim_left",
    "sim_expired",
    "sim_mean",
    "sim_median",
    "sim_p90",
    "sim_within",
    "sim_busy",
    "sim_waiting",
)
ENDS = (State.NO_SHOW, State.LEFT, State.EXPIRED)


def table(result: Result, voice: Voice) -> str:
    """Half hours, services and the whole, a line each. Counts are those of a mean day."""
    shown = Table(box=SIMPLE_HEAD, title=voice.phrase("sim_title", days=result.days), title_justify="left")
    shown.add_column("")
    for head in HEADS:
        shown.add_column(voice.phrase(head), justify="right")
    for half, cell in result.half_hours.items():
        busy, queue = result.window_time.of_half_hour(half), result.queue.get(half)
        shown.add_row(clock_of(half), *_cells(cell, result.days), str(busy), str(queue["p90"]) if queue else UNKNOWN)
    shown.add_section()
    for code, cell in result.services.items():
        shown.add_row(voice.phrase("sim_service", service=code), *_cells(cell, result.days), "", "")
    shown.add_section()
    shown.add_row(voice.phrase("sim_all"), *_cells(result.total, result.days), str(result.window_time.total), "")
    return "\n".join([written(shown), voice.phrase("sim_notes")])


def _cells(cell: Cell, days: int) -> list[str]:
    outcomes, spread = cell.figures.outcomes, cell.figures.waiting.spread
    counts = [outcomes.issued, outcomes.served, *(outcomes.counts[state] for state in ENDS)]
    half = cell.mean.half_width
    mean = UNKNOWN if spread.mean is None else _minutes(spread.mean) + ("" if half is None else f" ±{_minutes(half)}")
    return [
        *(f"{count / days:.1f}" for count in counts),
        mean,
        _minutes(spread.median),
        _minutes(spread.p90),
        str(cell.figures.waiting.within),
    ]


def _minutes(ms: float | None) -> str:
    found = minutes(ms)
    return UNKNOWN if found is None else f"{found:.1f}"
