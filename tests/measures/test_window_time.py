"""Window time in minutes: open, busy, idle, deliberately idle."""

from hypothesis import given
from hypothesis import strategies as st

from hallops.domain.day_plan import Stretch
from hallops.domain.record import DutyRecord, TicketRecord
from hallops.domain.rules import MINUTE
from hallops.measures.idle import WindowTime, window_spans
from hallops.measures.share import Share
from hallops.measures.spans import common, length, merged, without
from tests.measures.hall_day import RANKS, SHANGHAI, at, day, duty, served, ticket, window_time

HOUR_AT_1 = (duty(1, 0, 60),)


def test_a_window_is_busy_from_the_call_to_the_end_of_the_wrap_up() -> None:
    assert window_time(ticket(called=10, started=11, finished=15, wrapped=17, window=1), duties=HOUR_AT_1) == (
        60,
        7,
        53,
        10,
    )


def test_utilisation_is_service_and_wrap_up_by_open_time() -> None:
    summary = day(ticket(called=10, started=11, finished=15, wrapped=17, window=1), duties=HOUR_AT_1)
    assert summary.windows[1].utilisation == Share(6 * MINUTE, 60 * MINUTE)


def test_a_pause_is_not_open_time() -> None:
    duties = (duty(1, 0, 20), duty(1, 20, 30, "paused"), duty(1, 30, 60))
    assert window_time(duties=duties) == (50, 0, 50, 0)


def test_work_outside_open_time_is_in_no_figure() -> None:
    assert window_time(served(joined=50, wait=0, service=30), duties=HOUR_AT_1) == (60, 10, 50, 0)


def test_idle_is_deliberate_only_while_someone_waits_that_the_window_may_serve() -> None:
    helped_out = ticket(joined=5, service="housing", outcome="left", finished=12)
    nobody_can = ticket(joined=30, service="notary", outcome="left", finished=50)
    assert window_time(helped_out, nobody_can, duties=HOUR_AT_1) == (60, 0, 60, 7)


def test_two_waiting_at_once_make_no_double_idle() -> None:
    both = ticket(joined=5, outcome="left", finished=15), ticket(joined=10, outcome="left", finished=20)
    assert window_time(*both, duties=HOUR_AT_1) == (60, 0, 60, 15)


def test_a_busy_window_leaves_nobody_waiting_on_purpose() -> None:
    waits = ticket(joined=10, outcome="left", finished=30)
    assert window_time(served(joined=5, service=20), waits, duties=HOUR_AT_1) == (60, 20, 40, 5)


def test_what_lasts_is_counted_until_the_end_of_the_period() -> None:
    """In the live hall at 08:40: one is served at the only window and one waits for it."""
    now = Stretch(at(0), at(40))
    serving = ticket(joined=10, outcome="serving", called=30, started=31, window=1)
    summary = day(serving, ticket(joined=35, outcome="waiting"), duties=(duty(1, 0, None),), period=now)
    assert summary.windows[1] == WindowTime(
        open=40 * MINUTE, busy=10 * MINUTE, served=9 * MINUTE, deliberate=20 * MINUTE
    )


def test_a_call_without_a_start_ends_with_the_next_call_or_after_three_minutes() -> None:
    absent = ticket("A001", outcome="no_show", called=0, finished=500, window=1)
    assert window_time(absent, duties=HOUR_AT_1)[1] == 3
    assert window_time(absent, served("A002", joined=1, service=5), duties=HOUR_AT_1)[1] == 6


def test_a_no_show_that_ended_sooner_holds_the_window_no_longer() -> None:
    assert window_time(ticket(outcome="no_show", called=0, finished=1, window=1), duties=HOUR_AT_1)[1] == 1


def test_a_held_ticket_lets_the_window_go_with_its_next_call() -> None:
    held = ticket("A001", outcome="left", called=0, started=0, finished=55, window=1)
    assert window_time(held, served("A002", joined=10, service=5), duties=HOUR_AT_1)[1] == 15


def test_services_around_a_kept_hold_are_not_counted_twice() -> None:
    kept, between = served("A001", service=30), served("A002", joined=10, service=10)
    assert window_time(kept, between, duties=HOUR_AT_1)[1] == 30


def test_window_time_falls_into_half_hours() -> None:
    halves = day(served(joined=20, service=20), duties=(duty(1, 10, 60), duty(2, 0, 30))).half_hours
    assert {half: (time.open // MINUTE, time.busy // MINUTE) for half, time in halves.items()} == {
        "08:00": (50, 10),
        "08:30": (30, 10),
    }


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


@given(SPANS, SPANS)
def test_spans_are_sets_of_instants(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    a, b = merged(first), merged(second)
    in_a, in_b = ({t for span in spans for t in range(*span)} for spans in (first, second))
    assert {t for span in common(a, b) for t in range(*span)} == in_a & in_b
    assert {t for span in without(a, b) for t in range(*span)} == in_a - in_b
    assert common(a, b) == merged(common(a, b))
    assert without(a, b) == merged(without(a, b))
    assert length(a) == len(in_a)


TICKETS = st.builds(
    lambda joined, wait, lag, time, wrap, **known: ticket(
        joined=joined,
        called=joined + wait,
        started=joined + wait + lag,
        finished=joined + wait + lag + time,
        wrapped=joined + wait + lag + time + wrap,
        **known,
    ),
    joined=st.integers(0, 60),
    wait=st.integers(0, 30),
    lag=st.integers(0, 2),
    time=st.integers(0, 15),
    wrap=st.integers(0, 2),
    window=st.sampled_from([1, 2]),
    service=st.sampled_from(["social", "housing", "notary"]),
)
DUTIES = st.builds(
    duty, st.sampled_from([1, 2]), st.integers(0, 50), st.integers(0, 90), st.sampled_from(["open", "paused"])
)


@given(st.lists(TICKETS, max_size=8), st.lists(DUTIES, max_size=5))
def test_deliberate_idle_is_what_looking_at_every_minute_finds(
    tickets: list[TicketRecord], duties: list[DutyRecord]
) -> None:
    spans = window_spans(tickets, duties, RANKS, Stretch(at(0), at(80)))
    for window, found in spans.items():
        seen = [_seen(tickets, duties, window, at(minute)) for minute in range(80)]
        counts = [sum(flags) * MINUTE for flags in zip(*seen, strict=True)]
        assert found.time == WindowTime(*counts)
        halves = found.by_half_hour(SHANGHAI).values()
        assert sum(halves, WindowTime()) == found.time


def _seen(tickets: list[TicketRecord], duties: list[DutyRecord], window: int, now: int) -> tuple[bool, ...]:
    """Open, busy, serving, deliberately idle in the minute that begins now."""
    is_open = any(
        d.window == window and d.state == "open" and d.until is not None and d.since <= now < d.until for d in duties
    )
    mine = [t for t in tickets if t.window == window]
    busy = any((t.called or 0) <= now < (t.wrapped or 0) for t in mine)
    serving = any((t.started or 0) <= now < (t.wrapped or 0) for t in mine)
    waits = any(t.joined <= now < (t.called or 0) and t.service in RANKS[window] for t in tickets)
    return is_open, is_open and busy, is_open and serving, is_open and not busy and waits
