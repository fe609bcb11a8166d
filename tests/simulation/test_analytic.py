"""Formulas against values known to many digits, and against each other."""

from math import exp, inf

import pytest

from simulation.analytic.erlang import ErlangA, ErlangC, erlang_b, least_servers
from simulation.analytic.offered_load import lagged_sipp, mol, offered_load, overload, rates, sipp
from tests.simulation.small import small_scenario


def test_two_windows_nine_tenths_full() -> None:
    hall = ErlangC(1.8, 1.0, 2)
    assert hall.waits == pytest.approx(0.852631578947, abs=1e-12)
    assert hall.mean_wait == pytest.approx(4.26315789474, abs=1e-11)
    assert hall.waits_longer(1.5) == pytest.approx(0.631645009213, abs=1e-12)


def test_forty_eight_visits_a_half_hour_of_nine_minutes_each() -> None:
    level = {c: 1 - ErlangC(48 / 30, 1 / 9, c).waits_longer(15) for c in (15, 16)}
    assert level == {15: pytest.approx(0.695661387533, abs=1e-11), 16: pytest.approx(0.958911420136, abs=1e-11)}
    assert least_servers(48 / 30, 1 / 9, within=15, share=0.9) == 16


def test_more_work_than_windows_waits_for_ever() -> None:
    assert ErlangC(3, 1, 2).mean_wait == inf
    assert ErlangC(3, 1, 2).waits_longer(100) == 1.0
    assert least_servers(0, 1, within=5, share=0.8) == 0


def test_erlang_b_for_one_and_two_lines() -> None:
    assert erlang_b(1, 2.0) == pytest.approx(2 / 3)
    assert erlang_b(2, 1.0) == pytest.approx(1 / 5)


def test_patience_without_end_is_erlang_c() -> None:
    patient, stays = ErlangA(1.8, 1.0, 2, 1e-9), ErlangC(1.8, 1.0, 2)
    assert patient.waits == pytest.approx(stays.waits, rel=1e-6)
    assert patient.mean_wait == pytest.approx(stays.mean_wait, rel=1e-6)


def test_patience_as_long_as_the_service_makes_a_hall_without_limit() -> None:
    """With patience and service of one rate the number present is Poisson, whatever the windows."""

    hall = ErlangA(2.0, 1.0, 1, 1.0)
    assert hall.waits == pytest.approx(1 - exp(-2))
    assert hall.queue == pytest.approx(2 - (1 - exp(-2)))
    assert hall.leaves == pytest.approx(hall.queue / 2)


def test_the_load_of_an_interval_is_rate_times_service() -> None:
    assert sipp([30, 60], busy=10, length=30) == [10, 20]


def test_lagged_load_is_that_of_one_service_earlier() -> None:
    assert lagged_sipp([30, 60, 0], busy=15, length=30) == pytest.approx([7.5, 22.5, 15])


def test_modified_load_grows_towards_the_rate_and_keeps_a_rest() -> None:
    found = mol([30] * 10 + [0], busy=15, length=30)
    assert found[0] < found[1] < found[9] == pytest.approx(15, rel=1e-6)
    assert 0 < found[10] < 15 / 2


def test_transfers_and_bookings_are_work_as_well() -> None:
    scenario = small_scenario(A={"transfer": {"B": 0.5}, "bookings": {"09:30": 4}, "show": 0.5}, B={})
    come = rates(scenario)
    assert come["A"] == [6, 6 + 2, 6, 6]
    assert come["B"] == [6 + 3, 6 + 4, 6 + 3, 6 + 3]
    assert len(offered_load(scenario)) == scenario.intervals


def test_a_service_with_more_work_than_its_windows_hours_is_named() -> None:
    assert overload(small_scenario(A={}, B={})) == {}
    busy = small_scenario(A={"arrivals": 60}, B={})
    assert overload(busy) == {240 * 4 / 120: ["A"]}
