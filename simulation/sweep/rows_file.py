"""A sweep's rows as a table: the levels, the seed, the days, then each figure with the ends of its interval."""

import csv
from collections.abc import Sequence
from io import StringIO

from simulation.comparing.figures import FIGURES
from simulation.sweep.run import Row
from simulation.sweep.sweep import Sweep


def heading(sweep: Sweep) -> str:
    figures = [f"{name}{end}" for name in FIGURES for end in ("", "_low", "_high")]
    return _line([*sweep.factors, "seed", "days", *figures])


def line(row: Row) -> str:
    figures = [number for interval in row.figures.values() for number in interval.as_dict().values()]
    return _line([*row.levels.values(), row.seed, row.days, *figures])


def _line(cells: Sequence[object]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()
