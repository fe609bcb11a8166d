"""What a visitor confirms: asked while being served, answered once, by that window's pad."""

import pytest

from hallops.domain.commands import CallNext, Finish, Issue, SignIn, Start, Undo
from hallops.domain.confirmation import Verdict
from hallops.domain.deciding.confirm import pending_at
from hallops.domain.personal_commands import AskConfirm, Confirm, DeclineConfirm, WithdrawConfirm
from hallops.domain.refusal import Refusal
from tests.domain.halls import Scene

HASH = "a1" * 32


def served() -> Scene:
    scene = Scene()
    scene.do(SignIn("S1", "1", "S1"), "08:50")
    scene.do(Issue("D1", "A"), "09:00")
    scene.do(CallNext("S1", 1), "09:01")
    scene.do(Start("S1", 1), "09:02")
    return scene


def ask(scene: Scene, clock: str, confirmation: str = "c1") -> None:
    scene.do(AskConfirm("S1", 1, confirmation=confirmation), clock)


def test_a_visitor_signs_what_was_asked_once() -> None:
    scene = served()
    ask(scene, "09:03")
    pending = pending_at(scene.day, 1)
    assert pending is not None
    assert (pending.id, pending.ticket) == ("c1", "A001")
    (event,) = scene.do(Confirm("E1", 1, "c1", HASH), "09:04")
    assert (type(event).__name__, scene.day.confirmations["c1"].verdict) == ("Confirmed", Verdict.SIGNED)
    assert pending_at(scene.day, 1) is None
    with pytest.raises(Refusal, match="A001 was to confirm is signed"):
        scene.do(DeclineConfirm("E1", 1, "c1"), "09:05")


def test_one_thing_at_a_time_and_again_after_not_right() -> None:
    scene = served()
    ask(scene, "09:03")
    with pytest.raises(Refusal, match="has something to confirm already"):
        ask(scene, "09:03", "c2")
    scene.do(DeclineConfirm("E1", 1, "c1"), "09:04")
    ask(scene, "09:05", "c2")
    scene.do(WithdrawConfirm("S1", 1, "c2"), "09:06")
    with pytest.raises(Refusal, match="withdrawn"):
        scene.do(Confirm("E1", 1, "c2", HASH), "09:07")


def test_nobody_is_asked_before_the_service_and_nobody_else_answers() -> None:
    scene = Scene()
    scene.do(SignIn("S1", "1", "S1"), "08:50")
    with pytest.raises(Refusal, match="no visitor"):
        ask(scene, "09:00")
    scene = served()
    ask(scene, "09:03")
    for command in (Confirm("E2", 2, "c1", HASH), Confirm("E1", 1, "c9", HASH)):
        with pytest.raises(Refusal) as refused:
            scene.do(command, "09:04")
        assert refused.value.code == "unknown_confirmation"
    with pytest.raises(Refusal, match="SHA-256"):
        scene.do(Confirm("E1", 1, "c1", "signed, promised"), "09:04")


def test_what_was_signed_counts_though_the_pad_brings_it_after_the_end() -> None:
    scene = served()
    ask(scene, "09:03")
    scene.do(Finish("S1", 1), "09:04")
    assert pending_at(scene.day, 1) is None
    scene.do(Confirm("E1", 1, "c1", HASH), "09:05")
    assert scene.day.confirmations["c1"].hash == HASH


def test_what_was_asked_can_not_be_undone_from_under_the_visitor() -> None:
    scene = served()
    ask(scene, "09:02:05")
    with pytest.raises(Refusal) as refused:
        scene.do(Undo("S1", 1), "09:02:08")
    assert refused.value.code == "undo_overtaken"
