"""What a visitor meets first: the dispenser, the door, and the place in line of the ticket in hand."""

from datetime import date

import pytest

from hallops.domain.calendar import Calendar, DayKind
from hallops.domain.commands import Issue, KeepTime, Leave, Miss, Reinsert, SignIn, Start, Transfer
from hallops.domain.hall import Service
from hallops.domain.modes import ModeKind
from hallops.domain.rules import MINUTE, Rules
from tests.domain.halls import TUESDAY, Scene, at, mode, name, small_hall
from tests.services.showing import call, finish, morning, own, refusal_of, serve, show

SERVICES = {"A": "social", "E": "housing"}
SATURDAY = date(2026, 9, 19)


def by_code(view: dict[str, list[dict[str, object]]]) -> dict[object, dict[str, object]]:
    return {service["code"]: service for service in view["services"]}


# the dispenser


def test_it_offers_with_those_who_wait_and_the_wait() -> None:
    shown = show(morning(), "dispenser", "09:05")
    assert (shown["state"], shown["opens"], shown["closes"]) == ("open", None, at("17:30"))
    assert shown["last_ticket"] == at("17:15")
    service = by_code(shown)["A"]
    assert (service["offered"], service["reason"], service["waiting"]) == (True, None, 2)
    assert service["estimate"] == {"low": 6 * MINUTE, "high": 18 * MINUTE}


@pytest.mark.parametrize(
    ("clock", "state", "reason"),
    [
        ("08:40", "ahead", "service_opens_later"),
        ("09:00", "open", None),
        ("17:20", "last_ticket", "last_ticket_gone"),
        ("17:45", "closed", "service_closed"),
    ],
)
def test_it_says_where_the_day_is(clock: str, state: str, reason: str | None) -> None:
    shown = show(Scene(), "dispenser", clock)
    assert shown["state"] == state
    assert {service["reason"] for service in shown["services"]} == {reason}
    assert all((service["estimate"] is None) == (reason is not None) for service in shown["services"])


def test_ahead_it_says_when_and_after_the_end_which_day() -> None:
    assert show(Scene(opened=None), "dispenser", "06:00")["state"] == "ahead"
    assert show(Scene(), "dispenser", "08:40")["opens"] == at("09:00")
    closed = Scene()
    closed.do(KeepTime("calendar"), "17:30")
    shown = show(closed, "dispenser", "18:00")
    assert (shown["state"], shown["opens"]) == ("closed", at("09:00", date(2026, 9, 16)))


def test_at_a_gap_of_the_weekend_it_opens_again_today() -> None:
    shown = show(Scene(day=SATURDAY), "dispenser", "12:30")
    assert (shown["state"], shown["opens"]) == ("ahead", at("13:00", SATURDAY))


def test_a_full_hall_is_told_from_a_closed_one() -> None:
    shown = show(morning(Scene(small_hall(seats=3))), "dispenser", "09:05")
    assert shown["state"] == "full"
    assert "3 people for 3 seats" in by_code(shown)["A"]["why"]["sentence"]["en"]  # type: ignore[index]


def test_one_service_may_be_full_alone() -> None:
    hall = small_hall()
    services = {**hall.services, "A": Service("A", "A", name("social"), 10 * MINUTE, daily_limit=2)}
    shown = show(morning(Scene(small_hall(services=services))), "dispenser", "09:05")
    assert shown["state"] == "open"
    assert {code: service["reason"] for code, service in by_code(shown).items()} == {"A": "service_full", "E": None}


def test_by_booking_only_is_open_for_those_who_have_one() -> None:
    evening = mode("evening", "17:30-20:00", booking_only=True, kind=ModeKind.EXTENDED)
    shown = show(Scene(small_hall(modes=(*small_hall().modes, evening))), "dispenser", "18:00")
    assert (shown["state"], shown["mode"]["booking_only"]) == ("open", True)
    assert {service["reason"] for service in shown["services"]} == {"booking_only"}
    assert (shown["booking_only"], shown["check_in"]) == (True, True)
    assert shown["opens"] == at("09:00", date(2026, 9, 16))


def test_bookings_check_in_from_a_little_before_the_hours() -> None:
    assert [show(Scene(), "dispenser", clock)["check_in"] for clock in ("08:30", "17:29", "17:30")] == [
        True,
        True,
        False,
    ]


# the enquiry kiosk


def test_it_tells_the_hours_of_a_week_with_those_of_lunch_once() -> None:
    shown = show(Scene(), "enquiry", "09:05")
    days = {date["day"]: date["modes"] for date in shown["week"]}
    assert next(iter(days)) == "2026-09-15"
    assert [(m["id"], [h["from"] for h in m["hours"]]) for m in days["2026-09-16"]] == [
        ("weekday", ["09:00", "13:00"]),
        ("lunch", ["12:00"]),
    ]
    assert [m["id"] for m in days["2026-09-19"]] == ["weekend"]


# the door


def test_the_door_tells_the_modes_in_order() -> None:
    shown = show(morning(), "door", "12:30")
    assert [(m["id"], m["from"], m["to"], m["windows"]) for m in shown["modes"]] == [
        ("weekday", "09:00", "12:00", [1, 2, 3]),
        ("lunch", "12:00", "13:00", [1, 2]),
        ("weekday", "13:00", "17:30", [1, 2, 3]),
    ]
    assert (shown["mode"]["id"], shown["open_windows"], shown["day"]) == ("lunch", [1, 2], "2026-09-15")
    assert by_code(shown)["A"]["hours"] == [{"from": "09:00", "to": "17:30"}]


