"""A day cut at any time and handed over goes on just as it did, in the reference and in the kernel."""

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from hallops.domain.rules import MINUTE
from simulation.drawing.draws import NONE
from simulation.kernel.run import simulate_fast
from simulation.paths import LEGS, Paths
from simulation.reference.run import simulate_reference
from tests.simulation.handover import Handover, cut
from tests.simulation.random_days import RandomDay, random_day

DAYS = 60  # on ms ticks, and as many on minutes
OFTEN = 50
SITUATIONS = (
    "waits",
    "is served",
    "waits after a transfer",
    "is served after a transfer",
    "wraps up",
    "finishes first",
)


def seen_in(handover: Handover) -> Counter[str]:
    people, posts = handover.standing.people, handover.standing.posts
    busy = {person.window for person in people}
    found = Counter(
        ("waits" if person.called is None else "is served") + (" after a transfer" if person.leg else "")
        for person in people
    )
    found["wraps up"] = sum(post.busy_until is not None and post.window not in busy for post in posts)
    found["finishes first"] = sum(not post.opened for post in posts)
    return found


def rest_of(paths: Paths, handover: Handover) -> Paths:
    """The paths of those whom the rest of the day is about, without the first legs of those who are past them."""
    rest = Paths(*(column[handover.kept].copy() for column in paths.columns()))
    for place, person in enumerate(handover.standing.people):
        if person.leg:
            for column in rest.columns():
                column[place, 0] = NONE
    return rest


def cuts(seed: int, day: RandomDay) -> list[int]:
    """Any time, and shortly after some window has closed."""
    chance = Random(seed)
    first, last = day.scenario.opening, day.scenario.closing
    ends = [period.end for window in day.scenario.windows for period in window.open]
    minutes = (chance.randint(first, last), chance.choice(ends), chance.choice(ends) + chance.randint(0, 5))
    return [min(minute * MINUTE + chance.choice([0, 1, 30_000]), last * MINUTE) for minute in minutes]


@pytest.mark.slow
def test_the_rest_of_a_day_is_the_same_wherever_it_is_cut() -> None:
    seen: Counter[str] = Counter()
    for seed in range(2 * DAYS):
        day = random_day(20_000 + seed, minutes=seed % 2 == 0)
        if day.scenario.carry_over:
            continue
        whole = simulate_fast(day.scenario, day.draws)
        for at in cuts(seed, day):
            handover = cut(day.scenario, day.draws, whole, at)
            seen += seen_in(handover)
            rest = rest_of(whole, handover)
            kernel = simulate_fast(day.scenario, handover.draws, handover.standing)
            assert kernel.same_as(rest), (seed, at)
            assert simulate_reference(day.scenario, handover.draws, handover.standing).same_as(rest), (seed, at)
    assert {situation: seen[situation] for situation in SITUATIONS if seen[situation] < OFTEN} == {}


def test_a_handover_with_one_wrong_joining_is_caught() -> None:
    wrong = 0
    for seed in range(20):
        day = random_day(seed, minutes=True)
        if day.scenario.carry_over:
            continue
        whole = simulate_fast(day.scenario, day.draws)
        handover = cut(day.scenario, day.draws, whole, (day.scenario.opening + 60) * MINUTE)
        people = handover.standing.people
        backwards = tuple(replace(one, seq=len(whole.joined) * LEGS - one.seq) for one in people)
        standing = replace(handover.standing, people=backwards)
        rest = simulate_fast(day.scenario, handover.draws, standing)
        wrong += not np.array_equal(rest.called, rest_of(whole, handover).called)
    assert wrong >= 3
