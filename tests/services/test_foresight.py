"""What visitors are told from the forecast: at once whatever it does, fresh or not at all, and what would help."""

from concurrent.futures import Future
from dataclasses import replace

import pytest

from hallops.domain.commands import Issue, Pause, SignIn
from hallops.domain.rules import MINUTE
from hallops.services.estimate import estimate_wait
from hallops.services.foresight import AFTER_FAILURE, AT_FIRST, EVERY, FRESH, LATE, SOURCE, Foresight, told
from hallops.services.questions import question_of
from hallops.services.views.views import make_views
from simulation.now.foresee import foresee
from simulation.now.queue import Advice, Change, ChangeKind, Forecast, Now, Question, Wait
from tests.domain.halls import Scene, at
from tests.services.showing import call, morning

NINE = at("09:05")


class Desk:
    """A forecaster whose answers a test gives, and its clock of seconds."""

    def __init__(self) -> None:
        self.asked: list[tuple[Question, Future[Forecast]]] = []
        self.seconds = 0.0
        self.foresight = Foresight(self.ask, lambda _: None, lambda: self.seconds)

    def ask(self, question: Question) -> "Future[Forecast]":
        future: Future[Forecast] = Future()
        self.asked.append((question, future))
        return future

    def answered(self, forecast: Forecast) -> None:
        self.asked[-1][1].set_result(forecast)


