"""Who gets a ticket, and what the others are told."""

from dataclasses import replace
from datetime import date

import pytest

from hallops.domain.calendar import Calendar, DayKind
from hallops.domain.commands import (
    Booking,
    CallNext,
    ChangeHall,
    Estimate,
    Issue,
    KeepTime,
    PrintTicket,
    SetNeeds,
    SetPriority,
    SignIn,
    SkipNumbers,
)
from hallops.domain.events import TicketPrinted
from hallops.domain.invariants import violations
from hallops.domain.modes import ModeKind
from hallops.domain.names import Name
from hallops.domain.refusal import Moment, Refusal
from hallops.domain.rules import EndOfDay, Rules
from tests.domain.halls import TOKENS, Scene, at, mode, small_hall

SATURDAY = date(2026, 9, 19)
MAKEUP_SUNDAY = date(2026, 9, 20)


def refused(scene: Scene, command: object, clock: str) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        scene.do(command, clock)  # type: ignore[arg-type]
    assert str(refusal.value)
    return refusal.value


def test_numbers_run_by_letter_and_every_ticket_knows_its_promise() -> None:
    scene = Scene()
    for service in "AAEA":
        scene.do(Issue("D1", service, estimate=Estimate(60_000, 300_000, "simple")), "09:00")
    assert list(scene.day.tickets) == ["A001", "A002", "E001", "A003"]
    ticket = scene.day.tickets["A003"]
    assert (ticket.seq, ticket.quoted_low, ticket.quoted_high, ticket.quoted_by) == (
        4,
        60_000,
        300_000,
        "simple",
    )


def test_a_service_closes_for_new_tickets_before_the_hall_does() -> None:
    scene = Scene()
    assert refused(scene, Issue("D1", "A"), "08:59").facts["opens"] == Moment(at("09:00"))
    scene.do(Issue("D1", "A"), "17:14")
    assert refused(scene, Issue("D1", "A"), "17:15").code == "last_ticket_gone"
    assert refused(scene, Issue("D1", "A"), "17:30").code == "service_closed"


def test_a_gap_closes_like_an_evening_and_opens_again() -> None:
    scene = Scene(day=SATURDAY)
    scene.do(Issue("D1", "A"), "11:44")
    assert refused(scene, Issue("D1", "A"), "11:45").facts["opens"] == Moment(at("13:00", SATURDAY))
    scene.do(Issue("D1", "A"), "13:00")


def test_a_makeup_sunday_is_a_working_day_and_a_holiday_is_closed() -> None:
    calendar = Calendar({MAKEUP_SUNDAY: DayKind.MAKEUP_WORKDAY, SATURDAY: DayKind.HOLIDAY})
    scene = Scene(small_hall(calendar=calendar), MAKEUP_SUNDAY)
    scene.do(Issue("D1", "A"), "12:30")
    assert scene.day.plan.kind is DayKind.MAKEUP_WORKDAY
    closed = Scene(small_hall(calendar=calendar), SATURDAY)
    assert refused(closed, Issue("D1", "A"), "10:00").code == "day_closed"


def test_only_what_the_mode_of_the_time_offers_is_given() -> None:
    scene = Scene(small_hall(modes=(mode("weekday", "09:00-17:30", services=frozenset({"A"})),)))
    assert refused(scene, Issue("D1", "E"), "10:00").code == "service_not_today"
    assert refused(scene, Issue("D1", "X"), "10:00").code == "unknown_service"


def test_a_booking_only_evening_takes_bookings_only() -> None:
    evening = mode("evening", "17:30-20:00", booking_only=True, windows=frozenset({1}), kind=ModeKind.EXTENDED)
    scene = Scene(small_hall(modes=(mode("weekday", "13:00-17:30"), evening)), opened="12:45")
    assert refused(scene, Issue("D1", "A"), "18:00").code == "booking_only"
    booking = Booking("B7", at("18:30"))
    assert refused(scene, Issue("D1", "A", booking=booking), "17:59").code == "booking_early"
    assert refused(scene, Issue("D1", "A", booking=booking), "18:46").code == "booking_late"
    early = Scene(small_hall(modes=(mode("weekday", "13:00-17:30"), evening)), opened="12:45")
    early.do(Issue("D1", "A", booking=booking), "18:10")
    assert early.day.tickets["A001"].joined == at("18:30")
    assert refused(early, Issue("D1", "A", booking=booking), "18:20").code == "booking_used"


def test_limits_by_service_by_person_and_by_seats() -> None:
    hall = small_hall(seats=3, rules=Rules(person_limit=1))
    services = {**hall.services, "E": replace(hall.services["E"], daily_limit=1)}
    scene = Scene(replace(hall, services=services))
    scene.do(Issue("D1", "E", person=TOKENS[0]), "09:00")
    assert refused(scene, Issue("D1", "E"), "09:01").code == "service_full"
    assert refused(scene, Issue("D1", "A", person=TOKENS[0]), "09:01").code == "person_full"
    scene.do(Issue("D1", "A", person=TOKENS[1]), "09:01")
    scene.do(Issue("D1", "A"), "09:01")
    assert refused(scene, Issue("D1", "A"), "09:02").code == "hall_full"
    scene.do(Issue("D1", "A", booking=Booking("B1", at("09:05"))), "09:02")


