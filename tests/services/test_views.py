"""What holds of every view: it is JSON, it repeats itself, it changes nothing, and public ones name nobody."""

import random
from dataclasses import replace

import msgspec
import pytest

from hallops.domain.commands import (
    Booking,
    CallTicket,
    HoldTicket,
    Issue,
    PrintTicket,
    Rate,
    SignIn,
)
from hallops.domain.hall import Post, Staff
from hallops.domain.hall_day import HallDay
from hallops.domain.help import AnswerHelp, AskHelp
from hallops.domain.notice import GiveNotice
from hallops.domain.ticket import Hold
from hallops.services.views.views import PUBLIC, VIEWS
from tests.domain.halls import Scene, at, name, small_hall
from tests.domain.test_machine import STEPS, PressedDay, Presser, picture, rules
from tests.services.showing import finish, morning, own, refusal_of, serve, show

PARAMS = {
    "window_board": {"window": "1"},
    "console": {"window": "1"},
    "pad": {"window": "1"},
    "ticket": {"token": own("A001")},
    "duties": {"staff": "S1"},
    "guide_ticket": {"ticket": "A001"},
    "help_calls": {"place": "1"},
    "notice": {"ticket": "A002"},
}
PERSON = "c0ffee" * 6
CANARIES = ("CANARY", PERSON)


def planted() -> Scene:
    """Every field that could point at a person holds a canary."""
    hall = small_hall()
    staff = {code: Staff(code, f"{code} name") for code in ("CANARY-1", "CANARY-2", "CANARY-3", "S1")}
    scene = Scene(replace(hall, staff=staff, posts={"CANARY-post": Post("CANARY-post", name("desk"))}))
    for place, person in (("1", "CANARY-1"), ("2", "CANARY-2"), ("CANARY-post", "CANARY-3")):
        scene.do(SignIn("CANARY-by", place, person), "08:50")
    for number in range(6):
        booking = Booking(f"CANARY-booking-{number}", at("09:10")) if number % 2 else None
        command = Issue(
            "CANARY-device",
            "A",
            channel="CANARY-channel",
            visit=f"CANARY-visit-{number}",
            person=PERSON,
            booking=booking,
            token=f"{own('A00')}{number + 1}",
        )
        scene.do(command, "09:05")
        scene.do(PrintTicket("CANARY-device", f"A00{number + 1}"), "09:05")
    serve(scene, 1, "09:06")
    scene.do(GiveNotice("CANARY-by", 1, scene.day.calls[1].ticket, None, ("other",)), "09:07")
    finish(scene, 1, "09:08")
    scene.do(AskHelp("CANARY-by", "1", "other"), "09:08")
    scene.do(AnswerHelp("CANARY-3", 1), "09:08")
    scene.do(Rate("CANARY-pad", 1, 1, channel="CANARY-channel", reasons=("other",)), "09:08")
    scene.do(CallTicket("CANARY-by", 1, "A005", "other"), "09:09")
    serve(scene, 2, "09:09")
    scene.do(HoldTicket("CANARY-by", 2, hold=Hold.KEPT, reason="other"), "09:10")
    serve(scene, 2, "09:10")
    return scene


def spoken(day: HallDay) -> list[dict[str, str]]:
    return [{"token": token} for token in day.visit_of]


@pytest.mark.parametrize("view", [show.__name__ for show in PUBLIC])
def test_a_public_view_names_nobody(view: str) -> None:
    scene = planted()
    asked: list[dict[str, str]] = [PARAMS.get(view, {})]
    if view == "ticket":
        asked = spoken(scene.day)
    elif view == "window_board":
        asked = [{"window": str(number)} for number in scene.day.hall.windows]
    for clock in ("08:00", "09:11", "12:30", "23:00"):
        for params in asked:
            written = msgspec.json.encode(show(scene, view, clock, **params)).decode()
            assert not [canary for canary in CANARIES if canary in written]


def test_the_canaries_are_seen_where_staff_look() -> None:
    assert "CANARY-1 name" in str(show(planted(), "pad", "09:11", window="1"))
    assert "CANARY-1 name" in str(show(planted(), "console", "09:11", window="1"))


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_tells_tokens_bookings_and_visits(view: str) -> None:
    written = str(show(planted(), view, "09:11", **PARAMS.get(view, {})))
    assert not [canary for canary in ("CANARY-booking", "CANARY-visit", "CANARY-device", PERSON) if canary in written]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("clock", ["00:00", "08:59", "09:20", "12:30", "17:29", "23:59"])
def test_the_same_day_shows_the_same_at_the_same_time(view: str, clock: str) -> None:
    scene, params = planted(), PARAMS.get(view, {})
    before = picture(scene.day)
    first = msgspec.json.encode(VIEWS[view](scene.day, at(clock), **params))
    assert msgspec.json.encode(VIEWS[view](scene.day, at(clock), **params)) == first
    assert picture(scene.day) == before


@pytest.mark.parametrize("seed", range(4))
def test_every_view_of_a_random_day_is_shown(seed: int) -> None:
    rng = random.Random(seed)
    pressed, presser = PressedDay(rules(automatic=seed % 2 == 0, on_call=seed % 3 == 0)), Presser(rng)
    for _ in range(150):
        pressed.press(presser.command(pressed.day), rng.choice(STEPS))
        for view, found in VIEWS.items():
            params = PARAMS.get(view, {}) if view != "ticket" else next(iter(spoken(pressed.day)), None)
            needed = {"notice": [*pressed.day.notices], "guide_ticket": [*pressed.day.tickets]}.get(view)
            if params is not None and (needed is None or params["ticket"] in needed):
                assert msgspec.json.encode(found(pressed.day, pressed.now, **params))


def test_a_clock_that_lags_shows_the_day_as_it_stands() -> None:
    scene = morning()
    assert show(scene, "board", "06:00") == show(scene, "board", "09:02")


def test_what_a_view_does_not_know_it_refuses() -> None:
    scene = morning()
    assert refusal_of(scene, "board", storey="2").facts["known"] == "zone, floor"
    assert refusal_of(scene, "door", now="1", self="x", day="y").code == "unknown_parameter"
    assert refusal_of(scene, "console").code == "parameter_missing"
