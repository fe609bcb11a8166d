"""The forecast of a live queue in small scenes whose answers are known."""

from dataclasses import replace
from math import log

import pytest

from hallops.domain.modes import Hours
from hallops.domain.rules import MINUTE
from simulation.now.advice import advise
from simulation.now.foresee import foresee
from simulation.now.now import HORIZON, draw_now, simulate_now
from simulation.now.queue import ChangeKind, Options, Outlook, Question, Queue, Visitor, Wait
from simulation.scenario.scenario import Scenario
from simulation.standing import Person, Post, Standing
from tests.simulation.small import Plain, small_plain
from tests.simulation.small import read as read_plain

TEN = 10 * 60 * MINUTE


def scene(**unusual: Plain) -> Scenario:
    """Nine to eleven, nobody comes unless it is said, a window for each service."""
    return read_plain(small_plain(**{code: {"arrivals": 0} | of for code, of in unusual.items()}))


def steady(minutes: float) -> Plain:
    return {"service": {"dist": "deterministic", "mean_minutes": minutes}}


def served(since: int, window: int = 1, seq: int = 1) -> Person:
    return Person(0, since - MINUTE, seq, window, since)


def waiting(count: int, first: int = 2) -> tuple[Person, ...]:
    return tuple(Person(0, TEN - MINUTE, first + number) for number in range(count))


def queue(people: tuple[Person, ...], *posts: Post, service: str = "A") -> Queue:
    who = tuple(Visitor(service, "normal") for _ in people)
    return Queue(Standing(TEN, people, posts or (Post(1, idle_since=TEN - 30 * MINUTE),)), who)


def minutes(wait: Wait) -> tuple[float, float, float]:
    assert wait.low is not None
    assert wait.middle is not None
    assert wait.high is not None
    return wait.low / MINUTE, wait.middle / MINUTE, wait.high / MINUTE


def test_where_nothing_is_left_to_chance_the_wait_is_what_is_left_of_the_services() -> None:
    """One is served since a minute, two wait, each takes four: who comes now waits 3 + 4 + 4."""
    here = queue((served(TEN - MINUTE), *waiting(2)))
    now = simulate_now(here, Outlook(scene(A=steady(4))), replications=20)
    assert minutes(now.coming["A"][0]) == (11, 11, 11)
    assert [minutes(now.waiting[place]) for place in (1, 2)] == [(3, 3, 3), (7, 7, 7)]
    assert 0 not in now.waiting


def test_who_comes_later_waits_less_by_the_time_that_has_passed() -> None:
    here = queue((served(TEN - MINUTE), *waiting(2)))
    now = simulate_now(here, Outlook(scene(A=steady(4))), 20 * MINUTE, step=5 * MINUTE, replications=20)
    assert [minutes(wait)[1] for wait in now.coming["A"]] == [11, 6, 1, 0, 0]
    assert now.steps == tuple(range(TEN, TEN + 21 * MINUTE, 5 * MINUTE))


def test_an_empty_hall_waits_for_nobody() -> None:
    now = simulate_now(queue(()), Outlook(scene(A=steady(4))), replications=20)
    assert {minutes(wait) for wait in now.coming["A"] if wait.low is not None} == {(0, 0, 0)}


def test_a_long_service_that_has_begun_says_nothing_about_its_end_where_it_has_no_memory() -> None:
    """Exponential: the median of what is left of it is mean × ln 2, however long it has lasted."""
    for lasted in (1, 30):
        here = queue((served(TEN - lasted * MINUTE),))
        now = simulate_now(here, Outlook(scene(A={})), 0, replications=2000)  # a mean of four minutes
        assert minutes(now.coming["A"][0])[1] == pytest.approx(4 * log(2), abs=0.3)


def test_a_service_that_takes_no_longer_than_it_ever_did_is_taken_to_begin_anew() -> None:
    here = queue((served(TEN - 9 * MINUTE),))
    now = simulate_now(here, Outlook(scene(A=steady(4))), 0, replications=20)
    assert minutes(now.coming["A"][0]) == (4, 4, 4)


def test_doubt_about_the_pace_makes_the_interval_wider_and_leaves_its_middle() -> None:
    here = queue((served(TEN), *waiting(9)))
    sure, unsure = (
        simulate_now(here, Outlook(scene(A=steady(4)), doubt), 0, replications=1000).coming["A"][0]
        for doubt in (0.0, 0.2)
    )
    assert minutes(sure) == (40, 40, 40)
    low, middle, high = minutes(unsure)
    assert middle == pytest.approx(40, rel=0.03)
    assert (low, high) == pytest.approx((40 * 0.752, 40 * 1.263), rel=0.06)  # gamma of mean 1, deviation 0.2


