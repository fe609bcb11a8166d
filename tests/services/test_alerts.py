"""Alerts: they come as time passes, say what is wrong, go quiet when somebody has seen them, and come again."""

from dataclasses import replace
from typing import Any

import pytest

from hallops.domain.alerting import AcknowledgeAlert, AlertKind, AlertRule, DeviceState, Listener, Loud, default_alerts
from hallops.domain.commands import Continue, Issue, KeepTime, Pause, SignIn, SignOut
from hallops.domain.hall import Window
from hallops.domain.help import AnswerHelp, AskHelp
from hallops.domain.rules import MINUTE
from hallops.services.alert_measures import Trouble
from hallops.services.alerts import alerts
from tests.domain.halls import Scene, at, small_hall
from tests.services.showing import call, morning, refusal_of, show


def watched(*rules: AlertRule, **changes: Any) -> Scene:
    return morning(Scene(small_hall(alerts=rules, **changes)))


def ids(scene: Scene, clock: str) -> list[str]:
    return [alert.id for alert in alerts(scene.day, at(clock))]


def english(scene: Scene, clock: str, **params: str) -> list[str]:
    return [row["sentence"]["en"] for row in show(scene, "alerts", clock, **params)["alerts"]]


def test_a_wait_raises_its_alert_without_any_event() -> None:
    scene = watched(AlertRule(AlertKind.LONGEST, 15 * MINUTE))
    assert ids(scene, "09:14:59") == []
    assert english(scene, "09:15") == ["social: number A001 has waited 15 min (alert from 15)."]
    assert ids(scene, "09:17") == ["longest:A:900000", "longest:E:900000"]
    assert english(scene, "09:16:59") == ["social: number A001 has waited 16 min (alert from 15)."]


def test_it_goes_when_its_cause_has_gone() -> None:
    scene = watched(AlertRule(AlertKind.LONGEST, 15 * MINUTE, service="E"))
    assert ids(scene, "09:20") == ["longest:E:900000"]
    for window in (1, 2):
        call(scene, window, "09:20")
    scene.do(SignIn("S3", "3", "S3"), "09:20")
    call(scene, 3, "09:20")
    assert ids(scene, "09:21") == []


def test_a_service_with_a_threshold_of_its_own_leaves_the_common_one() -> None:
    scene = watched(AlertRule(AlertKind.LINE, 1), AlertRule(AlertKind.LINE, 2, service="A"))
    assert ids(scene, "09:05") == ["line:E:1", "line:A:2"]


def test_counts_and_means_of_the_whole_hall() -> None:
    scene = watched(AlertRule(AlertKind.PER_WINDOW, 2), AlertRule(AlertKind.MEAN, 10 * MINUTE))
    assert english(scene, "09:12") == ["small hall: the mean wait is 11 min (alert from 10)."]
    scene.do(Pause("S2", "2", "other"), "09:12")
    assert ids(scene, "09:12") == ["per_window:hall:2", "mean:hall:600000"]


def test_a_long_pause_and_an_empty_window() -> None:
    scene = watched(AlertRule(AlertKind.PAUSED, 10 * MINUTE), AlertRule(AlertKind.NOT_OPEN, 10 * MINUTE))
    scene.do(Pause("S1", "1", "other"), "09:05")
    assert english(scene, "09:15") == [
        "Window 1 has been paused for 10 min: other.",
        "Planned, but not open for 15 min: 3.",
    ]
    scene.do(Continue("S1", "1"), "09:15")
    scene.do(SignOut("S1", "1"), "09:16")
    assert english(scene, "09:20") == ["Planned, but not open for 20 min: 3."]
    assert english(scene, "09:26") == ["Planned, but not open for 26 min: 1, 3."]


def test_a_tidal_window_is_proposed_before_any_other() -> None:
    windows = {**small_hall().windows, 4: Window(4, {"A": 2}, tidal=True), 5: Window(5, {"A": 1})}
    scene = watched(AlertRule(AlertKind.TIDAL, 1), windows=windows)
    assert english(scene, "09:05") == ["1 people wait for each open window: open window 4, for social."]
    scene.do(SignIn("S3", "4", "S3"), "09:05")
    assert ids(scene, "09:05") == ["tidal:A.5:1"]
    assert ids(scene, "18:00") == []


