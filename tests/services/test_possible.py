"""What is possible: always what `perform` would do, and always with the reason."""

import random

import pytest

from hallops.domain.commands import (
    CallTicket,
    HoldTicket,
    Issue,
    Miss,
    Pause,
    Reinsert,
    SignIn,
    SignOut,
    Start,
    Transfer,
)
from hallops.domain.refusal import Refusal
from hallops.domain.rules import Rules
from hallops.domain.ticket import Hold
from hallops.services.possible import Actions, primary, ticket_actions, window_actions
from tests.domain.halls import Scene, at, small_hall
from tests.domain.test_machine import STEPS, PressedDay, Presser, rules
from tests.services.showing import call, finish, morning, serve


def possible(actions: Actions) -> set[str]:
    return {name for name, refusal in actions.items() if refusal is None}


def at_window(scene: Scene, window: int, clock: str) -> set[str]:
    return possible(window_actions(scene.day, window, at(clock)))


def codes(actions: Actions) -> dict[str, str]:
    return {name: refusal.code for name, refusal in actions.items() if refusal is not None}


def test_an_empty_window_can_only_be_taken() -> None:
    scene = Scene()
    assert at_window(scene, 1, "08:50") == {"SignIn"}
    assert set(codes(window_actions(scene.day, 1, at("08:50"))).values()) >= {"place_empty", "nothing_held"}
    assert primary(scene.day, 1) == "SignIn"


def test_a_free_window_calls_and_one_with_a_visitor_serves() -> None:
    scene = morning()
    assert at_window(scene, 1, "09:05") == {"SignOut", "Pause", "CallNext", "CallTicket"}
    assert primary(scene.day, 1) == "CallNext"
    call(scene, 1, "09:05")
    assert at_window(scene, 1, "09:05:30") == {"Start", "Recall", "Transfer"}
    assert primary(scene.day, 1) == "Start"
    scene.do(Start("S1", 1), "09:06")
    assert at_window(scene, 1, "09:07") == {"Finish", "HoldTicket", "Transfer"}
    assert primary(scene.day, 1) == "Finish"


def test_a_paused_window_goes_on() -> None:
    scene = morning()
    scene.do(Pause("S1", "1", "other"), "09:05")
    assert at_window(scene, 1, "09:05") == {"Continue", "SignOut"}
    assert primary(scene.day, 1) == "Continue"


def test_the_last_action_can_be_taken_back_for_ten_seconds() -> None:
    scene = morning()
    call(scene, 1, "09:05")
    assert "Undo" in at_window(scene, 1, "09:05:10")
    assert codes(window_actions(scene.day, 1, at("09:05:11")))["Undo"] == "undo_late"


def test_a_window_without_anybody_in_line_says_so() -> None:
    scene = Scene()
    scene.do(SignIn("S1", "1", "S1"), "08:50")
    said = codes(window_actions(scene.day, 1, at("09:00")))
    assert (said["CallNext"], said["CallTicket"]) == ("nobody_waits", "nobody_waits")


def test_a_ticket_that_must_let_others_pass_can_still_be_chosen() -> None:
    scene = Scene(small_hall(rules=Rules(missed_after_calls=1)))
    scene.do(SignIn("S1", "1", "S1"), "08:50")
    scene.do(Issue("D1", "A"), "09:00")
    call(scene, 1, "09:01")
    scene.do(Miss("S1", 1), "09:02")
    scene.do(Reinsert("guide", "A001"), "09:03")
    said = window_actions(scene.day, 1, at("09:04"))
    assert said["CallTicket"] is None
    assert codes(said)["CallNext"] == "nobody_waits"


def test_papers_that_lie_at_another_window_are_resumed_there_only() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    scene.do(HoldTicket("S1", 1, hold=Hold.KEPT), "09:06")
    assert "Resume" in at_window(scene, 1, "09:06")
    assert codes(window_actions(scene.day, 2, at("09:06")))["Resume"] == "held_elsewhere"


def test_nobody_is_sent_to_a_service_that_is_over() -> None:
    scene = morning()
    scene.do(SignOut("S2", "2"), "09:05")
    scene.do(CallTicket("S1", 1, "A001", "other"), "09:06")
    assert "Transfer" in at_window(scene, 1, "09:06")
    scene.do(Transfer("S1", 1, service="E"), "09:07")
    assert scene.day.tickets["A001-2"].service == "E"


def test_a_ticket_knows_what_can_be_done_about_it() -> None:
    scene = morning()
    everything = {"PrintTicket", "SetPriority", "SetNeeds", "Leave", "Cancel"}
    assert possible(ticket_actions(scene.day, "A001", at("09:05"))) == everything
    serve(scene, 1, "09:05")
    assert codes(ticket_actions(scene.day, "A001", at("09:06")))["Rate"] == "not_rateable"
    finish(scene, 1, "09:10")
    assert possible(ticket_actions(scene.day, "A001", at("09:11"))) == {"PrintTicket", "Rate"}


def test_before_the_day_opens_nothing_is_the_next_step() -> None:
    scene = Scene(opened=None)
    assert primary(scene.day, 1) is None
    assert set(codes(window_actions(scene.day, 1, at("06:00"))).values()) == {"day_ahead"}


def test_what_is_not_there_is_refused() -> None:
    scene = morning()
    with pytest.raises(Refusal, match="no window or post 99"):
        window_actions(scene.day, 99, at("09:05"))
    with pytest.raises(Refusal, match="no ticket A999"):
        ticket_actions(scene.day, "A999", at("09:05"))
    assert isinstance(window_actions(scene.day, 3, at("09:05"))["CallNext"], Refusal)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_carried_out_was_said_to_be_possible(seed: int) -> None:
    """The other direction of "possible": a plausible command must never be pickier than a real one."""
    rng = random.Random(seed)
    pressed, presser = PressedDay(rules(automatic=seed % 2 == 0, on_call=seed % 3 == 0)), Presser(rng)
    for _ in range(250):
        command, step = presser.command(pressed.day), rng.choice(STEPS)
        name, now = type(command).__name__, max(pressed.now + step, at("09:00"))
        window = str(getattr(command, "window", None) or getattr(command, "place", ""))
        ticket = getattr(command, "ticket", None)
        said: Actions = {}
        if window.isdecimal() and int(window) in pressed.day.hall.windows:
            said = window_actions(pressed.day, int(window), now)
        elif ticket in pressed.day.tickets:
            said = ticket_actions(pressed.day, ticket, now)
        accepted = pressed.press(command, step) is None
        if accepted and name in said and not (getattr(command, "forced", False) or getattr(command, "finish", None)):
            assert said[name] is None, (name, said[name])
