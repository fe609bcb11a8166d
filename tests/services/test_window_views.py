"""What stands at a window: the console of the clerk and the pad of the visitor."""

import pytest

from hallops.domain.commands import (
    CallTicket,
    Finish,
    HoldTicket,
    Issue,
    Pause,
    Rate,
    Recall,
    SignOut,
    Start,
    Transfer,
    Undo,
)
from hallops.domain.ticket import Hold
from tests.domain.halls import Scene, at
from tests.services.showing import call, finish, morning, refusal_of, serve, show


def console(scene: Scene, clock: str, window: int = 1) -> dict[str, object]:
    shown: dict[str, object] = show(scene, "console", clock, window=str(window))
    return shown


def pad(scene: Scene, clock: str, window: int = 1) -> tuple[object, object, object]:
    shown = show(scene, "pad", clock, window=str(window))
    return shown["state"], shown["ticket"], shown["call"]


# the console


def test_a_console_follows_its_window() -> None:
    scene = morning()
    assert (console(scene, "09:00", 3)["state"], console(scene, "09:00", 3)["primary"]) == ("empty", "SignIn")
    assert (console(scene, "09:05")["state"], console(scene, "09:05")["primary"]) == ("free", "CallNext")
    call(scene, 1, "09:05")
    assert (console(scene, "09:05")["state"], console(scene, "09:05")["primary"]) == ("called", "Start")
    scene.do(Start("S1", 1), "09:06")
    assert (console(scene, "09:06")["state"], console(scene, "09:06")["primary"]) == ("serving", "Finish")
    finish(scene, 1, "09:07")
    scene.do(Pause("S1", "1", "other"), "09:08")
    paused = console(scene, "09:08")
    assert (paused["state"], paused["primary"]) == ("paused", "Continue")
    assert paused["paused"] == {"code": "other", "name": {"zh": "other", "en": "other"}}


def test_it_shows_the_visitor_and_how_long_they_waited() -> None:
    scene = morning()
    call(scene, 1, "09:05")
    scene.do(Recall("S1", 1), "09:05:20")
    ticket = show(scene, "console", "09:06", window="1")["ticket"]
    assert (ticket["number"], ticket["service"], ticket["class"], ticket["leg"]) == ("A001", "A", "N", 1)
    assert (ticket["waited"], ticket["called"], ticket["recalls"]) == (5 * 60_000, at("09:05"), 1)
    assert console(scene, "09:06")["call"] == 1
    assert console(scene, "09:06")["staff"] == {"id": "S1", "name": "staff S1"}


def test_it_shows_whom_the_rule_would_call() -> None:
    scene = morning()
    scene.do(Issue("guide", "E", priority="M", proof_seen=True), "09:04")
    shown = show(scene, "console", "09:05", window="1")
    assert (shown["next"]["id"], shown["waiting_here"]) == ("E002", 4)
    call(scene, 1, "09:05")
    assert scene.day.desks["1"].ticket == "E002"


def test_a_line_that_the_window_may_not_take_is_not_counted() -> None:
    scene = morning()
    scene.do(Issue("D1", "A", accessible=True), "09:04")
    assert (console(scene, "09:05", 1)["waiting_here"], console(scene, "09:05", 2)["waiting_here"]) == (4, 3)
    assert console(scene, "09:05", 3)["waiting_here"] == 1


def test_what_is_not_possible_says_why_in_both_languages() -> None:
    scene = morning()
    call(scene, 1, "09:05")
    recall = show(scene, "console", "09:05:03", window="1")["actions"]["Recall"]
    assert recall["possible"] is False
    assert (recall["why"]["code"], recall["why"]["possible"]) == ("recall_soon", ["Start"])
    assert recall["why"]["facts"] == {"ticket": "A001", "again": at("09:05:10"), "gap": 10}
    assert "09:05" in recall["why"]["sentence"]["en"]
    assert "A001" in recall["why"]["sentence"]["zh"]
    assert show(scene, "console", "09:05:10", window="1")["actions"]["Recall"] == {"possible": True, "why": None}


def test_papers_kept_here_are_ours_and_returned_ones_are_anybodys() -> None:
    scene = morning()
    for window, hold in ((1, Hold.KEPT), (2, Hold.RETURNED)):
        serve(scene, window, "09:05")
        scene.do(HoldTicket("S", window, hold=hold, reason="other"), "09:06")
    rows = show(scene, "console", "09:07", window="1")["held"]
    assert [(row["id"], row["hold"], row["window"]) for row in rows] == [("A001", "kept", 1), ("A002", "returned", 2)]
    assert rows[0]["reason"]["name"]["en"] == "other"
    assert [row["id"] for row in show(scene, "console", "09:07", window="2")["held"]] == ["A002"]


