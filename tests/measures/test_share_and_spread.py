from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallops.measures.share import Share
from hallops.measures.spread import Spread


def test_nothing_of_nothing_is_unknown_and_not_all_of_it() -> None:
    assert Share(0, 0).value is None
    assert str(Share(0, 0)) == "—"
    assert Share(0, 0).as_dict() == {"share": None, "hits": 0, "n": 0}


def test_a_share_prints_as_percent() -> None:
    assert str(Share(2, 3)) == "66.7%"


@pytest.mark.parametrize(("hits", "n"), [(1, 0), (-1, 3), (4, 3)])
def test_more_than_all_is_no_share(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        Share(hits, n)


@given(st.lists(st.lists(st.booleans())))
def test_shares_of_groups_add_up_to_the_share_of_all(groups: list[list[bool]]) -> None:
    whole = Share.of(chain.from_iterable(groups))
    assert sum((Share.of(group) for group in groups), Share(0, 0)) == whole
    assert whole.value is None or 0 <= whole.value <= 1


def test_nothing_is_known_of_no_durations() -> None:
    spread = Spread.of([])
    assert (spread.n, spread.mean, spread.median, spread.p90, spread.longest) == (0, None, None, None, None)
    assert spread.as_dict()["mean_minutes"] is None


def test_zeros_count_in_the_mean() -> None:
    assert Spread.of([0, 0, 0, 8]).mean == 2


def test_quantiles_are_values_of_the_list_also_with_ties() -> None:
    assert Spread.of([5]) == Spread(n=1, total=5, median=5, p90=5, longest=5)
    assert Spread.of([4, 1, 3, 2]).median == 2
    ten = Spread.of(range(1, 11))
    assert (ten.median, ten.p90, ten.longest) == (5, 9, 10)
    tied = Spread.of([7, 7, 7, 7, 7, 7, 7, 7, 7, 99])
    assert (tied.median, tied.p90, tied.longest) == (7, 7, 99)


@given(st.lists(st.integers(0, 50), min_size=1))
def test_a_quantile_is_the_smallest_value_that_enough_values_do_not_exceed(values: list[int]) -> None:
    spread = Spread.of(values)
    for percent, quantile in ((50, spread.median), (90, spread.p90)):
        enough = [v for v in values if 100 * sum(other <= v for other in values) >= percent * len(values)]
        assert quantile == min(enough)


def test_minutes_are_rounded_for_people() -> None:
    assert Spread.of([100_000]).as_dict()["mean_minutes"] == 1.67
