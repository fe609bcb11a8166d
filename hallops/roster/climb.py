"""A first roster by hill climbing on single cells, then with a falling readiness to take what is dearer.

Plain Python and no solver: rosters of people at posts, where being short is dear but allowed, are good after seconds.
Where hard rules need whole rows of days at once it does not get there, and CP-SAT finds the first roster instead.
"""

import math
from collections.abc import Callable, Iterable
from random import Random

from hallops.roster.domains import Chosen, Domains, Spot
from hallops.roster.meaning import Option
from hallops.roster.tally import Tally

LOOK = 256  # changes between two looks at the clock


def climb(
    tally: Tally,
    domains: Domains,
    cells: Iterable[Spot],
    rng: Random,
    left: Callable[[], float],
    *,
    each: Callable[[Chosen], object] = lambda _: None,
) -> None:
    """Give each cell what lowers the cost most, in turns, until nothing helps or no time is left.

    `each` hears the roster after every turn.
    """
    order = [spot for spot in cells if domains[spot]]
    moved = True
    while moved and left() > 0:
        moved = False
        rng.shuffle(order)
        for spot in order:
            best = min(_choices(tally, domains, spot), key=lambda option: tally.change(spot, option))
            if tally.change(spot, best) < 0:
                tally.put(spot, best)
                moved = True
            if left() <= 0:
                break
        each(tally.chosen)


def anneal(
    tally: Tally,
    domains: Domains,
    cells: Iterable[Spot],
    rng: Random,
    left: Callable[[], float],
    *,
    heat: tuple[float, float],
) -> None:
    """Random changes: dearer ones are taken the more seldom the less time is left."""
    order = [spot for spot in cells if domains[spot]]
    hot, cold = heat
    whole = max(left(), 1e-9)
    while (rest := left()) > 0:
        now = hot * (cold / hot) ** (1 - rest / whole)
        for _ in range(LOOK):
            spot = rng.choice(order)
            option = rng.choice(_choices(tally, domains, spot))
            dearer = tally.change(spot, option)
            if dearer <= 0 or rng.random() < math.exp(-dearer / now):
                tally.put(spot, option)


def _choices(tally: Tally, domains: Domains, spot: Spot) -> list[Option | None]:
    """What the cell may hold instead of what it holds."""
    now = tally.chosen.get(spot)
    others: list[Option | None] = [option for option in domains[spot] if option != now]
    return others if now is None else [*others, None]
