"""run_sweep(sweep, executor): every cell's days of every seed, in pieces that any executor plays, rows in order.

A piece gives back whole numbers a day, and rows are made from them here, in the order of days: the same numbers from
one core, a pool of processes and a cluster. Pieces have a hundred days or more, so that sending them costs little.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import pairwise

from simulation.comparing.day_sums import DaySums, joined_sums, play_days
from simulation.comparing.figures import FIGURES
from simulation.outcome.intervals import Interval
from simulation.run import Engine
from simulation.scenario.scenario import Scenario
from simulation.sweep.sweep import Cell, Sweep

PIECE = 100  # days at least, where there are so many
AHEAD = 64  # pieces given away before the first comes back, some 16 MB


@dataclass(frozen=True, slots=True)
class Row:
    """A cell's figures on the days of one seed."""

    levels: Mapping[str, str]
    seed: int
    days: int
    figures: Mapping[str, Interval]

    def as_dict(self) -> dict[str, object]:
        figures = {name: interval.as_dict() for name, interval in self.figures.items()}
        return {"levels": dict(self.levels), "seed": self.seed, "days": self.days, "figures": figures}


@dataclass(frozen=True, slots=True)
class _Piece:
    cell: Cell
    seed: int
    days: range
    is_last: bool


def pieces(sweep: Sweep) -> int:
    """How many pieces a sweep has."""
    return sum(len(_ranges(cell.scenario, sweep.days)) for cell in sweep.cells) * len(sweep.seeds)


def run_sweep(
    sweep: Sweep, executor: Executor, engine: Engine, watch: Callable[[int], None] = lambda _done: None
) -> Iterator[Row]:
    """Rows by cell, then seed; `watch` is told how many pieces are done. Whoever stops asking stops the rest."""
    waiting: deque[tuple[_Piece, Future[DaySums]]] = deque()
    todo = _pieces(sweep)
    done, parts = 0, list[DaySums]()
    try:
        while True:
            while len(waiting) < AHEAD and (piece := next(todo, None)) is not None:
                waiting.append(
                    (piece, executor.submit(play_piece, piece.cell.scenario, piece.days, piece.seed, engine))
                )
            if not waiting:
                return
            piece, future = waiting.popleft()
            parts.append(future.result())
            done += 1
            watch(done)
            if piece.is_last:
                yield _row(piece, sweep.days, joined_sums(parts))
                parts = []
    finally:
        for _, future in waiting:
            future.cancel()


def play_piece(scenario: Scenario, days: range, seed: int, engine: Engine) -> DaySums:
    """What a worker does."""
    return play_days(scenario, days, seed, engine).total


def _pieces(sweep: Sweep) -> Iterator[_Piece]:
    for cell in sweep.cells:
        for seed in sweep.seeds:
            ranges = _ranges(cell.scenario, sweep.days)
            for days in ranges:
                yield _Piece(cell, seed, days, days is ranges[-1])


def _ranges(scenario: Scenario, days: int) -> list[range]:
    """Pieces of equal size; days that follow each other without a break are one."""
    count = 1 if scenario.carry_over else max(1, days // PIECE)
    bounds = [number * days // count for number in range(count + 1)]
    return [range(low, high) for low, high in pairwise(bounds)]


def _row(piece: _Piece, days: int, sums: DaySums) -> Row:
    return Row(piece.cell.levels, piece.seed, days, {name: figure.of(sums) for name, figure in FIGURES.items()})
