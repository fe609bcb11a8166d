"""After the last hours: windows that serve out take whom they can, and who can not be served goes home."""

from dataclasses import replace

from hallops.domain.apply import apply
from hallops.domain.choosing import choose_ticket
from hallops.domain.commands import Issue, SignIn
from hallops.domain.hall_day import HallDay
from hallops.domain.lapsing import lapse
from hallops.domain.rules import MINUTE, EndOfDay, Rules
from hallops.domain.ticket import State
from tests.domain.halls import Scene, at, small_hall


def waiting_scene(rules: Rules | None = None) -> Scene:
    """Housing waits since 17:10 and social since 17:12; window 2 is there for social and helps out with housing."""
    scene = Scene(small_hall(rules=rules or Rules()))
    scene.do(SignIn("S2", "2", "S2"), "08:45")
    scene.do(Issue("D1", "E"), "17:10")
    scene.do(Issue("D1", "A"), "17:12")
    return scene


def next_at(day: HallDay, clock: str) -> str | None:
    choice = choose_ticket(day, day.hall.windows[2], at(clock))
    return None if choice is None else choice.ticket


def test_before_closing_a_window_does_its_own_work_first() -> None:
    assert next_at(waiting_scene().day, "17:29") == "A001"


def test_a_hall_that_serves_out_lets_ranks_bar_nobody_after_closing() -> None:
    scene = waiting_scene()
    patience = replace(scene.day.hall.services["A"], target=600 * MINUTE)
    hall = replace(scene.day.hall, services={**scene.day.hall.services, "A": patience})
    patient = Scene(hall)
    patient.do(Issue("D1", "E"), "17:10")
    patient.do(Issue("D1", "A"), "17:12")
    assert next_at(patient.day, "17:29") == "A001"
    assert next_at(patient.day, "17:31") == "E001"


def test_a_hall_whose_tickets_expire_keeps_to_ranks() -> None:
    scene = waiting_scene(Rules(end_of_day=EndOfDay.EXPIRE))
    assert not scene.day.serves_out(at("17:31"))
    assert next_at(scene.day, "17:31") == "A001"


def test_whoever_no_staying_window_can_take_goes_home() -> None:
    scene = waiting_scene()
    scene.do(Issue("D1", "A", accessible=True), "17:13")
    for event in list(lapse(scene.day, [2], "calendar", at("17:30"))):
        apply(scene.day, event)
    assert {ticket.id: ticket.state for ticket in scene.day.tickets.values()} == {
        "E001": State.WAITING,
        "A001": State.WAITING,
        "A002": State.EXPIRED,
    }
    for event in list(lapse(scene.day, [], "calendar", at("17:31"))):
        apply(scene.day, event)
    assert not scene.day.counts[State.WAITING]
