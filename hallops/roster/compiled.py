"""A meaning compiled for CP-SAT: the clauses as they stand, with variables for the cells that are free to change.

Cells that are not free count as constants, so that a part of a roster is solved in a small model whose cost is the
cost of the whole.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from hallops.roster.domains import Chosen, Domains, Spot, is_hard
from hallops.roster.meaning import Clause, Key, Meaning, Option

GIVEN_UP = 1_000_000  # the price of a hard rule that may be given up, a unit
Term = tuple[cp_model.IntVar, int]


@dataclass
class Compiled:
    """The CP-SAT model, and what its variables stand for."""

    model: cp_model.CpModel
    duties: dict[Option, cp_model.IntVar]
    fixed_cost: int  # of the clauses that no free cell touches
    slacks: list[tuple[Clause, cp_model.LinearExprT]] = field(default_factory=list)

    def chosen(self, value: Callable[[cp_model.IntVar], int]) -> dict[Spot, Option]:
        """The duties of a solution."""
        return {(option.staff, option.day): option for option, duty in self.duties.items() if value(duty)}


def compile_model(
    meaning: Meaning,
    domains: Domains,
    free: Iterable[Spot],
    chosen: Chosen,
    elastic: Callable[[Clause], bool] | None = None,
) -> Compiled:
    """The model in which the cells `free` may change and all others stay as `chosen`.

    A hard clause for which `elastic` holds may be given up at the price of a slack, instead of being kept.
    """
    cells = list(free)
    open_cells = set(cells)
    writer = _Writer(meaning, [option for spot, option in chosen.items() if spot not in open_cells])
    for spot in cells:
        writer.cell(domains[spot], chosen.get(spot))
    writer.clauses(elastic)
    return writer.compiled


class _Writer:
    def __init__(self, meaning: Meaning, fixed: Iterable[Option]) -> None:
        self._meaning = meaning
        self._model = cp_model.CpModel()
        self._constant = meaning.count(fixed)
        self._terms: defaultdict[int, list[Term]] = defaultdict(list)
        self._objective: list[Term] = []
        self.compiled = Compiled(self._model, {}, 0)

    # --- the cells ---

    def cell(self, options: tuple[Option, ...], now: Option | None) -> None:
        """Variables of one cell: on duty, by shift, by shift and post; only as fine as there is a choice."""
        if not options:
            return
        by_shift: defaultdict[int, list[Option]] = defaultdict(list)
        for option in options:
            by_shift[option.shift].append(option)
        shifts = [self._shift(found, now) for found in by_shift.values()]
        worked = self._sum_of(shifts, hint=now is not None)
        first = options[0]
        self._touch(Key(first.staff, first.day), worked, coarse=0)

    def _shift(self, options: list[Option], now: Option | None) -> cp_model.IntVar:
        duties = []
        for option in options:
            duty = self._model.new_bool_var("")
            self._model.add_hint(duty, option == now)
            self.compiled.duties[option] = duty
            self._touch(option, duty, coarse=2)
            duties.append(duty)
        shift = self._sum_of(duties, hint=now in options)
        self._touch(options[0], shift, coarse=1)
        return shift

    def _sum_of(self, parts: list[cp_model.IntVar], *, hint: bool) -> cp_model.IntVar:
        """A variable that is one when exactly one of the parts is; more than one is not allowed."""
        if len(parts) == 1:
            return parts[0]
        whole = self._model.new_bool_var("")
        self._model.add_hint(whole, hint)
        self._model.add_exactly_one([*parts, whole.negated()])
        return whole

    def _touch(self, key: Key | Option, variable: cp_model.IntVar, coarse: int) -> None:
        """Add the variable to the counters of the keys that are told by so much: day, shift or post."""
        staff, day, shift, post = key
        for by_staff, by_day, by_shift, by_post in self._meaning.shapes:
            if (2 if by_post else 1 if by_shift else 0) != coarse:
                continue
            parts = (by_staff, staff), (by_day, day), (by_shift, shift), (by_post, post)
            found = self._meaning.touches.get(Key(*(part if given else -1 for given, part in parts)), ())
            for counter, step in found:
                self._terms[counter].append((variable, step))

    # --- the clauses ---

    def clauses(self, elastic: Callable[[Clause], bool] | None) -> None:
        """Each clause that a free cell touches; the others only cost what they cost."""
        for clause in self._meaning.clauses:
            if not any(counter in self._terms for counter in clause.counters):
                self._untouched(clause, elastic)
            elif clause.spread:
                self._spread(clause)
            else:
                self._bounded(clause, elastic)
        self._model.minimize(
            cp_model.LinearExpr.weighted_sum([v for v, _ in self._objective], [w for _, w in self._objective])
        )

    def _untouched(self, clause: Clause, elastic: Callable[[Clause], bool] | None) -> None:
        values = {c: min(self._constant[c], self._meaning.caps.get(c, self._constant[c])) for c in clause.counters}
        amount = clause.amount(values)
        if not amount:
            return
        if not is_hard(clause):
            self.compiled.fixed_cost += clause.cost(amount)
        elif elastic and elastic(clause):
            self.compiled.fixed_cost += GIVEN_UP * amount
            self.compiled.slacks.append((clause, self._model.new_constant(amount)))
        else:
            self._model.add_bool_or([])  # nobody can keep it

    def _bounded(self, clause: Clause, elastic: Callable[[Clause], bool] | None) -> None:
        terms = [term for counter in clause.counters for term in self._counter(counter)]
        constant = sum(
            self._constant[c] for c in clause.counters if c not in self._meaning.caps or c not in self._terms
        )
        total = cp_model.LinearExpr.weighted_sum([v for v, _ in terms], [step for _, step in terms]) + constant
        least = constant + sum(min(step, 0) for _, step in terms)
        most = constant + sum(max(step, 0) for _, step in terms)
        over = max(0, most - clause.high) if clause.high is not None else 0
        under = max(0, clause.low - least) if clause.low is not None else 0
        if not over and not under:
            return
        if is_hard(clause) and not (elastic and elastic(clause)):
            self._keep(clause, total)
            return
        if clause.rule.square:
            slack = self._squared(clause, max(over, under))
        else:
            slack = self._model.new_int_var(0, max(over, under), "")
            self._objective.append((slack, GIVEN_UP if is_hard(clause) else clause.weight))
        if over and clause.high is not None:
            self._model.add(total - clause.high <= slack)
        if under and clause.low is not None:
            self._model.add(clause.low - total <= slack)
        if is_hard(clause):
            self.compiled.slacks.append((clause, slack))

    def _keep(self, clause: Clause, total: cp_model.LinearExprT) -> None:
        if clause.high is not None:
            self._model.add(total <= clause.high)
        if clause.low is not None:
            self._model.add(total >= clause.low)

    def _squared(self, clause: Clause, most: int) -> cp_model.LinearExprT:
        """A slack whose n-th unit weighs 2n - 1 times as much as the first: its square, since it is convex."""
        units = [self._model.new_bool_var("") for _ in range(most)]
        self._objective += [(unit, clause.weight * (2 * number + 1)) for number, unit in enumerate(units)]
        return cp_model.LinearExpr.sum(units)

    def _counter(self, counter: int) -> list[Term]:
        """The terms of a counter; a capped one has a variable of its own."""
        cap = self._meaning.caps.get(counter)
        terms = self._terms.get(counter, [])
        if cap is None or not terms:
            return terms
        capped = self._model.new_int_var(0, cap, "")
        raised = cp_model.LinearExpr.weighted_sum([v for v, _ in terms], [s for _, s in terms])
        self._model.add_min_equality(capped, [raised + self._constant[counter], cap])
        return [(capped, 1)]

    def _spread(self, clause: Clause) -> None:
        expressions = []
        for counter in clause.counters:
            terms = self._terms.get(counter, [])
            constant = self._constant[counter]
            expressions.append(
                cp_model.LinearExpr.weighted_sum([v for v, _ in terms], [s for _, s in terms]) + constant
            )
        reach = max(
            self._constant[c] + sum(max(step, 0) for _, step in self._terms.get(c, ())) for c in clause.counters
        )
        high, low, apart = (self._model.new_int_var(0, max(reach, 0), "") for _ in range(3))
        for expression in expressions:
            self._model.add(expression <= high)
            self._model.add(expression >= low)
        self._model.add(high - low - (clause.high or 0) <= apart)
        self._objective.append((apart, clause.weight))
