"""A ticket's way through the hall, told as scenes at the windows."""

import pytest

from hallops.domain.commands import (
    CallNext,
    CallTicket,
    Cancel,
    Finish,
    HoldTicket,
    Issue,
    KeepTime,
    Leave,
    Miss,
    Pause,
    Rate,
    Recall,
    Reinsert,
    Requeue,
    Resume,
    SetPriority,
    SignIn,
    SignOut,
    Start,
    Transfer,
    Undo,
)
from hallops.domain.hall_day import Phase
from hallops.domain.invariants import violations
from hallops.domain.refusal import Refusal
from hallops.domain.rules import Rules
from hallops.domain.ticket import Hold, State
from tests.domain.halls import Scene, at, small_hall


@pytest.fixture
def scene() -> Scene:
    """Ten past nine: windows 1 and 2 are staffed, A001, A002 and E001 wait."""
    scene = Scene()
    scene.do(SignIn("S1", "1", "S1"), "08:50")
    scene.do(SignIn("S2", "2", "S2"), "08:55")
    for minute, service in enumerate(("A", "A", "E")):
        scene.do(Issue("D1", service), f"09:0{minute}")
    return scene


def refused(scene: Scene, command: object, clock: str) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        scene.do(command, clock)  # type: ignore[arg-type]
    assert violations(scene.day) == []
    assert str(refusal.value)
    return refusal.value


def state(scene: Scene, ticket: str) -> State:
    return scene.day.tickets[ticket].state


def serve(scene: Scene, window: int, clock: str) -> None:
    scene.do(CallNext("S", window), clock)
    scene.do(Start("S", window), clock)


def test_a_ticket_is_called_served_and_rated(scene: Scene) -> None:
    serve(scene, 1, "09:10")
    scene.do(Finish("S1", 1, "A001"), "09:15")
    scene.do(Rate("pad1", call=1, grade=5), "09:16")
    ticket, call = scene.day.tickets["A001"], scene.day.calls[1]
    assert (ticket.state, ticket.called, ticket.ended) == (State.DONE, at("09:10"), at("09:15"))
    assert (call.score, call.passed_over, call.rule, call.grade) == (1000, 0, 1, 5)
    assert violations(scene.day) == []


def test_two_windows_never_get_one_ticket(scene: Scene) -> None:
    scene.do(CallNext("S1", 1), "09:10")
    scene.do(CallNext("S2", 2), "09:10")
    assert {desk.ticket for desk in scene.day.desks.values()} == {"A001", "A002"}


def test_a_busy_window_is_told_whom_it_has_and_what_it_may_do(scene: Scene) -> None:
    scene.do(CallNext("S1", 1), "09:10")
    refusal = refused(scene, CallNext("S1", 1), "09:11")
    assert refusal.code == "window_busy"
    assert refusal.possible == ("Start", "Recall", "Miss", "Transfer")
    assert "A001" in str(refusal)
    assert "called" in str(refusal)


def test_a_late_press_about_an_earlier_ticket_is_refused(scene: Scene) -> None:
    serve(scene, 1, "09:10")
    scene.do(Finish("S1", 1, "A001"), "09:11")
    serve(scene, 1, "09:11")
    assert refused(scene, Finish("S1", 1, "A001"), "09:11").code == "other_ticket"


def test_recalls_keep_a_gap_and_a_limit(scene: Scene) -> None:
    scene.do(CallNext("S1", 1), "09:10")
    assert refused(scene, Recall("S1", 1), "09:10:09").code == "recall_soon"
    for second in range(10, 60, 10):
        scene.do(Recall("S1", 1), f"09:10:{second}")
    assert refused(scene, Recall("S1", 1), "09:12").code == "recall_limit"


