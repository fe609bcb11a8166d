"""The guide desk: today's list, and one ticket."""

from hallops.domain.commands import HoldTicket, PrintTicket, Transfer
from hallops.domain.ticket import Hold, State
from tests.domain.halls import Scene
from tests.services.showing import call, morning, refusal_of, serve, show


def ids(scene: Scene, **params: str) -> list[str]:
    return [row["id"] for row in show(scene, "guide", "09:30", **params)["tickets"]]


def test_the_list_has_the_newest_first() -> None:
    scene = morning()
    assert ids(scene) == ["E001", "A002", "A001"]
    row = show(scene, "guide", "09:30")["tickets"][0]
    assert (row["number"], row["service"], row["class"], row["state"], row["window"]) == (
        "E001",
        "E",
        "N",
        "waiting",
        None,
    )


def test_it_is_found_by_a_part_of_its_number_and_by_its_state() -> None:
    scene = morning()
    call(scene, 1, "09:05")
    assert ids(scene, q=" a0 ") == ["A002", "A001"]
    assert ids(scene, q="02") == ["A002"]
    assert ids(scene, state="waiting") == ["E001", "A002"]
    assert ids(scene, q="A", state="called") == ["A001"]
    assert ids(scene, q="nobody") == []
    refusal = refusal_of(scene, "guide", state="asleep")
    assert (refusal.code, refusal.facts["state"]) == ("unknown_state", "asleep")


def test_every_state_is_counted() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    counts = show(scene, "guide", "09:30")["counts"]
    assert set(counts) == set(State)
    assert (counts["waiting"], counts["serving"], counts["done"]) == (2, 1, 0)


def test_both_legs_of_a_transfer_are_there() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    scene.do(Transfer("S1", 1, service="E"), "09:06")
    assert ids(scene, q="a001") == ["A001-2", "A001"]


def test_a_class_comes_with_its_proof() -> None:
    classes = show(morning(), "guide", "09:30")["classes"]
    assert [(row["code"], row["proof"] and row["proof"]["zh"]) for row in classes] == [
        ("N", None),
        ("S", "age"),
        ("M", "card"),
    ]


def test_one_ticket_with_what_can_be_done_about_it() -> None:
    scene = morning()
    scene.do(PrintTicket("D1", "A001"), "09:03")
    serve(scene, 1, "09:05")
    scene.do(HoldTicket("S1", 1, hold=Hold.KEPT), "09:06")
    shown = show(scene, "guide_ticket", "09:07", ticket="A001")
    assert (shown["ticket"]["state"], shown["ticket"]["printed"], shown["ticket"]["window"]) == ("held", 1, 1)
    assert shown["actions"]["Leave"] == {"possible": True, "why": None}
    assert shown["actions"]["PrintTicket"]["possible"]
    assert shown["actions"]["Requeue"]["why"]["code"] == "held_elsewhere"
    assert "1号窗口" in shown["actions"]["Requeue"]["why"]["sentence"]["zh"]
    assert refusal_of(scene, "guide_ticket", ticket="A999").code == "unknown_ticket"
