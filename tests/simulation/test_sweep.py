"""A sweep gives the same rows from one core, a pool of spawned processes and a Dask cluster, to the last bit."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor

import pytest

from hallops.app.planner.workers import Here, cluster, pool
from hallops.app.voice import Voice
from simulation.comparing.day_sums import play_days
from simulation.comparing.figures import FIGURES
from simulation.run import Engine
from simulation.sweep.rows_file import heading, line
from simulation.sweep.run import AHEAD, Row, pieces, run_sweep
from simulation.sweep.sweep import Cell, Sweep
from tests.simulation.small import small_scenario

KERNEL = Engine.KERNEL


def some_sweep(days: int = 230, levels: int = 3) -> Sweep:
    scenarios = [small_scenario(A={"arrivals": 5 + level}, B={"arrivals": 4}) for level in range(levels)]
    cells = tuple(Cell({"scenario": "small", "demand": str(5 + n)}, each) for n, each in enumerate(scenarios))
    return Sweep(cells, days, (1, 7))


@pytest.fixture(scope="module")
def here() -> list[Row]:
    return list(run_sweep(some_sweep(), Here(), KERNEL))


def test_rows_are_the_figures_of_the_days_played_at_once(here: list[Row]) -> None:
    sweep = some_sweep()
    assert [(row.levels["demand"], row.seed) for row in here] == [(d, s) for d in "567" for s in (1, 7)]
    for row, (cell, seed) in zip(here, [(cell, seed) for cell in sweep.cells for seed in sweep.seeds], strict=True):
        whole = play_days(cell.scenario, range(230), seed, KERNEL).total
        assert row.figures == {name: figure.of(whole) for name, figure in FIGURES.items()}


def test_days_are_cut_into_pieces_of_a_hundred_or_more() -> None:
    class Counting(Here):
        sizes: list[int] = []  # noqa: RUF012 - of one test

        def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
            assert isinstance(args[1], range)
            self.sizes.append(len(args[1]))
            return super().submit(fn, *args, **kwargs)

    told = list[int]()
    list(run_sweep(some_sweep(250, 1), Counting(), KERNEL, told.append))
    assert Counting.sizes == [125, 125, 125, 125]
    assert told == [1, 2, 3, 4]
    assert pieces(some_sweep(250, 1)) == 4
    assert pieces(some_sweep(99, 1)) == 2


@pytest.mark.slow
def test_a_pool_of_processes_gives_the_same_rows(here: list[Row]) -> None:
    with pool(2) as executor:
        assert list(run_sweep(some_sweep(), executor, KERNEL)) == here


@pytest.mark.slow
def test_a_cluster_gives_the_same_rows(here: list[Row]) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
    local = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    )
    with local, cluster(local.scheduler_address, Voice("en")) as executor:
        assert list(run_sweep(some_sweep(), executor, KERNEL)) == here


def test_threads_and_the_reference_give_the_same_rows(here: list[Row]) -> None:
    with ThreadPoolExecutor(2) as executor:
        assert list(run_sweep(some_sweep(), executor, KERNEL)) == here
    some = Sweep(some_sweep().cells[:1], 230, (1,))
    assert list(run_sweep(some, Here(), Engine.REFERENCE)) == here[:1]


class Slow(Executor):
    """Holds pieces until they are asked for, and knows which were called off."""

    def __init__(self) -> None:
        self.given: list[Future[object]] = []

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        future: Future[object] = Future()
        if len(self.given) < 3:
            future.set_result(fn(*args, **kwargs))
        else:
            future.set_exception(KeyboardInterrupt()) if len(self.given) == 3 else None
        self.given.append(future)
        return future


def test_an_interrupted_sweep_keeps_its_rows_and_calls_the_rest_off() -> None:
    executor = Slow()
    played: Iterator[Row] = run_sweep(some_sweep(99, 80), executor, KERNEL)
    rows = [next(played) for _ in range(3)]
    with pytest.raises(KeyboardInterrupt):
        next(played)
    assert [row.levels["demand"] for row in rows] == ["5", "5", "6"]
    assert len(executor.given) <= AHEAD + 4
    assert all(future.cancelled() for future in executor.given[4:])


def test_rows_are_a_table_of_levels_and_figures(here: list[Row]) -> None:
    head, first = heading(some_sweep()).strip().split(","), line(here[0]).strip().split(",")
    assert head[:4] == ["scenario", "demand", "seed", "days"]
    row = dict(zip(head, first, strict=True))
    assert (row["demand"], row["seed"], row["days"]) == ("5", "1", "230")
    low, value, high = (float(row[f"mean_wait_minutes{end}"]) for end in ("_low", "", "_high"))
    assert low < value < high