def test_an_absent_visitor_comes_back_behind_three_others_and_not_twice(scene: Scene) -> None:
    for _ in range(4):
        scene.do(Issue("D1", "A"), "09:04")
    scene.do(CallNext("S1", 1), "09:10")
    assert refused(scene, Miss("S1", 1), "09:10").code == "miss_soon"
    scene.do(Recall("S1", 1), "09:10:10")
    scene.do(Recall("S1", 1), "09:10:20")
    scene.do(Miss("S1", 1), "09:10:30")
    scene.do(Reinsert("guide", "A001"), "09:11")
    served = []
    for _ in range(5):
        scene.do(CallNext("S1", 1), "09:12")
        served.append(scene.day.desks["1"].ticket)
        scene.do(Start("S1", 1), "09:12")
        scene.do(Finish("S1", 1), "09:12")
    called_before = [ticket for ticket in served[: served.index("A001")] if ticket and ticket.startswith("A")]
    assert len(called_before) == 3


def test_a_second_absence_is_a_no_show(scene: Scene) -> None:
    for clock in ("09:10", "09:40"):
        scene.do(CallTicket("S1", 1, "A001", "other"), f"{clock}:00")
        scene.do(Recall("S1", 1), f"{clock}:10")
        scene.do(Recall("S1", 1), f"{clock}:20")
        scene.do(Miss("S1", 1), f"{clock}:30")
        if clock == "09:10":
            scene.do(Reinsert("guide", "A001"), "09:11")
    assert state(scene, "A001") is State.NO_SHOW


def test_a_reinserted_ticket_is_callable_after_its_time(scene: Scene) -> None:
    scene.do(CallTicket("S1", 1, "E001", "other"), "09:10")
    scene.do(Recall("S1", 1), "09:10:10")
    scene.do(Recall("S1", 1), "09:10:20")
    scene.do(Miss("S1", 1), "09:10:30")
    scene.do(Reinsert("guide", "E001"), "09:11")
    scene.do(SignIn("S3", "3", "S3"), "09:11")
    assert refused(scene, CallNext("S3", 3), "09:25:59").code == "nobody_waits"
    scene.do(CallNext("S3", 3), "09:26")
    assert scene.day.desks["3"].ticket == "E001"
    assert scene.day.tickets["E001"].joined == at("09:02")


def test_kept_papers_go_on_at_their_window_at_once(scene: Scene) -> None:
    serve(scene, 1, "09:10")
    scene.do(HoldTicket("S1", 1, hold=Hold.KEPT), "09:12")
    assert refused(scene, Resume("S2", 2, "A001"), "09:13").code == "held_elsewhere"
    assert refused(scene, Requeue("guide", "A001"), "09:13").code == "held_elsewhere"
    scene.do(Resume("S1", 1, "A001"), "09:20")
    assert state(scene, "A001") is State.SERVING


def test_returned_papers_wait_again_for_any_window_with_the_old_joining_time(scene: Scene) -> None:
    serve(scene, 1, "09:10")
    scene.do(HoldTicket("S1", 1, hold=Hold.RETURNED), "09:12")
    scene.do(Resume("S2", 2, "A001"), "09:30")
    assert state(scene, "A001") is State.WAITING
    scene.do(CallNext("S2", 2), "09:31")
    assert scene.day.desks["2"].ticket == "A001"


def test_a_step_elsewhere_goes_on_at_its_window_or_waits_for_another(scene: Scene) -> None:
    serve(scene, 1, "09:10")
    scene.do(HoldTicket("S1", 1, hold=Hold.STEP), "09:12")
    scene.do(Resume("S2", 2, "A001"), "09:30")
    assert state(scene, "A001") is State.WAITING


def test_a_transferred_visitor_keeps_the_number_the_class_and_the_place_in_the_day(scene: Scene) -> None:
    scene.do(SetPriority("guide", "A001", "S", proof_seen=True), "09:05")
    serve(scene, 1, "09:10")
    scene.do(Transfer("S1", 1, service="E"), "09:15")
    leg = scene.day.tickets["A001-2"]
    assert state(scene, "A001") is State.TRANSFERRED
    assert (leg.spoken, leg.priority, leg.joined, leg.seq, leg.visit) == ("A001", "S", at("09:15"), 4, "A001")
    assert violations(scene.day) == []