def test_a_busy_window_keeps_its_held_ticket_in_sight() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    scene.do(HoldTicket("S1", 1, hold=Hold.KEPT), "09:06")
    call(scene, 1, "09:07")
    rows = show(scene, "console", "09:07", window="1")["held"]
    assert [(row["id"], row["possible"]) for row in rows] == [("A001", False)]


def test_undo_lasts_ten_seconds() -> None:
    scene = morning()
    assert console(scene, "09:05")["undo_until"] is None
    call(scene, 1, "09:05")
    assert console(scene, "09:05:04")["undo_until"] == at("09:05:10")
    assert console(scene, "09:05:11")["undo_until"] is None


# the pad


def test_a_pad_asks_right_after_the_service() -> None:
    scene = morning()
    assert pad(scene, "09:04") == ("idle", None, None)
    call(scene, 1, "09:05")
    assert pad(scene, "09:05") == ("idle", None, None)
    scene.do(Start("S1", 1), "09:06")
    assert pad(scene, "09:06") == ("serving", "A001", 1)
    finish(scene, 1, "09:10")
    assert pad(scene, "09:10") == ("asking", "A001", 1)
    scene.do(Rate("pad1", 1, 5), "09:10:20")
    assert pad(scene, "09:10:20") == ("rated", "A001", 1)
    assert pad(scene, "09:11") == ("idle", None, None)


def test_it_asks_for_a_minute_or_until_the_next_call() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    finish(scene, 1, "09:10")
    assert pad(scene, "09:10:59")[0] == "asking"
    assert pad(scene, "09:11")[0] == "idle"
    call(scene, 1, "09:10:30")
    assert pad(scene, "09:10:30")[0] == "idle"
    scene.do(Undo("S1", 1), "09:10:35")
    assert pad(scene, "09:10:35") == ("asking", "A001", 1)


def test_a_transfer_is_rated_like_an_end_and_a_hold_is_not() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    scene.do(Transfer("S1", 1, service="E"), "09:06")
    assert pad(scene, "09:06")[0] == "asking"
    serve(scene, 2, "09:06")
    scene.do(HoldTicket("S2", 2, hold=Hold.KEPT), "09:07")
    assert pad(scene, "09:07", 2)[0] == "idle"


def test_a_transfer_before_the_service_began_is_not_rated() -> None:
    scene = morning()
    scene.do(CallTicket("S1", 1, "A001", "other"), "09:05")
    scene.do(Transfer("S1", 1, service="E"), "09:06")
    assert pad(scene, "09:06")[0] == "idle"


def test_a_service_that_somebody_else_ended_is_not_rated() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    scene.do(Finish("manager", 1, forced=True), "11:00")
    assert pad(scene, "11:00")[0] == "idle"


def test_the_card_is_of_whoever_served() -> None:
    scene = morning()
    assert show(scene, "pad", "09:04", window="1")["staff"] == {"id": "S1", "name": "staff S1", "photo": False}
    assert show(scene, "pad", "09:04", window="3")["staff"] is None
    serve(scene, 1, "09:05")
    finish(scene, 1, "09:06")
    scene.do(SignOut("S1", "1"), "09:06:10")
    assert show(scene, "pad", "09:06:20", window="1")["staff"]["id"] == "S1"


def test_it_has_five_levels_and_asks_the_last_two_why() -> None:
    shown = show(morning(), "pad", "09:05", window="1")
    assert [row["grade"] for row in shown["grades"]] == [5, 4, 3, 2, 1]
    assert [row["grade"] for row in shown["grades"] if row["asks_reasons"]] == [2, 1]
    assert shown["grades"][0]["name"] == {"zh": "非常满意", "en": "Very satisfied"}
    assert shown["reasons"] == [{"code": "other", "name": {"zh": "other", "en": "other"}}]
    assert shown["day"] == "2026-09-15"


@pytest.mark.parametrize("view", ["console", "pad", "window_board"])
@pytest.mark.parametrize("window", ["99", "guide", "", "01", "one", "9" * 5000, "-1", "１"])
def test_a_window_that_is_not_there_is_refused(view: str, window: str) -> None:
    assert refusal_of(morning(), view, window=window).code == "unknown_place"