def forecast(low: int, high: int, waiting: int = 2, advice: tuple[Advice, ...] = ()) -> Forecast:
    wait = Wait(low * MINUTE, (low + high) * MINUTE // 2, high * MINUTE)
    now = Now(NINE, (0,), {"A": (wait,), "E": (wait,)}, dict.fromkeys(range(waiting), wait))
    return Forecast(now, advice)


def begun(scene: Scene) -> Desk:
    """Somebody looks, and looks again when the start is over."""
    desk = Desk()
    desk.foresight.known(scene.day, NINE)
    desk.seconds = AT_FIRST
    desk.foresight.known(scene.day, NINE)
    return desk


def quoted(desk: Desk, scene: Scene, now: int = NINE) -> tuple[int, int, str]:
    estimate = desk.foresight.of_service(scene.day, "A", now)
    return estimate.low // MINUTE, estimate.high // MINUTE, estimate.source


def test_until_it_is_made_the_simple_estimate_is_told() -> None:
    scene = morning()
    desk = begun(scene)
    assert len(desk.asked) == 1
    assert desk.foresight.of_service(scene.day, "A", NINE) == estimate_wait(scene.day, "A")
    desk.answered(forecast(4, 9))
    assert quoted(desk, scene) == (4, 9, SOURCE)


def test_the_first_seconds_belong_to_the_start() -> None:
    scene, desk = morning(), Desk()
    for desk.seconds in (0.0, AT_FIRST - 0.1):
        desk.foresight.known(scene.day, NINE)
    assert desk.asked == []


def test_however_many_look_one_is_made_at_a_time_and_the_next_after_a_while() -> None:
    scene = morning()
    desk = begun(scene)
    for _ in range(50):
        desk.foresight.known(scene.day, NINE)
    assert len(desk.asked) == 1
    desk.answered(forecast(4, 9))
    desk.foresight.known(scene.day, NINE)
    assert len(desk.asked) == 1
    desk.seconds += EVERY
    desk.foresight.known(scene.day, NINE)
    assert len(desk.asked) == 2


def test_a_forecast_that_has_grown_old_is_told_no_more() -> None:
    scene = morning()
    desk = begun(scene)
    desk.answered(forecast(4, 9))
    desk.seconds += LATE + 1
    assert quoted(desk, scene, NINE + FRESH)[2] == SOURCE
    assert quoted(desk, scene, NINE + FRESH + 1)[2] != SOURCE


def test_by_a_clock_that_hurries_the_newest_forecast_is_told() -> None:
    scene = morning()
    desk = begun(scene)
    desk.answered(forecast(4, 9))
    desk.seconds += LATE
    assert quoted(desk, scene, NINE + 3 * FRESH)[2] == SOURCE


def test_one_that_fails_is_not_asked_for_again_at_once(caplog: pytest.LogCaptureFixture) -> None:
    scene = morning()
    desk = begun(scene)
    desk.asked[-1][1].set_exception(ValueError("no"))
    desk.seconds += EVERY
    assert quoted(desk, scene)[2] != SOURCE
    assert len(desk.asked) == 1
    assert "simple estimate" in caplog.text
    desk.seconds += AFTER_FAILURE
    desk.foresight.known(scene.day, NINE)
    assert len(desk.asked) == 2


def test_tickets_that_came_since_move_it() -> None:
    scene = morning()
    desk = begun(scene)
    desk.answered(forecast(4, 9))
    before = estimate_wait(scene.day, "A")
    scene.do(Issue("D1", "A"), "09:05")
    after = estimate_wait(scene.day, "A")
    moved = (after.low + after.high - before.low - before.high) // 2
    assert moved > 0
    assert desk.foresight.of_service(scene.day, "A", NINE) == told(4 * MINUTE + moved, 9 * MINUTE + moved)


def test_a_ticket_in_hand_waits_less_from_minute_to_minute() -> None:
    scene = morning()
    desk = begun(scene)
    desk.answered(forecast(4, 9))
    waiting = next(iter(scene.day.lines))
    later = desk.foresight.of_ticket(scene.day, waiting, NINE + MINUTE)
    assert (later.low, later.high) == (3 * MINUTE, 8 * MINUTE)


def test_intervals_are_told_in_round_minutes() -> None:
    assert (told(61_000, 179_000).low, told(61_000, 179_000).high) == (MINUTE, 3 * MINUTE)
    assert (told(12 * MINUTE, 18 * MINUTE).low, told(12 * MINUTE, 18 * MINUTE).high) == (10 * MINUTE, 20 * MINUTE)
    assert told(-5, 0).high == 0


def test_the_question_holds_who_waits_and_who_sits_where() -> None:
    scene = morning()
    call(scene, 1, "09:03")
    scene.do(SignIn("S3", "3", "S3"), "09:04")
    scene.do(Pause("S3", "3", "other"), "09:04")
    question = question_of(scene.day, None, NINE)
    assert question is not None
    people = question.queue.standing.people
    assert [person.window for person in people].count(None) == len(scene.day.lines)
    assert (1, at("09:03") - at("00:00")) in [(person.window, person.called) for person in people]
    assert 3 in question.options.paused
    assert question == question_of(scene.day, None, NINE)
    assert foresee(question, replications=50) == foresee(question, replications=50)


def test_after_the_last_hours_nothing_is_foreseen() -> None:
    scene = morning()
    assert question_of(scene.day, None, at("17:30")) is None


def test_the_outlook_is_empty_without_a_forecast_and_says_so() -> None:
    shown = make_views()["outlook"](morning().day, NINE)
    assert (shown["made"], shown["services"], shown["advice"]) == (None, [], [])


def test_the_outlook_says_what_would_help_in_both_languages() -> None:
    scene = morning()
    desk = begun(scene)
    midnight = at("00:00")
    change = Change(ChangeKind.OPEN, 3, "A", at("09:10") - midnight, at("10:00") - midnight)
    help_out = replace(change, kind=ChangeKind.HELP)
    desk.answered(
        forecast(4, 9, advice=(Advice(change, 31 * MINUTE, 14 * MINUTE), Advice(help_out, None, 14 * MINUTE)))
    )
    shown = make_views(waits=desk.foresight)["outlook"](scene.day, NINE)
    first, second = shown["advice"]
    assert first["sentence"]["en"] == (
        "Open window 3 for social from 09:10 to 10:00: nine of ten then wait at most 14 min instead of 31 min."
    )
    assert "加开3号窗口" in first["sentence"]["zh"]
    assert "no window takes it now" in second["sentence"]["en"]
    assert (first["since"], first["before"], second["before"]) == (at("09:10"), 31 * MINUTE, None)
    assert shown["made"] == NINE
    assert {step["p90"] for service in shown["services"] for step in service["steps"]} == {9 * MINUTE}


def test_the_dispenser_and_the_ticket_show_it() -> None:
    scene = morning()
    desk = begun(scene)
    desk.answered(forecast(4, 9))
    views = make_views(waits=desk.foresight)
    services = {service["code"]: service for service in views["dispenser"](scene.day, NINE)["services"]}
    assert services["A"]["estimate"] == {"low": 4 * MINUTE, "high": 9 * MINUTE}
