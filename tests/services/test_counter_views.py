"""What the console and the guide desk show besides the queue: help calls, the line, ratings in sum, notices."""

from hallops.domain.commands import CallNext, Finish, Issue, Rate, Start, Transfer
from hallops.domain.help import AnswerHelp, AskHelp, EndHelp
from hallops.domain.names import Name
from hallops.domain.notice import GiveNotice
from tests.domain.halls import Scene, at, small_hall
from tests.services.showing import morning, refusal_of, serve, show


def test_whoever_asked_sees_that_somebody_comes_and_only_staff_see_who() -> None:
    scene = morning()
    scene.do(AskHelp("S1", "1", "other"), "09:05")
    scene.do(AnswerHelp("S4", 1), "09:06")
    public = show(scene, "help_calls", "09:06", place="1")
    assert public["calls"] == [
        {"help": 1, "kind": {"code": "other", "name": {"zh": "other", "en": "other"}}}
        | {"asked": at("09:05"), "answered": at("09:06")}
    ]
    assert show(scene, "console", "09:06", window="1")["help"][0]["staff"]["name"] == "staff S4"
    assert show(scene, "console", "09:06", window="2")["help"] == []
    scene.do(EndHelp("S4", 1), "09:07")
    assert show(scene, "help_calls", "09:07", place="1")["calls"] == []


def test_the_guide_desk_has_urgent_calls_first_then_the_oldest() -> None:
    hall = small_hall(reasons={})
    scene = Scene(hall)
    for number, (place, kind) in enumerate((("", "dispenser"), ("1", "window"), ("guide", "emergency"))):
        scene.do(AskHelp("D1", place, kind), f"09:0{number}")
    rows = show(scene, "guide", "09:03")["help"]
    assert [(row["help"], row["place_name"]["en"], row["urgent"]) for row in rows] == [
        (3, "guide desk", True),
        (1, "D1", False),
        (2, "Window 1", False),
    ]


def test_a_console_lists_whom_it_could_call() -> None:
    scene = morning()
    scene.do(Issue("D1", "A", accessible=True), "09:03")
    rows = show(scene, "console", "09:05", window="2")["waiting"]
    assert [(row["number"], row["class"], row["joined"]) for row in rows] == [
        ("A001", "N", at("09:00")),
        ("A002", "N", at("09:01")),
        ("E001", "N", at("09:02")),
    ]


def test_a_clerk_sees_ratings_only_when_they_are_many() -> None:
    scene = morning()
    for number in range(5):
        scene.do(Issue("D1", "A"), "09:03")
        scene.do(CallNext("S1", 1), "09:05")
        scene.do(Start("S1", 1), "09:05")
        scene.do(Finish("S1", 1), "09:06")
        assert show(scene, "console", "09:06", window="1")["ratings"] is None
        scene.do(Rate("pad", number + 1, 5 if number else 1), "09:06")
    assert show(scene, "console", "09:06", window="1")["ratings"] == {"count": 5, "good": 4}


def test_a_notice_says_what_is_missing_where_and_until_when() -> None:
    hall = small_hall(address=Name("示范路1号", "1 Sample Road"), phone="010-12345678")
    scene = morning(Scene(hall))
    serve(scene, 1, "09:05")
    assert refusal_of(scene, "notice", ticket="A001").code == "no_notice"
    scene.do(GiveNotice("S1", 1, "A001", "SI-01", ("0", "3", "other")), "09:06")
    scene.do(Transfer("S1", 1, service="E"), "09:07")
    shown = show(scene, "notice", "09:08", ticket="A001")
    assert (shown["item"], shown["positions"], [need["code"] for need in shown["needs"]]) == (
        "SI-01",
        [0, 3],
        ["other"],
    )
    assert (shown["phone"], shown["address"]["en"], shown["window"]) == ("010-12345678", "1 Sample Road", 1)
    assert shown["until"] == at("17:30")
