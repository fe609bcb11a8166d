"""The calling rule, told as small scenes at a window."""

from hypothesis import given
from hypothesis import strategies as st

from hallops.domain.calling import CallingRule, FreeWindow, Waiting, choose_window
from hallops.domain.lines import Lines

MINUTE = 60_000
RULE = CallingRule(target={"social": 10 * MINUTE, "housing": 20 * MINUTE})
SOCIAL_WINDOW = {"social": 1, "housing": 2}


def ticket(number: str, service: str = "social", joined: int = 0, head: int = 0, *, first: bool = False) -> Waiting:
    return Waiting(number, service, joined * MINUTE, int(number[1:]), head * MINUTE, next_call=first)


def called(*line: Waiting, at: int, everyone: bool = False) -> str | None:
    choice = RULE.choose(line, SOCIAL_WINDOW, at * MINUTE, everyone=everyone)
    return choice.ticket if choice else None


def test_who_came_first_is_called_first() -> None:
    assert called(ticket("A002", joined=1), ticket("A001", joined=0), at=5) == "A001"


def test_nobody_is_called_from_an_empty_line() -> None:
    assert called(at=5) is None


def test_a_head_start_of_twelve_minutes_is_worth_twelve_minutes_and_no_more() -> None:
    elderly = ticket("A009", joined=12, head=12)
    assert called(ticket("A001", joined=1), elderly, at=15) == "A009"
    assert called(ticket("A001", joined=0), elderly, at=15) == "A001"


def test_a_next_call_class_goes_before_the_longest_wait() -> None:
    assert called(ticket("A001"), ticket("A030", joined=59, first=True), at=60) == "A030"


def test_a_next_call_class_is_eligible_at_a_window_that_only_helps_out() -> None:
    assert called(ticket("A001"), ticket("E002", "housing", first=True), at=1) == "E002"


def test_a_window_helps_out_only_when_its_own_line_is_empty_or_the_other_overflows() -> None:
    late, own = ticket("E001", "housing"), ticket("A002", joined=29)
    assert called(late, own, at=29) == "A002"
    assert called(late, own, at=30) == "E001"
    assert called(late, at=1) == "E001"


def test_head_starts_do_not_make_a_wait_overflow() -> None:
    own, helped = ticket("A002", joined=29), ticket("E001", "housing", joined=1, head=30)
    assert called(own, helped, at=30) == "A002"


def test_a_window_that_stays_after_closing_takes_whom_it_can() -> None:
    own, helped = ticket("A002", joined=29), ticket("E001", "housing", joined=10)
    assert called(own, helped, at=30) == "A002"
    assert called(own, helped, at=30, everyone=True) == "E001"


def test_an_early_booking_is_called_when_nobody_else_waits() -> None:
    booked = ticket("A001", joined=30)
    assert RULE.score(booked, 0) == -3000
    assert called(booked, at=0) == "A001"
    assert called(booked, ticket("A002"), at=0) == "A002"


def test_ties_go_by_rank_then_joining_then_number() -> None:
    assert called(ticket("E001", "housing"), ticket("A002", joined=15), at=30) == "A002"
    assert called(ticket("A003"), ticket("A002"), at=5) == "A002"


def test_a_ticket_goes_to_own_work_then_the_longest_idle_then_the_smallest_number() -> None:
    assert choose_window([FreeWindow(1, 2, 0), FreeWindow(2, 1, 9)]) == FreeWindow(2, 1, 9)
    assert choose_window([FreeWindow(1, 1, 5), FreeWindow(2, 1, 4)]) == FreeWindow(2, 1, 4)
    assert choose_window([FreeWindow(7, 1, 4), FreeWindow(2, 1, 4)]) == FreeWindow(2, 1, 4)
    assert choose_window([]) is None


WAITING = st.builds(
    Waiting,
    ticket=st.just("?"),
    service=st.sampled_from(["social", "housing", "tax"]),
    joined=st.integers(-20, 40).map(lambda minutes: minutes * MINUTE),
    seq=st.just(0),
    head_start=st.sampled_from([0, 10 * MINUTE]),
    next_call=st.booleans(),
    accessible=st.booleans(),
)


@given(
    line=st.lists(WAITING, max_size=30),
    rank=st.dictionaries(st.sampled_from(["social", "housing", "tax"]), st.integers(1, 3), min_size=1),
    accessible=st.booleans(),
    now=st.integers(0, 60),
)
def test_the_heads_of_the_lines_give_the_same_call_as_all_tickets(
    line: list[Waiting], rank: dict[str, int], accessible: bool, now: int
) -> None:
    rule = CallingRule({"social": 10 * MINUTE, "housing": 20 * MINUTE, "tax": 7 * MINUTE})
    lines = Lines()
    numbered = [
        Waiting(f"T{seq}", w.service, w.joined, seq, w.head_start, w.next_call, w.accessible)
        for seq, w in enumerate(line)
    ]
    for waiting in numbered:
        lines.add(waiting)
    mine = [w for w in numbered if w.service in rank and (accessible or not w.accessible)]
    everyone = rule.choose(mine, rank, now * MINUTE)
    heads = rule.choose(lines.heads(rank, accessible=accessible), rank, now * MINUTE)
    assert heads == everyone
    if everyone is not None:
        earlier = sum(w.seq < everyone.seq for w in mine)
        assert lines.before(everyone.seq, rank, accessible=accessible) == earlier