def test_a_held_visitor_is_sent_on_while_the_window_serves_others(scene: Scene) -> None:
    serve(scene, 1, "09:10")
    scene.do(HoldTicket("S1", 1, hold=Hold.STEP), "09:12")
    serve(scene, 1, "09:13")
    scene.do(Transfer("S1", 1, "A001", service="E"), "09:15")
    leg = scene.day.tickets["A001-2"]
    assert state(scene, "A001") is State.TRANSFERRED
    assert (leg.service, leg.joined, leg.transferred) == ("E", at("09:15"), True)
    desk = scene.day.desk_at(1)
    assert desk is not None
    assert desk.ticket not in {None, "A001"}
    assert violations(scene.day) == []
    scene.do(Undo("S1", 1), "09:15:05")
    assert state(scene, "A001") is State.HELD
    assert "A001-2" not in scene.day.tickets
    assert violations(scene.day) == []


def test_every_step_at_a_window_can_be_taken_back_within_ten_seconds(scene: Scene) -> None:
    day = scene.day

    def undone(clock: str, was: State) -> None:
        scene.do(Undo("S1", 1), clock)
        assert state(scene, "A001") is was
        assert violations(day) == []

    scene.do(CallNext("S1", 1), "09:10")
    undone("09:10:10", State.WAITING)
    assert len(day.lines) == 3
    scene.do(CallNext("S1", 1), "09:11")
    scene.do(Start("S1", 1), "09:12")
    undone("09:12:05", State.CALLED)
    scene.do(Start("S1", 1), "09:12:10")
    scene.do(Finish("S1", 1), "09:13")
    undone("09:13:05", State.SERVING)
    scene.do(HoldTicket("S1", 1, hold=Hold.KEPT), "09:14")
    undone("09:14:05", State.SERVING)
    scene.do(Transfer("S1", 1, service="E"), "09:15")
    undone("09:15:05", State.SERVING)
    assert "A001-2" not in day.tickets
    assert day.desks["1"].ticket == "A001"


def test_an_undo_comes_too_late_or_after_somebody_else(scene: Scene) -> None:
    assert refused(scene, Undo("S1", 1), "09:09").code == "nothing_to_undo"
    scene.do(CallNext("S1", 1), "09:10")
    assert refused(scene, Undo("S1", 1), "09:10:11").code == "undo_late"
    scene.do(Start("S1", 1), "09:11")
    scene.do(Finish("S1", 1), "09:12")
    scene.do(Rate("pad1", 1, 5), "09:12:05")
    assert refused(scene, Undo("S1", 1), "09:12:06").code == "undo_overtaken"


def test_a_chosen_ticket_is_called_for_a_reason_and_tells_whom_it_passed_over(scene: Scene) -> None:
    assert refused(scene, CallTicket("S1", 1, "E001", "friend"), "09:10").code == "unknown_reason"
    scene.do(CallTicket("S1", 1, "E001", "other"), "09:10")
    assert scene.day.calls[1].passed_over == 2
    assert scene.day.calls[1].reason == "other"


def test_an_accessible_need_is_met_at_an_accessible_window_only(scene: Scene) -> None:
    scene.do(Issue("D1", "A", accessible=True), "09:05")
    assert refused(scene, CallTicket("S2", 2, "A003", "other"), "09:10").code == "window_not_accessible"
    for _ in range(3):
        serve(scene, 2, "09:10")
        scene.do(Finish("S2", 2), "09:10")
    assert refused(scene, CallNext("S2", 2), "09:11").code == "nobody_waits"
    scene.do(CallNext("S1", 1), "09:11")
    assert scene.day.desks["1"].ticket == "A003"


def test_a_forgotten_service_is_ended_by_the_manager_and_flagged(scene: Scene) -> None:
    serve(scene, 1, "09:10")
    assert refused(scene, SignOut("S1", "1"), "09:30").code == "window_busy"
    scene.do(SignOut("manager", "1", forced=True), "11:30")
    assert state(scene, "A001") is State.DONE
    assert scene.day.tickets["A001"].flagged
    assert scene.day.duty[0].forced
    scene.do(SignIn("S1", "1", "S1"), "11:31")


def test_a_stuck_call_is_ended_by_the_manager_as_a_no_show(scene: Scene) -> None:
    scene.do(CallNext("S1", 1), "09:10")
    scene.do(Finish("manager", 1, forced=True), "10:10")
    assert (state(scene, "A001"), scene.day.tickets["A001"].flagged) == (State.NO_SHOW, True)
    assert violations(scene.day) == []


