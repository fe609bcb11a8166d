import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hallops.domain.record import TicketRecord
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import State
from hallops.measures.half_hour import by_half_hour, half_hour
from tests.measures.hall_day import SHANGHAI, at, day, duty, served, ticket

MINUTES = st.integers(-100, 1500)
TICKETS = st.builds(
    lambda joined, wait, service, **known: served(joined=joined, wait=wait, service=service, **known),
    joined=MINUTES,
    wait=st.integers(-5, 60),
    service=st.integers(0, 40),
    kind=st.sampled_from(["social", "housing", "unknown"]),
    outcome=st.sampled_from([state.value for state in State]),
    window=st.sampled_from([1, 2, None]),
    mode=st.sampled_from(["weekday", "lunch", None]),
    priority=st.sampled_from(["normal", "elderly"]),
    flagged=st.booleans(),
    quoted_low=st.sampled_from([None, 0]),
    quoted_high=st.integers(0, 20 * MINUTE),
)


@given(st.lists(TICKETS, max_size=30))
def test_groups_sum_to_the_total(tickets: list[TicketRecord]) -> None:
    summary = day(*tickets)
    total = summary.total
    for groups in summary.groups.values():
        parts = list(groups.values())
        assert sum(part.outcomes.issued for part in parts) == total.outcomes.issued
        assert all(
            sum(part.outcomes.counts[state] for part in parts) == total.outcomes.counts[state] for state in State
        )
        assert sum(part.waiting.spread.n for part in parts) == total.waiting.spread.n
        assert sum(part.waiting.spread.total for part in parts) == total.waiting.spread.total
        assert sum(part.service.total for part in parts) == total.service.total
        assert sum(part.waiting.within_all.hits for part in parts) == total.waiting.within_all.hits
        assert sum(part.waiting.within_all.n for part in parts) == total.waiting.within_all.n
        assert sum(part.promises.kept.n for part in parts) == total.promises.kept.n


@given(st.lists(TICKETS, max_size=20))
def test_every_share_of_a_summary_is_between_none_and_all(tickets: list[TicketRecord]) -> None:
    plain = json.loads(json.dumps(day(*tickets, duties=(duty(1, 0, 300), duty(2, 60, None))).as_dict()))
    shares = list(_shares(plain))
    assert shares
    assert all(share is None or 0 <= share <= 1 for share in shares)


def _shares(plain: Any) -> Any:
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key in {"share", "utilisation"}:
                yield value
            yield from _shares(value)


def test_half_past_eight_belongs_to_the_half_hour_that_it_begins() -> None:
    assert half_hour(at(30) - 1, SHANGHAI) == "08:00"
    assert half_hour(at(30), SHANGHAI) == "08:30"


def test_midnight_begins_a_day_of_its_own() -> None:
    late, early = served("A001", joined=16 * 60 - 1, wait=5), served("B001", joined=16 * 60)
    assert list(day(late, early).groups["half_hour"]) == ["00:00", "23:30"]
    assert day(late).total.waiting.spread.mean == 5 * MINUTE
    assert by_half_hour([(at(16 * 60 - 1), at(16 * 60 + 2))], SHANGHAI) == {
        "23:30": MINUTE,
        "00:00": 2 * MINUTE,
    }


def test_a_mean_of_the_day_weighs_tickets_and_not_half_hours() -> None:
    busy = [served(joined=0, wait=10) for _ in range(9)]
    assert day(*busy, served(joined=40, wait=0)).total.waiting.spread.mean == 9 * MINUTE


def test_groups_are_in_order_with_the_unknown_first() -> None:
    summary = day(*(served(window=number) for number in (10, 9, 2)), ticket(outcome="left"))
    assert list(summary.groups["window"]) == [None, 2, 9, 10]