def test_a_help_call_that_nobody_answers() -> None:
    scene = watched(AlertRule(AlertKind.HELP, MINUTE, loud=Loud.REPEAT))
    scene.do(AskHelp("E1", "1", "other"), "09:05")
    assert ids(scene, "09:05:59") == []
    assert english(scene, "09:06") == ["Window 1 called for help 1 min ago, nobody has answered: other."]
    assert show(scene, "guide", "09:06")["help"][0]["overdue"]
    scene.do(AnswerHelp("S4", 1), "09:06")
    assert ids(scene, "09:07") == []


def test_a_device_in_trouble_is_told_when_somebody_knows_it() -> None:
    scene = watched(AlertRule(AlertKind.DEVICE, MINUTE))
    known = {"D1": Trouble(DeviceState.PAPER_OUT, at("09:05")), "D2": Trouble(DeviceState.OK, at("08:00"))}
    assert [alert.id for alert in alerts(scene.day, at("09:06"), known)] == ["device:D1:60000"]
    assert alerts(scene.day, at("09:05"), known) == ()


def test_whoever_saw_it_makes_it_quiet_until_it_lasts_or_gets_worse() -> None:
    scene = watched(AlertRule(AlertKind.LONGEST, 10 * MINUTE, service="A"))
    scene.do(AcknowledgeAlert("S4", "longest:A:600000", 12), "09:12")
    seen = show(scene, "alerts", "09:13")["alerts"][0]
    assert (seen["quiet"], seen["seen"]["staff"]["name"]) == (True, "staff S4")
    assert [alert.quiet for alert in alerts(scene.day, at("09:17:59"))] == [True]
    assert [alert.quiet for alert in alerts(scene.day, at("09:18"))] == [False]
    scene.do(AcknowledgeAlert("S4", "longest:A:600000", 30), "09:30")
    assert [alert.quiet for alert in alerts(scene.day, at("09:39"))] == [True]
    assert [alert.quiet for alert in alerts(scene.day, at("09:40"))] == [False]


def test_a_new_cause_is_a_new_alert() -> None:
    scene = watched(AlertRule(AlertKind.PAUSED, MINUTE))
    scene.do(Pause("S1", "1", "other"), "09:05")
    scene.do(AcknowledgeAlert("S4", "paused:1:60000", 1), "09:06")
    assert [alert.quiet for alert in alerts(scene.day, at("09:06"))] == [True]
    scene.do(Continue("S1", "1"), "09:06")
    scene.do(Pause("S1", "1", "other"), "09:07")
    assert [alert.quiet for alert in alerts(scene.day, at("09:08"))] == [False]


def test_each_role_hears_its_own_and_a_window_what_concerns_it() -> None:
    everybody = frozenset(Listener)
    scene = watched(
        AlertRule(AlertKind.LINE, 1, who=everybody),
        AlertRule(AlertKind.PAUSED, MINUTE, who=everybody),
        AlertRule(AlertKind.NOT_OPEN, MINUTE, who=frozenset({Listener.MANAGER})),
    )
    scene.do(Pause("S2", "2", "other"), "09:02")
    assert len(english(scene, "09:05", role="manager")) == 4
    assert len(english(scene, "09:05", role="guide")) == 3
    assert english(scene, "09:05", role="window", window="3") == ["housing: 1 people wait (alert from 1)."]
    assert [row["kind"] for row in show(scene, "console", "09:05", window="2")["alerts"]] == ["line", "line", "paused"]
    assert refusal_of(scene, "alerts", role="visitor").code == "unknown_role"


def test_a_closed_hall_is_silent_and_a_hall_without_a_list_has_that_of_the_suite() -> None:
    scene = watched(AlertRule(AlertKind.LINE, 1))
    scene.do(KeepTime("calendar"), "19:30")
    assert alerts(scene.day, at("19:30")) == ()
    assert small_hall().alerts == default_alerts()
    assert replace(small_hall(), alerts=()).alerts == ()


@pytest.mark.parametrize("kind", AlertKind)
def test_every_kind_can_be_raised_with_a_sentence_in_both_languages(kind: AlertKind) -> None:
    scene = watched(AlertRule(kind, 0))
    scene.do(Pause("S1", "1", "other"), "09:05")
    scene.do(AskHelp("E1", "1", "other"), "09:05")
    scene.do(Issue("D1", "A"), "09:05")
    rows = show(scene, "alerts", "09:20")["alerts"]
    assert rows or kind is AlertKind.DEVICE
    for row in rows:
        assert "{" not in row["sentence"]["zh"] + row["sentence"]["en"]
        assert row["sentence"]["zh"] != row["sentence"]["en"]