def test_a_closed_day_has_no_modes_and_says_what_opens_next() -> None:
    hall = small_hall(calendar=Calendar({TUESDAY: DayKind.CLOSED}))
    shown = show(Scene(hall, opened=None), "door", "10:00")
    assert (shown["modes"], shown["mode"], shown["services"], shown["kind"]) == ([], None, [], "closed")
    assert shown["opens"] == at("09:00", date(2026, 9, 16))


def test_what_opens_next_may_be_unknown() -> None:
    shown = show(Scene(small_hall(modes=()), opened=None), "door", "10:00")
    assert shown["opens"] is None


def test_hours_until_midnight_end_at_24() -> None:
    hall = small_hall(modes=(mode("late", "09:00-24:00"),))
    assert show(Scene(hall), "door", "10:00")["modes"][0]["to"] == "24:00"


# the ticket in hand


def test_a_ticket_knows_its_place_in_line() -> None:
    shown = show(morning(), "ticket", "09:05", token=own("A002"))
    assert shown == {
        "hall": {"id": "small", "name": {"zh": "small hall", "en": "small hall"}, "timezone": "Asia/Shanghai"},
        "number": "A002",
        "state": "waiting",
        "service": "A",
        "name": {"zh": "social", "en": "social"},
        "zone_name": None,
        "also": [],
        "done": [],
        "ahead": 1,
        "estimate": {"low": 2 * MINUTE, "high": 6 * MINUTE},
        "window": None,
    }


def test_a_class_with_a_head_start_goes_ahead() -> None:
    scene = morning()
    scene.do(Issue("guide", "A", priority="S", proof_seen=True, token=own("A003")), "09:04")
    assert show(scene, "ticket", "09:05", token=own("A003"))["ahead"] == 0
    assert show(scene, "ticket", "09:05", token=own("A002"))["ahead"] == 2


def test_a_call_names_the_window_and_ends_the_wait() -> None:
    scene = morning()
    call(scene, 2, "09:05")
    shown = show(scene, "ticket", "09:06", token=own("A001"))
    assert (shown["state"], shown["window"], shown["ahead"], shown["estimate"]) == ("called", 2, None, None)
    scene.do(Start("S2", 2), "09:06")
    finish(scene, 2, "09:07")
    assert show(scene, "ticket", "09:07", token=own("A001"))["window"] is None


def test_a_reinserted_ticket_must_let_others_pass() -> None:
    scene = morning(Scene(small_hall(rules=Rules(missed_after_calls=1))))
    for _ in range(4):
        scene.do(Issue("D1", "A"), "09:04")
    call(scene, 1, "09:05")
    scene.do(Miss("S1", 1), "09:06")
    scene.do(Reinsert("guide", "A001"), "09:07")
    assert show(scene, "ticket", "09:08", token=own("A001"))["ahead"] == 3
    assert show(scene, "ticket", "09:23", token=own("A001"))["ahead"] == 0
    assert [show(scene, "ticket", clock, token=own("A002"))["ahead"] for clock in ("09:08", "09:23")] == [0, 1]


def test_after_a_transfer_the_paper_means_the_next_leg() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    scene.do(Transfer("S1", 1, service="E"), "09:06")
    shown = show(scene, "ticket", "09:06", token=own("A001"))
    assert (shown["number"], shown["service"], shown["state"]) == ("A001", "E", "waiting")
    assert refusal_of(scene, "ticket", token="A001".lower()).code == "unknown_link"


def test_a_visit_of_several_services_lists_those_to_come_and_those_done() -> None:
    scene = Scene(small_hall(public_url="https://hall.example.cn"))
    scene.do(SignIn("S2", "2", "S2"), "08:50")
    scene.do(Issue("D1", "A", also=("E",), token=own("A001")), "09:00")
    social, housing = ({"code": code, "name": {"zh": word, "en": word}} for code, word in SERVICES.items())
    assert show(scene, "ticket", "09:01", token=own("A001"))["also"] == [housing]
    serve(scene, 2, "09:02")
    assert show(scene, "console", "09:03", window="2")["ticket"]["also"] == [housing]
    finish(scene, 2, "09:10")
    shown = show(scene, "ticket", "09:11", token=own("A001"))
    assert (shown["service"], shown["state"], shown["also"], shown["done"]) == ("E", "waiting", [], [social])
    assert show(scene, "dispenser", "09:11")["qr"] is True


@pytest.mark.parametrize("view", ["board", "window_board", "dispenser", "door", "enquiry", "console", "guide", "pad"])
def test_no_other_view_shows_the_token_of_a_ticket(view: str) -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    params = {"window": "1"} if view in {"window_board", "console", "pad"} else {}
    assert "token-of-the-ticket" not in str(show(scene, view, "09:06", **params))


def test_an_end_is_an_end() -> None:
    scene = morning()
    scene.do(Leave("guide", "A001"), "09:05")
    assert show(scene, "ticket", "09:06", token=own("A001"))["state"] == "left"
    assert refusal_of(scene, "ticket", token=own("A999")).code == "unknown_link"


def test_nobody_at_the_windows_still_gives_an_estimate() -> None:
    scene = Scene()
    scene.do(SignIn("S3", "3", "S3"), "08:50")
    scene.do(Issue("D1", "A", token=own("A001")), "09:00")
    assert show(scene, "ticket", "09:05", token=own("A001"))["estimate"]["high"] > 0
