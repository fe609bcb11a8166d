"""The boards: of the hall, of a zone, over a window."""

from dataclasses import replace

from hallops.domain.commands import CallTicket, HoldTicket, Issue, Miss, Pause, Recall, SignIn, Transfer
from hallops.domain.hall import Service, Window, Zone
from hallops.domain.names import Name
from hallops.domain.rules import MINUTE, Rules
from hallops.domain.ticket import Hold
from tests.domain.halls import Scene, at, name, small_hall
from tests.services.showing import call, finish, morning, refusal_of, serve, show


def numbers(scene: Scene, clock: str) -> list[str]:
    return [row["number"] for row in show(scene, "board", clock)["calls"]]


def test_it_shows_the_newest_call_first_and_who_waits() -> None:
    scene = morning()
    call(scene, 1, "09:05")
    serve(scene, 2, "09:06")
    board = show(scene, "board", "09:07")
    assert board["newest"] == {"call": 2, "number": "A002", "window": 2, "at": at("09:06"), "recalled": 0}
    assert [row["number"] for row in board["calls"]] == ["A002", "A001"]
    assert board["waiting"] == [
        {"service": "A", "name": {"zh": "social", "en": "social"}, "waiting": 0, "windows": [1, 2]},
        {"service": "E", "name": {"zh": "housing", "en": "housing"}, "waiting": 1, "windows": [1, 2]},
    ]
    assert (board["total_waiting"], board["open_windows"], board["mode"]["id"]) == (1, [1, 2], "weekday")


def test_a_recall_is_the_newest_call_again() -> None:
    scene = morning()
    call(scene, 1, "09:05")
    call(scene, 2, "09:06")
    scene.do(Recall("S1", 1), "09:07")
    newest = show(scene, "board", "09:07")["newest"]
    assert (newest["number"], newest["at"], newest["recalled"]) == ("A001", at("09:07"), 1)


def test_whoever_did_not_come_leaves_the_board() -> None:
    scene = morning(Scene(small_hall(rules=Rules(missed_after_calls=1))))
    serve(scene, 2, "09:05")
    call(scene, 1, "09:06")
    scene.do(Miss("S1", 1), "09:07")
    assert numbers(scene, "09:07") == ["A001"]


def test_a_number_stands_there_once_after_a_transfer_or_a_second_call() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    scene.do(Transfer("S1", 1, service="E"), "09:06")
    scene.do(CallTicket("S2", 2, "A001-2", "other"), "09:07")
    assert show(scene, "board", "09:07")["calls"] == [
        {"call": 2, "number": "A001", "window": 2, "at": at("09:07"), "recalled": 0}
    ]


def test_it_keeps_to_the_last_eight() -> None:
    scene = morning()
    for minute in range(10, 20):
        scene.do(Issue("D1", "A"), f"09:{minute}")
        serve(scene, 1, f"09:{minute}:10")
        finish(scene, 1, f"09:{minute}:30")
    assert len(numbers(scene, "09:30")) == 8


def test_a_paused_window_is_not_open_and_noon_has_its_note() -> None:
    scene = morning()
    scene.do(Pause("S2", "2", "other"), "12:01")
    board = show(scene, "board", "12:02")
    assert (board["open_windows"], board["lunch_note"], board["mode"]["windows"]) == ([1], True, [1, 2])
    assert (board["mode"]["from"], board["mode"]["to"]) == ("12:00", "13:00")
    assert show(scene, "board", "13:00")["lunch_note"] is False


def test_outside_the_hours_it_is_quiet_and_not_empty() -> None:
    board = show(Scene(), "board", "20:00")
    assert (board["mode"], board["newest"], board["total_waiting"]) == (None, None, 0)
    assert len(board["waiting"]) == 2


def zoned() -> Scene:
    """Window 1 and service A in zone X, window 2 and service E in zone Y."""
    scene = Scene(
        small_hall(
            zones={code: Zone(code, name(f"zone {code}"), floor) for code, floor in (("X", "1"), ("Y", "2"))},
            windows={1: Window(1, {"A": 1, "E": 2}, zone="X"), 2: Window(2, {"E": 1, "A": 2}, zone="Y")},
            services={
                "A": Service("A", "A", name("social"), 10 * MINUTE, zone="X"),
                "E": Service("E", "E", name("housing"), 20 * MINUTE, zone="Y"),
            },
            modes=(small_hall().modes[0],),
        )
    )
    return morning(scene)


def test_a_zone_shows_its_own_windows_and_services() -> None:
    scene = zoned()
    call(scene, 1, "09:05")
    call(scene, 2, "09:06")
    board = show(scene, "board", "09:07", zone="Y")
    assert [row["number"] for row in board["calls"]] == ["E001"]
    assert [(row["service"], row["windows"]) for row in board["waiting"]] == [("E", [2])]
    assert (board["open_windows"], board["zone"]["name"]["zh"]) == ([2], "zone Y")


def test_a_floor_is_all_of_its_zones() -> None:
    scene = zoned()
    call(scene, 1, "09:05")
    call(scene, 2, "09:06")
    board = show(scene, "board", "09:07", floor="2")
    assert ([row["number"] for row in board["calls"]], board["floor"]) == (["E001"], "2")
    assert [row["service"] for row in board["waiting"]] == ["E"]
    assert show(scene, "board", "09:07", floor="1", zone="Y")["waiting"] == []
    assert refusal_of(scene, "board", floor="9").facts["known"] == "1, 2"
    assert refusal_of(morning(), "board", floor="1").code == "unknown_floor"


def test_a_service_without_a_zone_is_where_a_window_is_there_for_it() -> None:
    scene = zoned()
    scene.halls[1] = replace(scene.halls[1], services={**scene.halls[1].services, "E": small_hall().services["E"]})
    scene.day.set_version(1)
    assert [row["service"] for row in show(scene, "board", "09:07", zone="Y")["waiting"]] == ["E"]
    assert [row["service"] for row in show(scene, "board", "09:07", zone="X")["waiting"]] == ["A"]


def test_boards_carry_the_halls_notices() -> None:
    scene = morning(Scene(small_hall(notices=(Name("通知", "Notice"),))))
    assert show(scene, "board", "09:07")["notices"] == [{"zh": "通知", "en": "Notice"}]
    assert show(scene, "door", "09:07")["notices"] == show(scene, "window_board", "09:07", window="1")["notices"]


def test_a_zone_that_is_not_there_is_refused() -> None:
    assert refusal_of(zoned(), "board", zone="Q").facts["known"] == "X, Y"
    assert refusal_of(morning(), "board", zone="Q").code == "unknown_zone"


def test_a_window_board_says_whom_it_waits_for() -> None:
    scene = morning()
    assert show(scene, "window_board", "09:00", window="3")["state"] == "empty"
    call(scene, 1, "09:05")
    scene.do(Recall("S1", 1), "09:05:20")
    board = show(scene, "window_board", "09:06", window="1")
    assert (board["state"], board["current"]["number"], board["current"]["recalled"]) == ("called", "A001", 1)
    assert board["current"]["at"] == at("09:05:20")


def test_a_held_visitor_is_no_longer_at_the_window() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    scene.do(HoldTicket("S1", 1, hold=Hold.KEPT), "09:06")
    board = show(scene, "window_board", "09:06", window="1")
    assert (board["state"], board["current"]) == ("free", None)


def test_a_post_has_no_window_board() -> None:
    scene = morning()
    scene.do(SignIn("S4", "guide", "S4"), "09:05")
    assert refusal_of(scene, "window_board", window="guide").code == "unknown_place"
