"""Help calls, notice slips and acknowledged alerts, told as scenes of one morning."""

import pytest

from hallops.domain.alerting import AcknowledgeAlert, Acknowledgement
from hallops.domain.commands import HoldTicket, KeepTime, Start, Undo
from hallops.domain.help import AnswerHelp, AskHelp, EndHelp
from hallops.domain.notice import GiveNotice
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import Hold, State
from tests.domain.halls import Scene, at, small_hall
from tests.services.showing import call, morning, serve


def refused(scene: Scene, command: object, clock: str) -> str:
    with pytest.raises(Refusal) as refusal:
        scene.do(command, clock)  # type: ignore[arg-type]
    return refusal.value.code


def test_a_help_call_is_asked_answered_and_ended() -> None:
    scene = morning()
    scene.do(AskHelp("D1", "", "other"), "09:05")
    scene.do(AnswerHelp("S4", 1), "09:06")
    scene.do(EndHelp("S4", 1), "09:08")
    told = scene.day.helps[1]
    assert (told.place, told.asked, told.answered, told.ended) == ("D1", at("09:05"), at("09:06"), at("09:08"))
    assert scene.day.open_helps() == []


def test_a_second_press_finds_that_help_is_on_its_way() -> None:
    scene = morning()
    scene.do(AskHelp("S1", "1", "other"), "09:05")
    assert refused(scene, AskHelp("E1", "1", "other"), "09:05:01") == "help_on_its_way"
    scene.do(AskHelp("S2", "2", "other"), "09:05:02")
    scene.do(EndHelp("S4", 1), "09:06")
    scene.do(AskHelp("S1", "1", "other"), "09:07")
    assert [call.number for call in scene.day.open_helps()] == [2, 3]


def test_one_person_goes_and_what_is_over_is_over() -> None:
    scene = morning()
    scene.do(AskHelp("S1", "1", "other"), "09:05")
    scene.do(AnswerHelp("S4", 1), "09:06")
    assert refused(scene, AnswerHelp("S3", 1), "09:06") == "help_answered"
    scene.do(EndHelp("S4", 1), "09:07")
    assert refused(scene, EndHelp("S4", 1), "09:07") == "help_ended"
    assert refused(scene, AnswerHelp("S4", 9), "09:07") == "unknown_help"
    assert refused(scene, AskHelp("S1", "nowhere", "other"), "09:07") == "unknown_place"
    assert refused(scene, AskHelp("S1", "1", "a_friend"), "09:07") == "unknown_reason"


def test_a_hall_without_a_list_has_that_of_the_suite() -> None:
    scene = Scene(small_hall(reasons={}))
    scene.do(AskHelp("D1", "", "dispenser"), "09:05")
    assert scene.day.open_helps()[0].kind == "dispenser"


def test_closing_ends_what_is_open() -> None:
    scene = morning()
    scene.do(AskHelp("S1", "1", "other"), "17:00")
    scene.do(KeepTime("calendar"), "19:30")
    assert scene.day.helps[1].ended_by == "calendar"


def test_a_notice_is_codes_and_stays_with_its_ticket() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    scene.do(GiveNotice("S1", 1, "A001", "SI-01", ("0", "2", "0", "other")), "09:06")
    scene.do(HoldTicket("S1", 1, hold=Hold.RETURNED), "09:06")
    assert scene.day.notices["A001"].needs == ("0", "2", "other")
    scene.do(Undo("S1", 1), "09:06:05")
    assert scene.day.tickets["A001"].state is State.SERVING


@pytest.mark.parametrize(
    ("window", "ticket", "item", "needs", "code"),
    [
        (1, "A002", None, ("other",), "ticket_state"),
        (2, "A001", None, ("other",), "ticket_elsewhere"),
        (1, "A001", "身份证 440308", ("0",), "unknown_item"),
        (1, "A001", None, ("0",), "unknown_reason"),
        (1, "A001", "SI-01", ("张三的身份证",), "unknown_reason"),
        (1, "A001", "SI-01", (), "notice_empty"),
        (1, "A999", None, ("other",), "unknown_ticket"),
    ],
)
def test_a_notice_takes_no_free_text(
    window: int, ticket: str, item: str | None, needs: tuple[str, ...], code: str
) -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    assert refused(scene, GiveNotice("S1", window, ticket, item, needs), "09:06") == code


def test_a_notice_does_not_stand_in_the_way_of_an_undo() -> None:
    scene = morning()
    call(scene, 1, "09:05")
    scene.do(Start("S1", 1), "09:05:20")
    scene.do(GiveNotice("S1", 1, "A001", None, ("other",)), "09:05:25")
    scene.do(Undo("S1", 1), "09:05:28")
    assert scene.day.tickets["A001"].state is State.CALLED


def test_an_alert_is_acknowledged_by_name_and_figure() -> None:
    scene = morning()
    scene.do(AcknowledgeAlert("S4", "longest:A:900000", 17), "09:20")
    assert scene.day.acknowledged == {"longest:A:900000": Acknowledgement(at("09:20"), "S4", 17)}
    assert refused(scene, AcknowledgeAlert("S4", "weather:A:1"), "09:20") == "unknown_alert"
    assert refused(Scene(opened=None), AcknowledgeAlert("S4", "longest:A:1"), "06:00") == "day_ahead"