def test_a_pause_has_a_reason_and_no_calls(scene: Scene) -> None:
    assert refused(scene, Pause("S1", "1", "coffee with Li"), "09:10").code == "unknown_reason"
    scene.do(Pause("S1", "1", "other"), "09:10")
    assert refused(scene, CallNext("S1", 1), "09:11").code == "window_paused"


def test_one_person_sits_at_one_place(scene: Scene) -> None:
    assert refused(scene, SignIn("S1", "3", "S1"), "09:10").code == "staff_elsewhere"
    assert refused(scene, SignIn("S3", "1", "S3"), "09:10").code == "place_taken"
    assert refused(scene, SignIn("S3", "9", "S3"), "09:10").code == "unknown_place"
    scene.do(SignIn("S3", "guide", "S3"), "09:10")


def test_visitors_leave_and_tickets_are_taken_back(scene: Scene) -> None:
    scene.do(Leave("guide", "A001"), "09:10")
    scene.do(Cancel("guide", "A002", "other"), "09:10")
    assert (state(scene, "A001"), state(scene, "A002")) == (State.LEFT, State.CANCELLED)
    assert refused(scene, Leave("guide", "A001"), "09:11").code == "ticket_state"


def test_service_may_start_with_the_call() -> None:
    scene = Scene(small_hall(rules=Rules(start_on_call=True)))
    scene.do(SignIn("S1", "1", "S1"), "08:50")
    scene.do(Issue("D1", "A"), "09:00")
    scene.do(CallNext("S1", 1), "09:01")
    assert state(scene, "A001") is State.SERVING
    scene.do(Undo("S1", 1), "09:01:05")
    assert state(scene, "A001") is State.WAITING


def test_with_automatic_calls_the_ticket_goes_to_the_best_window_that_asked() -> None:
    scene = Scene(small_hall(rules=Rules(automatic_call=True)))
    for window in (1, 2, 3):
        scene.do(SignIn(f"S{window}", str(window), f"S{window}"), "08:50")
        scene.do(CallNext(f"S{window}", window), f"08:5{window}")
    assert refused(scene, CallNext("S1", 1), "08:55").code == "window_asked"
    scene.do(Issue("D1", "E"), "09:00")
    assert scene.day.desks["1"].ticket == "E001"
    scene.do(Issue("D1", "E"), "09:01")
    assert scene.day.desks["3"].ticket == "E002"
    scene.do(Issue("D1", "E"), "09:02")
    assert scene.day.desks["2"].ticket == "E003"
    assert violations(scene.day) == []


def test_the_calendar_opens_and_closes_the_day_without_a_person(scene: Scene) -> None:
    serve(scene, 1, "17:00")
    phases = []
    for clock in ("18:00", "19:30"):
        scene.do(KeepTime("calendar"), clock)
        phases.append(scene.day.phase)
    assert phases == [Phase.OPEN, Phase.CLOSED]
    assert {t.state for t in scene.day.tickets.values()} == {State.DONE, State.EXPIRED}
    assert scene.day.tickets["A001"].flagged
    assert refused(scene, Issue("D1", "A"), "19:31").code == "day_closed"


def test_the_day_closes_early_when_nobody_is_left(scene: Scene) -> None:
    for ticket in ("A001", "A002", "E001"):
        scene.do(Leave("guide", ticket), "17:00")
    for place in ("1", "2"):
        scene.do(SignOut("S", place), "17:31")
    scene.do(KeepTime("calendar"), "17:32")
    assert scene.day.phase is Phase.CLOSED


def test_nothing_is_possible_before_the_day() -> None:
    scene = Scene(opened=None)
    scene.do(KeepTime("calendar"), "08:29")
    assert refused(scene, SignIn("S1", "1", "S1"), "08:29").code == "day_ahead"


def test_a_clock_that_jumps_back_stops_time_and_nothing_else(scene: Scene) -> None:
    scene.do(CallNext("S1", 1), "09:10")
    scene.do(Start("S1", 1), "07:00")
    scene.do(Finish("S1", 1), "07:05")
    ticket = scene.day.tickets["A001"]
    assert ticket.started == ticket.ended == at("09:10")
    assert violations(scene.day) == []
