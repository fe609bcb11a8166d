"""Finish and call next is one press: carried out together, and taken back together."""

import pytest

from hallops.domain.commands import CallNext, Finish, Issue, Rate, SignIn, Undo
from hallops.domain.events import ActionUndone, ServiceFinished, TicketCalled, WindowAsked
from hallops.domain.invariants import violations
from hallops.domain.refusal import Refusal
from hallops.domain.rules import Rules
from hallops.domain.ticket import State
from tests.domain.halls import Scene, small_hall
from tests.services.showing import call, morning, serve


def pressed(scene: Scene, clock: str = "09:10") -> list[str]:
    return [type(event).__name__ for event in scene.do(CallNext("S1", 1, "A001"), clock)]


def states(scene: Scene) -> tuple[State, State]:
    return scene.day.tickets["A001"].state, scene.day.tickets["A002"].state


def test_the_visitor_goes_and_the_next_one_is_called() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    assert pressed(scene) == [ServiceFinished.__name__, TicketCalled.__name__]
    assert states(scene) == (State.DONE, State.CALLED)


def test_one_undo_takes_both_back() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    pressed(scene)
    undone = scene.do(Undo("S1", 1), "09:10:05")
    assert [type(event) for event in undone] == [ActionUndone, ActionUndone]
    assert states(scene) == (State.SERVING, State.WAITING)
    assert scene.day.desks["1"].ticket == "A001"
    assert violations(scene.day) == []
    assert pressed(scene, "09:11") == [ServiceFinished.__name__, TicketCalled.__name__]


def test_a_rating_makes_the_end_final_and_only_the_call_is_taken_back() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    pressed(scene)
    scene.do(Rate("pad1", 1, 5), "09:10:03")
    scene.do(Undo("S1", 1), "09:10:05")
    assert states(scene) == (State.DONE, State.WAITING)
    assert violations(scene.day) == []
    with pytest.raises(Refusal, match="Others have acted"):
        scene.do(Undo("S1", 1), "09:10:06")


def test_two_presses_are_two_actions() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    scene.do(Finish("S1", 1), "09:10")
    call(scene, 1, "09:10")
    scene.do(Undo("S1", 1), "09:10:05")
    assert states(scene) == (State.DONE, State.WAITING)


def alone(rules: Rules) -> Scene:
    """One visitor, who is being served at window 1."""
    scene = Scene(small_hall(rules=rules))
    scene.do(SignIn("S1", "1", "S1"), "08:50")
    scene.do(Issue("D1", "A"), "09:00")
    serve(scene, 1, "09:05")
    return scene


def test_where_nobody_waits_the_visitor_goes_all_the_same() -> None:
    scene = alone(Rules())
    assert pressed(scene) == [ServiceFinished.__name__]
    scene.do(Undo("S1", 1), "09:10:05")
    assert scene.day.tickets["A001"].state is State.SERVING


def test_with_automatic_calls_the_window_has_asked() -> None:
    scene = alone(Rules(automatic_call=True))
    assert pressed(scene) == [ServiceFinished.__name__, WindowAsked.__name__]
    assert scene.day.desks["1"].asking


def test_a_late_press_does_not_end_another_visitors_service() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    pressed(scene)
    with pytest.raises(Refusal, match="came too late"):
        pressed(scene)
