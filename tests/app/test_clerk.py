"""A simulated clerk at a live window, told as what the console shows and what the clerk does next."""

from typing import Any

from hallops.app.demo.duties import Break, Stint
from hallops.app.demo.live.clerk import Clerk, Do, Gone, Memory, Step, Wait
from hallops.app.demo.visitors import Visitor
from hallops.domain.rules import MINUTE, SECOND

NINE = 9 * 60 * MINUTE
STINT = Stint("3", "S03", NINE, NINE + 60 * MINUTE, (Break(NINE + 30 * MINUTE, NINE + 40 * MINUTE, "break"),))
ME = {"id": "S03", "name": "王晓岚"}
NOTHING = {"possible": False, "why": {"facts": {}}}
POSSIBLE = {"possible": True}


def visitor(**more: Any) -> Visitor:
    known: dict[str, Any] = {
        "id": "0915-0001", "arrives": NINE, "service": "A", "priority": "N", "language": "zh", "accessible": False,
        "service_time": 8 * MINUTE, "patience": 90 * MINUTE, "absent": False, "comes_back": None, "step": None,
        "transfer_to": None, "service_2": 2 * MINUTE, "grade": 5,
    }  # fmt: skip
    return Visitor(**{**known, **more})


def console(state: str, **more: Any) -> dict[str, Any]:
    seen: dict[str, Any] = {
        "state": state, "staff": ME, "ticket": None, "paused": None, "held": [], "waiting_here": 0,
        "actions": dict.fromkeys(("CallNext", "Miss", "Recall"), NOTHING),
    }  # fmt: skip
    return {**seen, **more}


def ticket(**more: Any) -> dict[str, Any]:
    return {"id": "A001", "leg": 1, "called": NINE, "started": None, **more}


def clerk(stint: Stint = STINT, memory: Memory | None = None) -> Clerk:
    return Clerk(stint, wrap_up=30 * SECOND, recall_gap=10 * SECOND, memory=memory or Memory())


def does(
    seen: dict[str, Any], who: Visitor | None = None, at: int = 0, *, by: Clerk | None = None, misses: int = 0
) -> Step:
    return (by or clerk()).next(seen, who, misses, {"A001": 3 * MINUTE}, NINE + at)


def test_a_clerk_signs_in_at_an_empty_window_and_waits_for_one_that_somebody_has() -> None:
    assert does(console("empty", staff=None)) == Do("SignIn", {"place": "3", "staff": "S03"})
    assert does(console("free", staff={"id": "S09"})) == Wait(NINE + 30 * SECOND)
    assert isinstance(does(console("empty", staff=None), at=60 * MINUTE), Gone)


def test_a_free_clerk_calls_when_somebody_waits_and_else_listens_for_the_bell() -> None:
    actions = {**console("free")["actions"], "CallNext": POSSIBLE}
    assert does(console("free", actions=actions)) == Do("CallNext", {"window": 3})
    assert does(console("free")) == Wait(NINE + MINUTE, bell=True)


def test_a_called_visitor_walks_is_served_and_finished() -> None:
    called, serving = console("called", ticket=ticket()), console("serving", ticket=ticket(started=NINE))
    assert does(called, visitor(), at=0) == Wait(NINE + 15 * SECOND)
    assert does(called, visitor(), at=15 * SECOND) == Do("Start", {"window": 3, "ticket": "A001"})
    assert does(serving, visitor(), at=MINUTE) == Wait(NINE + 8 * MINUTE)
    assert does(serving, visitor(), at=8 * MINUTE) == Do("Finish", {"window": 3, "ticket": "A001"}, 30 * SECOND)


def test_an_absent_visitor_is_called_again_until_missed_and_comes_at_the_second_call() -> None:
    again = {"possible": False, "why": {"facts": {"again": NINE + 10 * SECOND}}}
    absent, seen = visitor(absent=True), console("called", ticket=ticket())
    waits = {**seen, "actions": {**seen["actions"], "Recall": again}}
    recalls = {**seen, "actions": {**seen["actions"], "Recall": POSSIBLE}}
    misses = {**seen, "actions": {**seen["actions"], "Recall": POSSIBLE, "Miss": POSSIBLE}}
    assert does(waits, absent) == Wait(NINE + 10 * SECOND)
    assert does(recalls, absent) == Do("Recall", {"window": 3, "ticket": "A001"})
    assert does(misses, absent) == Do("Miss", {"window": 3, "ticket": "A001"})
    assert does(misses, absent, at=15 * SECOND, misses=1) == Do("Start", {"window": 3, "ticket": "A001"})


def test_who_needs_a_copy_goes_for_it_half_way_and_the_rest_follows_when_back() -> None:
    memory = Memory()
    me, copies = clerk(memory=memory), visitor(step=3 * MINUTE)
    serving = console("serving", ticket=ticket(started=NINE))
    assert does(serving, copies, at=MINUTE, by=me) == Wait(NINE + 4 * MINUTE)
    held = Do("HoldTicket", {"window": 3, "ticket": "A001", "hold": "kept"})
    assert does(serving, copies, at=4 * MINUTE, by=me) == held
    memory.stepped_out["A001"] = NINE + 4 * MINUTE
    away = {"id": "A001", "window": 3, "possible": True, "since": NINE + 4 * MINUTE}
    free = console("free", held=[away])
    assert does(free, at=5 * MINUTE, by=me) == Wait(NINE + 6 * MINUTE, bell=True)
    assert does(free, at=7 * MINUTE, by=me) == Do("Resume", {"window": 3, "ticket": "A001"})
    memory.back["A001"] = NINE + 7 * MINUTE
    assert does(serving, copies, at=8 * MINUTE, by=me) == Wait(NINE + 11 * MINUTE)


def test_a_visitor_for_another_service_is_transferred_and_served_there_to_the_end() -> None:
    goes_on = visitor(transfer_to="D")
    first = console("serving", ticket=ticket(started=NINE))
    second = console("serving", ticket=ticket(started=NINE, id="A001-2", leg=2))
    transfer = Do("Transfer", {"window": 3, "ticket": "A001", "service": "D"}, 30 * SECOND)
    assert does(first, goes_on, at=8 * MINUTE) == transfer
    finish = Do("Finish", {"window": 3, "ticket": "A001-2"}, 30 * SECOND)
    assert does(second, goes_on, at=2 * MINUTE) == finish


def test_a_break_begins_between_visitors_and_ends_on_time() -> None:
    away = console("paused", paused={"code": "break"})
    assert does(console("free"), at=31 * MINUTE) == Do("Pause", {"place": "3", "reason": "break"})
    assert does(away, at=31 * MINUTE) == Wait(NINE + 40 * MINUTE)
    assert does(away, at=40 * MINUTE) == Do("Continue", {"place": "3"})


def test_who_stays_leaves_when_nobody_waits_any_more() -> None:
    stays = clerk(Stint("3", "S03", NINE, NINE + 60 * MINUTE, stays=True))
    actions = {**console("free")["actions"], "CallNext": POSSIBLE}
    busy = console("free", waiting_here=1, actions=actions)
    assert does(busy, at=61 * MINUTE, by=stays) == Do("CallNext", {"window": 3})
    assert does(busy, at=61 * MINUTE) == Do("SignOut", {"place": "3"})
    assert does(console("free"), at=61 * MINUTE, by=stays) == Do("SignOut", {"place": "3"})
