"""One ticket for several services of a visit, and the token that opens its page."""

from dataclasses import replace

import pytest

from hallops.domain.commands import CallNext, ChangeHall, Finish, Issue, Leave, SignIn, Start, Transfer, Undo
from hallops.domain.events import ServiceFinished, TicketTransferred
from hallops.domain.hall import Service, Window
from hallops.domain.invariants import violations
from hallops.domain.refusal import Refusal
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import State
from tests.domain.halls import Scene, name, small_hall

LINK = "Zx7-kq_2Lm9PvT4c"
NUMBER = "A001"


def wide_hall() -> Scene:
    """Window 1 serves social and housing, window 2 social only; company registration is window 3's."""
    base = small_hall()
    services = {
        **base.services,
        "J": Service("J", "J", name("company"), 10 * MINUTE, daily_limit=1),
        "W": Service("W", "W", name("web"), 10 * MINUTE, online_only=True),
    }
    windows = {1: Window(1, {"A": 1, "E": 1}, accessible=True), 2: Window(2, {"A": 1}), 3: Window(3, {"J": 1, "E": 2})}
    scene = Scene(replace(base, services=services, windows=windows))
    for number in (1, 2, 3):
        scene.do(SignIn(f"S{number}", str(number), f"S{number}"), "08:50")
    return scene


def served(scene: Scene, window: int, clock: str) -> None:
    scene.do(CallNext(f"S{window}", window), clock)
    scene.do(Start(f"S{window}", window), clock)


def refused(scene: Scene, command: Issue | Finish, clock: str = "09:30") -> str:
    with pytest.raises(Refusal) as caught:
        scene.do(command, clock)
    return caught.value.code


def test_the_next_service_opens_by_itself_with_the_same_number() -> None:
    scene = wide_hall()
    scene.do(Issue("D1", "A", also=("J", "E"), token=LINK, priority="S", proof_seen=True, accessible=False), "09:01")
    served(scene, 2, "09:02")
    (event,) = scene.do(Finish("S2", 2), "09:10")
    assert isinstance(event, TicketTransferred)
    first, following = scene.day.tickets["A001"], scene.day.tickets["A001-2"]
    assert (first.state, following.state) == (State.TRANSFERRED, State.WAITING)
    assert (following.service, following.also, following.spoken) == ("J", ("E",), "A001")
    assert (following.priority, following.token, following.visit) == ("S", LINK, first.visit)
    served(scene, 3, "09:11")
    scene.do(Finish("S3", 3), "09:20")
    served(scene, 1, "09:21")
    (last,) = scene.do(Finish("S1", 1), "09:30")
    assert isinstance(last, ServiceFinished)
    assert [scene.day.tickets[t].service for t in ("A001", "A001-2", "A001-3")] == ["A", "J", "E"]
    assert violations(scene.day) == []


def test_what_was_done_at_the_same_window_gets_no_leg() -> None:
    scene = wide_hall()
    scene.do(Issue("D1", "A", also=("J", "E")), "09:01")
    served(scene, 1, "09:02")
    scene.do(Finish("S1", 1, also_done=("E",)), "09:10")
    assert (scene.day.tickets["A001-2"].service, scene.day.tickets["A001-2"].also) == ("J", ())
    assert scene.day.tickets["A001"].also_done == ("E",)
    served(scene, 3, "09:11")
    scene.do(Finish("S3", 3), "09:12")
    assert set(scene.day.tickets) == {"A001", "A001-2"}
    assert violations(scene.day) == []


def test_a_clerk_can_only_have_done_what_was_asked_and_what_the_window_serves() -> None:
    scene = wide_hall()
    scene.do(Issue("D1", "A", also=("J",)), "09:01")
    served(scene, 2, "09:02")
    assert refused(scene, Finish("S2", 2, also_done=("E",))) == "not_also"
    assert refused(scene, Finish("S2", 2, also_done=("J",))) == "also_elsewhere"


def test_an_undone_finish_takes_the_next_leg_back() -> None:
    scene = wide_hall()
    scene.do(Issue("D1", "A", also=("E",)), "09:01")
    served(scene, 2, "09:02")
    scene.do(Finish("S2", 2), "09:10:00")
    scene.do(Undo("S2", 2), "09:10:05")
    assert set(scene.day.tickets) == {"A001"}
    assert scene.day.tickets["A001"].state is State.SERVING
    scene.do(Finish("S2", 2), "09:11")
    assert scene.day.tickets["A001-2"].service == "E"


def test_whoever_is_sent_on_by_hand_keeps_the_rest_of_the_visit() -> None:
    scene = wide_hall()
    scene.do(Issue("D1", "A", also=("E", "J")), "09:01")
    served(scene, 2, "09:02")
    scene.do(Transfer("S2", 2, service="J"), "09:03")
    assert (scene.day.tickets["A001-2"].service, scene.day.tickets["A001-2"].also) == ("J", ("E",))


def test_whoever_leaves_or_is_ended_by_force_takes_the_rest_along() -> None:
    scene = wide_hall()
    scene.do(Issue("D1", "A", also=("E",)), "09:01")
    scene.do(Issue("D1", "A", also=("E",)), "09:01")
    scene.do(Leave("guide", "A001"), "09:02")
    served(scene, 2, "09:03")
    scene.do(Finish("manager", 2, forced=True), "09:50")
    assert set(scene.day.tickets) == {"A001", "A002"}
    assert violations(scene.day) == []


@pytest.mark.parametrize(
    ("also", "code"),
    [
        (("X",), "unknown_service"),
        (("W",), "online_only"),
        (("A",), "service_twice"),
        (("E", "E"), "service_twice"),
        (("E", "J", "E", "J", "E"), "also_many"),
    ],
)
def test_what_can_not_be_asked_together_is_refused(also: tuple[str, ...], code: str) -> None:
    assert refused(wide_hall(), Issue("D1", "A", also=also)) == code


def test_a_further_service_has_to_be_offered_and_counts_for_its_limit() -> None:
    scene = wide_hall()
    scene.do(Issue("D1", "A", also=("J",)), "09:01")
    assert refused(scene, Issue("D1", "E", also=("J",))) == "service_full"
    assert refused(scene, Issue("D1", "A", also=("J",)), "12:30") == "service_opens_later"


def test_a_version_must_know_the_services_to_come() -> None:
    scene = wide_hall()
    scene.do(Issue("D1", "A", also=("J",)), "09:01")
    scene.halls[2] = small_hall(windows={number: Window(number, {"A": 1}) for number in (1, 2, 3)})
    with pytest.raises(Refusal) as caught:
        scene.do(ChangeHall("manager", 2), "09:02")
    assert caught.value.facts["missing"] == "service J"


def test_a_token_opens_one_visit_only() -> None:
    scene = wide_hall()
    scene.do(Issue("D1", "A", token=LINK), "09:01")
    assert scene.day.visit_of == {LINK: "A001"}
    assert refused(scene, Issue("D1", "A", token=LINK)) == "token_used"
    assert refused(scene, Issue("D1", "A", token=NUMBER)) == "token_malformed"
    assert refused(scene, Issue("D1", "A", item="张三")) == "item_malformed"
