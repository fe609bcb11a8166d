"""Waits, ends and service times of a few tickets, counted by hand."""

from typing import Any

from hallops.domain.rules import MINUTE
from hallops.domain.ticket import State
from hallops.measures.share import Share
from tests.measures.hall_day import day, served, ticket


def test_a_wait_of_zero_is_a_wait_and_within_the_target() -> None:
    waiting = day(served(wait=0), served(wait=0), served(wait=12)).total.waiting
    assert (waiting.spread.n, waiting.spread.mean) == (3, 4 * MINUTE)
    assert waiting.within == Share(2, 3)


def test_exactly_the_target_is_within() -> None:
    assert day(served(wait=10)).total.waiting.within == Share(1, 1)
    assert day(served(wait=10.01)).total.waiting.within == Share(0, 1)


def test_a_service_has_its_own_target_and_one_without_is_not_judged() -> None:
    waiting = day(served(wait=15, kind="housing"), served(wait=15, kind="closed long ago")).total.waiting
    assert waiting.within == Share(1, 1)
    assert waiting.spread.n == 2


def test_an_early_booked_visitor_waited_zero_and_not_less() -> None:
    early = served(joined=30, wait=-20, booked=30, issued=5)
    assert day(early).total.waiting.spread.longest == 0


def test_missed_then_served_waited_until_the_last_call() -> None:
    """Called at 5, absent, back in line, called again at 20: a recall of either call changes nothing."""
    assert day(ticket(called=20, started=21, finished=25)).total.waiting.spread.mean == 20 * MINUTE


def test_the_lost_are_in_no_mean_and_in_the_second_share_only() -> None:
    total = day(
        served(wait=2),
        served(wait=11),
        ticket(outcome="left", finished=3),
        ticket(outcome="no_show", called=1, finished=4),
        ticket(outcome="expired", finished=500),
        ticket(outcome="cancelled", finished=1),
        ticket(outcome="waiting"),
    ).total
    assert total.waiting.spread.n == 2
    assert total.waiting.within == Share(1, 2)
    assert total.waiting.within_all == Share(1, 4)
    assert total.outcomes.abandoned == Share(2, 7)
    assert total.outcomes.no_shows == Share(1, 3)


def test_every_state_is_a_figure_of_its_own_and_they_sum_to_the_issued() -> None:
    outcomes = day(*(ticket(outcome=state) for state in State), ticket(outcome="left")).total.outcomes
    assert outcomes.counts == {state: 2 if state is State.LEFT else 1 for state in State}
    assert outcomes.issued == 12


def test_a_transfer_is_two_tickets_of_one_visit_and_two_services() -> None:
    first = served("A001", outcome="transferred", service=4, visit="v1")
    second = served("A001-2", joined=4, wait=6, service=10, kind="housing", visit="v1")
    total = day(first, second).total
    assert (total.outcomes.issued, total.outcomes.visits, total.outcomes.served) == (2, 1, 2)
    assert (total.waiting.spread.n, total.waiting.spread.mean) == (2, 3 * MINUTE)
    assert total.service.mean == 7 * MINUTE


def test_sent_on_before_the_start_is_not_served() -> None:
    outcomes = day(ticket(outcome="transferred", called=3, finished=4)).total.outcomes
    assert (outcomes.served, outcomes.called) == (0, 1)


def test_a_held_ticket_is_not_served_until_it_is_done() -> None:
    held = ticket(outcome="held", called=1, started=1, window=1)
    assert day(held).total.outcomes.served == 0
    assert day(held).total.service.n == 0
    assert day(served(wait=1, service=30)).total.service.mean == 30 * MINUTE


def test_ended_by_force_counts_as_a_ticket_and_an_end_but_not_in_service_times() -> None:
    total = day(served(service=5), served(service=300, flagged=True)).total
    assert total.outcomes.counts[State.DONE] == 2
    assert total.waiting.spread.n == 2
    assert (total.service.n, total.service.mean) == (1, 5 * MINUTE)


def test_wrap_up_is_not_service() -> None:
    assert day(served(service=5, wrapped=9)).total.service.mean == 5 * MINUTE


def test_what_is_unknown_is_left_out_and_not_zero() -> None:
    foreign = ticket(outcome="done", finished=9)
    total = day(foreign).total
    assert (total.waiting.spread.n, total.waiting.within.n, total.service.n) == (0, 0, 0)
    assert total.outcomes.served == 1


def test_a_day_without_anything_has_figures_that_are_unknown() -> None:
    empty = day()
    assert (empty.total.outcomes.issued, empty.total.waiting.within.value, empty.ratings.good.value) == (
        0,
        None,
        None,
    )
    assert empty.total.promises.bias is None
    assert empty.window_time.utilisation.value is None


def test_a_promise_is_kept_inside_its_interval_both_ends_included() -> None:
    quotes: dict[str, Any] = {"quoted_low": 5 * MINUTE, "quoted_high": 10 * MINUTE}
    promises = day(*(served(wait=wait, **quotes) for wait in (4, 5, 10, 11)), served(wait=99)).total.promises
    assert promises.kept == Share(2, 4)
    assert promises.late == Share(1, 4)
    assert promises.bias == 0
    assert day(served(wait=11, **quotes)).total.promises.bias == 3.5 * MINUTE
