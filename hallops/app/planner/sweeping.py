"""What the verb sweep uses, in one place, so that it loads it only when it is asked for; and its table."""

from rich.box import SIMPLE_HEAD
from rich.table import Table

from hallops.app.planner.comparing import ROWS, SHARES, number
from hallops.app.tables import written
from hallops.app.voice import Voice
from simulation.kernel.compiled import is_kept
from simulation.run import Engine, usable
from simulation.sweep.rows_file import heading, line
from simulation.sweep.run import Row, pieces, play_piece, run_sweep
from simulation.sweep.sweep import Sweep
from simulation.sweep.sweep_file import read_sweep

__all__ = [
    "Engine",
    "heading",
    "is_kept",
    "line",
    "pieces",
    "play_piece",
    "read_sweep",
    "run_sweep",
    "table",
    "usable",
]


def table(sweep: Sweep, rows: list[Row], voice: Voice) -> str:
    """A line a row: its levels, then the figures."""
    shown = Table(box=SIMPLE_HEAD, title=voice.phrase("sweep_title", days=sweep.days), title_justify="left")
    for factor in sweep.factors:
        shown.add_column(voice.phrase("sweep_scenario") if factor == "scenario" else factor)
    if len(sweep.seeds) > 1:
        shown.add_column(voice.phrase("sweep_seed"), justify="right")
    for saying in ROWS.values():
        shown.add_column(voice.phrase(saying), justify="right")
    for row in rows:
        seed = [str(row.seed)] if len(sweep.seeds) > 1 else []
        figures = [number(row.figures[name], 100 if name in SHARES else 1) for name in ROWS]
        shown.add_row(*row.levels.values(), *seed, *figures)
    return written(shown)
