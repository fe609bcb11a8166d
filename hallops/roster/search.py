"""The search for a good roster: a first one from the whole model, then parts of it solved again and again.

A large-neighbourhood search around CP-SAT. A part is freed, all else stays, and what comes back is kept if the whole
is no dearer. With one thread and deterministic time the same seed finds the same roster.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from threading import Event, Lock

from ortools.sat.python import cp_model

from hallops.roster.check import Breach, breaches_of
from hallops.roster.climb import anneal, climb
from hallops.roster.compiled import compile_model
from hallops.roster.domains import Chosen, Domains, Spot
from hallops.roster.meaning import MEDIUM, Clause, Meaning, Option
from hallops.roster.neighbourhood import Neighbourhood
from hallops.roster.tally import Tally

PART = 0.3  # deterministic seconds for a part, about one of a core: however busy the machine, parts are alike
CLIMB, ANNEAL = 0.15, 0.3  # shares of the time
EACH = 1e-3  # s of them for an option: a small roster is soon climbed
HEAT = (5.0 * MEDIUM, 0.1 * MEDIUM)  # dearer changes that are taken at first, and at last
GAP = 0.2  # a bound further below the cost says nothing
SOLVED = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how to search."""

    seconds: float
    threads: int = 2
    seed: int = 1
    deterministic: bool = False
    prove: bool = False  # one thread works on the whole model, for its bound