def test_probes_take_nobodys_time() -> None:
    """Ten times as many of them change nothing for those who are here."""
    here = queue((served(TEN - MINUTE), *waiting(5)))
    outlook = Outlook(scene(A={"arrivals": 8, "wrap_up_minutes": 1}))
    few, many = (simulate_now(here, outlook, step=step, replications=100) for step in (60 * MINUTE, 6 * MINUTE))
    assert few.waiting == many.waiting
    assert few.coming["A"][0] == many.coming["A"][0]


def test_a_window_that_goes_to_lunch_is_not_counted_on() -> None:
    scenario = scene(A=steady(4))
    lunch = replace(scenario, windows=(replace(scenario.windows[0], open=(Hours(540, 605), Hours(630, 660))),))
    here = queue((served(TEN), *waiting(2)))
    now = simulate_now(here, Outlook(lunch), 0, replications=20)
    assert [minutes(now.waiting[place]) for place in (1, 2)] == [(4, 4, 4), (30, 30, 30)]
    assert minutes(now.coming["A"][0]) == (34, 34, 34)


def test_who_is_never_called_has_no_wait() -> None:
    now = simulate_now(queue(()), Outlook(scene(A={}, B={})), 0, replications=20)
    closed = replace(scene(A={}, B={}).windows[1], open=())
    shut = Outlook(replace(scene(A={}, B={}), windows=(scene(A={}, B={}).windows[0], closed)))
    assert now.coming["A"][0] == Wait(0, 0, 0)
    assert simulate_now(queue(()), shut, 0, replications=20).coming["B"][0] == Wait(None, None, None)


def test_the_same_queue_and_seed_give_the_same_answer_and_another_seed_another_one() -> None:
    here = queue((served(TEN - MINUTE), *waiting(5)))
    outlook = Outlook(scene(A={"arrivals": 8}))
    assert simulate_now(here, outlook, seed=3) == simulate_now(here, outlook, seed=3)
    assert simulate_now(here, outlook, seed=3) != simulate_now(here, outlook, seed=4)


# advice


def crowd(count: int = 12) -> tuple[Queue, Scenario]:
    """Many wait for A; its window is open, B's has nothing to do, and a third could open for A."""
    scenario = scene(A={"arrivals": 6}, B={"arrivals": 1})
    third = replace(scenario.windows[0], number=3, open=())
    posts = (Post(1, idle_since=TEN), Post(2, idle_since=TEN))
    here = queue((served(TEN - MINUTE), *waiting(count)), *posts)
    return here, replace(scenario, windows=(*scenario.windows, third))


OPTIONS = Options(TEN + 60 * MINUTE, closed=(3,), opened=(1, 2))


def test_a_closed_window_and_one_that_could_help_are_advised_with_what_they_gain() -> None:
    here, scenario = crowd()
    advice = foresee(Question(here, Outlook(scenario), OPTIONS), replications=200).advice
    assert {(one.change.kind, one.change.window) for one in advice} == {(ChangeKind.OPEN, 3), (ChangeKind.HELP, 2)}
    for one in advice:
        assert one.before is not None
        assert one.after < one.before - 3 * MINUTE
        assert one.change.service == "A"
        assert TEN <= one.change.since < one.change.until <= OPTIONS.until


def test_nothing_is_advised_where_the_target_is_met() -> None:
    here, scenario = crowd(1)
    quiet = replace(
        scenario, services={code: replace(of, arrivals=(0.0,) * 4) for code, of in scenario.services.items()}
    )
    assert foresee(Question(here, Outlook(quiet), OPTIONS), replications=200).advice == ()


def test_a_window_that_may_not_open_is_not_advised() -> None:
    here, scenario = crowd()
    advice = foresee(Question(here, Outlook(scenario), replace(OPTIONS, closed=(), opened=())), replications=200).advice
    assert advice == ()


def test_what_is_said_of_a_change_holds_when_it_is_made() -> None:
    """The advised window, opened in a scenario with other draws, gives the promised wait within its noise."""
    here, scenario = crowd()
    drawn = draw_now(here, Outlook(scenario), HORIZON, replications=400)
    best = advise(drawn, drawn.waits(drawn.scenario, here.standing)[0], replace(OPTIONS, opened=()))[0]
    period = Hours(best.change.since // MINUTE, best.change.until // MINUTE)
    opened = tuple(replace(one, open=(period,)) if one.number == 3 else one for one in scenario.windows)
    again = draw_now(here, Outlook(replace(scenario, windows=opened)), HORIZON, replications=400, seed=9)
    coming, _ = again.waits(again.scenario, here.standing)
    within = [place for place, step in enumerate(again.steps) if step <= best.change.until]
    kept = (coming[:, 0, within] <= best.after).mean()
    assert best.change.kind is ChangeKind.OPEN
    assert kept == pytest.approx(0.9, abs=0.05)