def test_a_person_is_never_given_as_a_number_or_a_name() -> None:
    for person in ("11010519491231002X", "110105194912310021", "13800000001", "王晓岚"):
        assert refused(Scene(), Issue("D1", "A", person=person), "09:00").code == "person_not_token"


def test_one_visit_does_not_wait_twice_for_one_service() -> None:
    scene = Scene()
    scene.do(Issue("D1", "A", visit="v1"), "09:00")
    scene.do(Issue("D1", "E", visit="v1"), "09:00")
    assert refused(scene, Issue("D1", "A", visit="v1"), "09:01").code == "already_waiting"


def test_an_online_only_service_gives_no_ticket() -> None:
    hall = small_hall()
    services = {**hall.services, "A": replace(hall.services["A"], online_only=True)}
    assert refused(Scene(replace(hall, services=services)), Issue("D1", "A"), "09:00").code == "online_only"


def test_a_class_is_granted_on_sight_of_the_proof_and_taken_away() -> None:
    scene = Scene()
    for _ in range(2):
        scene.do(Issue("D1", "A"), "09:00")
    assert refused(scene, Issue("D1", "A", priority="S"), "09:01").code == "proof_needed"
    assert refused(scene, SetPriority("guide", "A002", "S"), "09:01").code == "proof_needed"
    scene.do(SetPriority("guide", "A002", "S", proof_seen=True), "09:01")
    assert refused(scene, SetPriority("guide", "A002", "S", proof_seen=True), "09:01").code == "class_same"
    assert [w.ticket for w in scene.day.lines.heads({"A": 1}, accessible=True) if w.head_start] == ["A002"]
    scene.do(SetPriority("guide", "A002", "N"), "09:02")
    assert not [w for w in scene.day.lines if w.head_start]
    scene.do(SetNeeds("guide", "A001", accessible=True, language="en"), "09:02")
    assert scene.day.tickets["A001"].language == "en"
    assert violations(scene.day) == []


def test_one_original_and_marked_reprints() -> None:
    scene = Scene()
    scene.do(Issue("D1", "A"), "09:00")
    scene.do(PrintTicket("D1", "A001"), "09:00")
    assert refused(scene, PrintTicket("D1", "A001"), "09:01").code == "already_printed"
    (event,) = scene.do(PrintTicket("guide", "A001", reprint=True), "09:01")
    assert event == TicketPrinted(at("09:01"), "guide", "A001", copy=2)


def test_numbers_that_may_be_on_paper_are_never_given_again() -> None:
    scene = Scene()
    scene.do(Issue("D1", "A"), "09:00")
    scene.do(SkipNumbers("restore", "A", 37), "09:01")
    scene.do(Issue("D1", "A"), "09:02")
    assert list(scene.day.tickets) == ["A001", "A038"]
    assert violations(scene.day) == []
    assert refused(scene, SkipNumbers("restore", "A", 38), "09:03").code == "numbers_given"


def test_a_new_version_holds_from_now_and_the_lines_follow_it() -> None:
    scene = Scene()
    scene.do(Issue("D1", "A"), "09:00")
    hall = scene.halls[1]
    slower = replace(hall.services["A"], target=20 * 60_000)
    scene.halls[2] = replace(hall, services={**hall.services, "A": slower}, name=Name("新", "new"))
    scene.halls[3] = replace(hall, services={"E": hall.services["E"]})
    assert "service A" in str(refused(scene, ChangeHall("manager", 3), "09:01"))
    scene.do(ChangeHall("manager", 2), "09:01")
    scene.do(SignIn("S1", "1", "S1"), "09:02")
    scene.do(CallNext("S1", 1), "09:10")
    assert (scene.day.calls[1].score, scene.day.calls[1].rule) == (500, 2)


def test_a_window_outside_the_mode_may_help_and_is_noted_as_unplanned() -> None:
    scene = Scene()
    scene.do(SignIn("S1", "1", "S1"), "12:10")
    scene.do(SignIn("S3", "3", "S3"), "12:10")
    assert [duty.planned for duty in scene.day.duty] == [True, False]


def test_waiting_tickets_expire_at_closing_where_the_hall_says_so() -> None:
    scene = Scene(small_hall(rules=Rules(end_of_day=EndOfDay.EXPIRE)))
    scene.do(Issue("D1", "A"), "17:00")
    scene.do(KeepTime("calendar"), "17:29")
    assert scene.day.tickets["A001"].state.value == "waiting"
    scene.do(KeepTime("calendar"), "17:30")
    assert scene.day.tickets["A001"].state.value == "expired"