@dataclass
class Search:
    """The best roster so far, in indices, and what is known of it."""

    meaning: Meaning
    domains: Domains
    cells: frozenset[Spot]
    effort: Effort
    told: Callable[["Search"], None]
    chosen: Chosen = field(default_factory=dict)
    elastic: Callable[[Clause], bool] | None = None
    stop: Event = field(default_factory=Event)
    bound: int | None = None
    optimal: bool = False
    feasible: bool | None = None  # None: not known yet
    asked_to_end: bool = False

    def __post_init__(self) -> None:
        self._lock = Lock()
        self._begun = time.monotonic()
        self._spent = 0.0  # deterministic
        self._running: set[cp_model.CpSolver] = set()
        self._neighbourhood = Neighbourhood(self.meaning, self.domains, self.cells, Random(self.effort.seed))  # noqa: S311 - a search, no secret
        self.rank, self.breaches = self._ranked(self.chosen)

    @property
    def left(self) -> float:
        """Seconds left, of the clock or deterministic."""
        spent = self._spent if self.effort.deterministic else time.monotonic() - self._begun
        return 0.0 if self.stop.is_set() else self.effort.seconds - spent

    def run(self) -> None:
        """Search until the time is over, the roster is proven, or somebody stops it."""
        if not self.chosen:
            self._climb()
        if self.rank[0]:
            self._first()
        if self.feasible is False or (self.rank[0] and not self.elastic):
            return
        self.feasible = True
        jobs = [
            self._prove if self.effort.prove and number == 0 else self._improve for number in range(self.effort.threads)
        ]
        with ThreadPoolExecutor(self.effort.threads) as pool:
            for done in [pool.submit(job) for job in jobs]:
                done.result()

    def end(self) -> None:
        """Stop as soon as the solvers can."""
        self.stop.set()
        with self._lock:
            for solver in self._running:
                solver.stop_search()

    # --- cell by cell ---

    def _climb(self) -> None:
        """A first roster without CP-SAT, where that keeps the hard rules; then the same, annealed."""
        rng = Random(self.effort.seed)  # noqa: S311 - a search, no secret
        tally = Tally(self.meaning, self.chosen.values())
        climb(tally, self.domains, sorted(self.cells), rng, self._share_of(CLIMB, 1e-3), each=self._offer)
        self._offer(tally.chosen)
        if not self.rank[0]:
            anneal(tally, self.domains, sorted(self.cells), rng, self._share_of(ANNEAL, 1e-2), heat=HEAT)
            climb(tally, self.domains, sorted(self.cells), rng, self._share_of(CLIMB, 1e-3))
            self._offer(tally.chosen)

    def _share_of(self, share: float, tick: float) -> Callable[[], float]:
        """What is left of a share of the time; in deterministic time each question costs a tick."""
        options = sum(len(self.domains[spot]) for spot in self.cells)
        end = self.left - min(share * self.effort.seconds, options * EACH)

        def left() -> float:
            if self.effort.deterministic:
                self._spent += tick
            return self.left - max(end, 0.0)

        return left

    # --- the whole ---

    def _first(self) -> None:
        """A roster that keeps all hard rules, whatever it costs."""
        solver = self._solver(self.left, workers=self.effort.threads)
        solver.parameters.stop_after_first_solution = True
        self._whole(solver)

    def _prove(self) -> None:
        solver = self._solver(self.left)
        self._whole(solver)

    def _whole(self, solver: cp_model.CpSolver) -> None:
        compiled = compile_model(self.meaning, self.domains, self.cells, self.chosen, self.elastic)
        watch = _Watch(lambda value: self._offer(compiled.chosen(value)))
        status = self._solve(solver, compiled.model, watch)
        if status == cp_model.INFEASIBLE:
            self.feasible = False
        elif status in SOLVED:
            bound = round(solver.best_objective_bound) + compiled.fixed_cost
            self.bound = max(bound, self.bound or bound)
            self.optimal = bound >= self.rank[1]
        if self.optimal:
            self.end()

    # --- parts ---

    def _improve(self) -> None:
        while self.left > 0 and self.rank[1] > 0:
            with self._lock:
                cut, cells = self._neighbourhood.choose(self.breaches)
                chosen = self.chosen
            solver = self._solver(self.left)
            solver.parameters.max_deterministic_time = min(PART, solver.parameters.max_deterministic_time)
            compiled = compile_model(self.meaning, self.domains, cells, chosen, self.elastic)
            status = self._solve(solver, compiled.model)
            helped = status in SOLVED and self._offer(compiled.chosen(solver.value), frozenset(cells))
            share = solver.response_proto.deterministic_time / PART
            with self._lock:
                self._neighbourhood.learn(cut, share, proven=status == cp_model.OPTIMAL, helped=helped)

    def _offer(self, found: Chosen, cells: frozenset[Spot] | None = None) -> bool:
        """Keep what was found in the cells, if the whole is no dearer; True if it is better."""
        free = self.cells if cells is None else cells
        with self._lock:
            chosen = {spot: option for spot, option in self.chosen.items() if spot not in free}
            chosen |= {spot: option for spot, option in found.items() if spot in free}
            rank, breaches = self._ranked(chosen)
            better = rank < self.rank
            if rank <= self.rank:
                self.chosen, self.rank, self.breaches = chosen, rank, breaches
            if better:
                self.told(self)
        return better

    def _ranked(self, chosen: Chosen) -> tuple[tuple[int, int], tuple[Breach, ...]]:
        breaches = breaches_of(self.meaning, self.meaning.capped(self.meaning.count(chosen.values())))
        hard = sum(breach.amount for breach in breaches if breach.is_hard)
        return (hard, sum(breach.cost for breach in breaches if not breach.is_hard)), breaches

    # --- CP-SAT ---

    def _solver(self, seconds: float, workers: int = 1) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.linearization_level = 2  # parts are proven ten times sooner than with the default
        solver.parameters.random_seed = self.effort.seed
        if self.effort.deterministic:
            solver.parameters.max_deterministic_time = max(seconds, 0.0)
        else:
            solver.parameters.max_time_in_seconds = max(seconds, 0.0)
        return solver

    def _solve(
        self, solver: cp_model.CpSolver, model: cp_model.CpModel, watch: cp_model.CpSolverSolutionCallback | None = None
    ) -> object:
        with self._lock:
            self._running.add(solver)
        try:
            return solver.solve(model, watch)
        finally:
            with self._lock:
                self._running.discard(solver)
                self._spent += solver.response_proto.deterministic_time


class _Watch(cp_model.CpSolverSolutionCallback):
    """Takes each roster that the whole model finds."""

    def __init__(self, found: Callable[[Callable[[cp_model.IntVar], int]], object]) -> None:
        super().__init__()
        self._found = found

    def on_solution_callback(self) -> None:
        self._found(self.value)


def meaningful(bound: int | None, cost: int) -> int | None:
    """A bound worth telling: near the cost."""
    return bound if bound is not None and cost - bound <= GAP * cost else None


def as_options(meaning: Meaning, options: list[Option]) -> Chosen:
    """Options by their cells."""
    return {(option.staff, option.day): option for option in options}
