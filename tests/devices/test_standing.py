"""A device's state, told as its days: what it says, what it does not say, and when it is tried again."""

import random

from hypothesis import given
from hypothesis import strategies as st

from devices.health import Reason
from devices.supervisor.backoff import MOST, wait
from devices.supervisor.standing import AT_REST, PRESENT, Standing, State

NEAR, OUT, NONE = frozenset({Reason.PAPER_NEAR}), frozenset({Reason.PAPER_OUT}), frozenset[Reason]()


def online() -> Standing:
    return Standing().enabled(0).answered(NONE, 1)


def test_a_found_device_waits_for_adoption_and_is_on_line_at_its_first_answer() -> None:
    found = Standing()
    assert found.state is State.DISCOVERED
    assert found.answered(NONE, 1) is found.missed(Reason.NO_ANSWER, 1, 1) is found
    assert found.enabled(1).state is State.CONNECTING
    assert online() == Standing(State.ONLINE, since=1, goods=1)


def test_reasons_weigh_as_their_worst() -> None:
    assert online().answered(NEAR, 2).state is State.DEGRADED
    worse = online().answered(NEAR | OUT, 2)
    assert (worse.state, worse.reasons, worse.since) == (State.FAULTED, NEAR | OUT, 2)
    assert worse.answered(NONE, 3).state is State.ONLINE


def test_one_missed_answer_degrades_and_two_part() -> None:
    once = online().missed(Reason.NO_ANSWER, 3, 1)
    assert once.state is State.DEGRADED
    assert once.reasons == {Reason.NO_ANSWER}
    twice = once.missed(Reason.NO_ANSWER, 4, 1)
    assert (twice.state, twice.due, twice.since) == (State.OFFLINE, 5, 4)
    assert once.answered(NONE, 4).state is State.ONLINE


def test_a_missed_answer_does_not_hide_a_fault() -> None:
    once = online().answered(OUT, 2).missed(Reason.NO_ANSWER, 3, 1)
    assert (once.state, once.reasons) == (State.FAULTED, OUT | {Reason.NO_ANSWER})


def test_after_an_absence_two_good_answers_bring_it_back() -> None:
    gone = online().lost(Reason.HUNG_UP, 2, 0.5)
    again = gone.trying(2.5)
    assert again.answered(NONE, 3).state is State.CONNECTING
    assert again.answered(NONE, 3).answered(NONE, 4).state is State.ONLINE
    assert again.answered(NONE, 3).missed(Reason.NO_ANSWER, 4, 1).answered(NONE, 5).state is State.CONNECTING


def test_a_device_that_is_seen_again_is_tried_at_once_and_its_tries_are_forgotten() -> None:
    gone = online().lost(Reason.UNREACHABLE, 2, 3).trying(5).lost(Reason.UNREACHABLE, 6, 3)
    assert (gone.tries, gone.due) == (2, 9)
    kicked = gone.kicked(7)
    assert (kicked.due, kicked.tries, kicked.state) == (7, 0, State.OFFLINE)
    assert online().kicked(7) == online()


def test_a_minute_on_line_forgets_earlier_tries() -> None:
    back = online().lost(Reason.HUNG_UP, 2, 0).trying(2).answered(NONE, 3).answered(NONE, 4)
    assert back.answered(NONE, 63).tries == 1
    assert back.answered(NONE, 64).tries == 0


def test_a_disabled_device_stays_so_until_it_is_enabled() -> None:
    off = online().disabled(5)
    assert off.lost(Reason.HUNG_UP, 6, 1) is off
    assert off.enabled(7).state is State.CONNECTING


def test_the_wait_doubles_up_to_its_limit_and_varies() -> None:
    rng = random.Random(1)
    assert all(0.4 <= wait(0, rng) <= 0.6 and 0.8 <= wait(1, rng) <= 1.2 for _ in range(100))
    late = [wait(tries, rng) for tries in range(3, 200)]
    assert len(set(late)) > 100
    assert max(late) <= MOST * 1.2


STEPS = st.one_of(
    st.tuples(st.just("answered"), st.sets(st.sampled_from(Reason)).map(frozenset)),
    st.tuples(st.sampled_from(["missed", "lost"]), st.sampled_from(Reason)),
    st.tuples(st.sampled_from(["enabled", "disabled", "kicked", "trying"]), st.none()),
)


@given(st.lists(STEPS, max_size=40))
def test_whatever_happens_a_device_is_never_forgotten(steps: list[tuple[str, object]]) -> None:
    standing = Standing()
    for now, (name, given_) in enumerate(steps):
        more = {"answered": (given_, now), "missed": (given_, now, 1.0), "lost": (given_, now, 1.0)}
        standing = getattr(standing, name)(*more.get(name, (now,)))
        assert (standing.due is not None) == (standing.state is State.OFFLINE)
        assert standing.since <= now
        assert bool(standing.reasons) == (standing.state in PRESENT - {State.ONLINE} | {State.OFFLINE}) or (
            standing.state is State.CONNECTING
        )
        assert not (standing.state in AT_REST and standing.reasons)
