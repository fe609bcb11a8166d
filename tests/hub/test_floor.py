"""Alerts and help calls over the wire: they come to whoever watches, also when nothing happens but time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hallops.services.device_states import DeviceStates
from hallops.services.views.views import VIEWS, make_views
from tests.hub.running import Caller, Hall, hall, headers, served


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[tuple[Hall, Caller]]:
    """The hub with the views of the product."""
    with hall(tmp_path, views=VIEWS) as found, served(found) as caller:
        yield found, caller


def test_an_alert_comes_without_an_event(floor: tuple[Hall, Caller]) -> None:
    found, caller = floor
    caller.issue()
    with caller.stream("/v1/views/alerts/stream?role=guide", "guide") as alerts:
        first = next(alerts)
        assert first["view"]["alerts"] == []
        found.clock.set("09:21")
        raised = next(frame for frame in alerts if frame.get("view", {}).get("alerts"))
        assert raised["seq"] == first["seq"]
        assert raised["view"]["alerts"][0]["sentence"]["zh"] == "small hall：平均等候20分钟（预警值15）。"


def test_a_help_call_is_seen_by_the_guide_and_its_answer_where_it_was_asked(floor: tuple[Hall, Caller]) -> None:
    _, caller = floor
    asked = caller.command("AskHelp", "dispenser", place="", kind="other").json()["events"][0]
    assert (asked["kind"], asked["place"], asked["about"]) == ("HelpAsked", "D1", "other")
    again = caller.command("AskHelp", "dispenser", place="", kind="other")
    assert (again.status_code, again.json()["code"]) == (409, "help_on_its_way")
    assert caller.get("/v1/views/guide", "guide").json()["view"]["help"][0]["place"] == "D1"
    assert caller.command("AnswerHelp", "guide", help=1).status_code == 200
    public = caller.get("/v1/views/help_calls", None, place="D1").json()["view"]["calls"]
    assert public[0]["answered"]
    assert "S4" not in str(public)
    assert caller.command("AnswerHelp", "dispenser", help=1).status_code == 403


def test_only_the_manager_hears_the_managers_alerts(floor: tuple[Hall, Caller]) -> None:
    _, caller = floor
    assert caller.get("/v1/views/alerts", "manager", role="manager").status_code == 200
    assert caller.get("/v1/views/alerts", "window-1", role="manager").status_code == 403
    assert caller.get("/v1/views/alerts", "window-1", role="window", window="1").status_code == 200
    assert caller.get("/v1/views/alerts", None, role="guide").status_code == 403


def test_a_printer_without_paper_alerts_the_guide_until_it_has_some(tmp_path: Path) -> None:
    states = DeviceStates()
    with hall(tmp_path, views=make_views(states.troubles), devices=states) as found, served(found) as caller:
        tell(caller, "out")
        found.clock.set("09:05")
        alert = caller.get("/v1/views/alerts", "guide", role="guide").json()["view"]["alerts"][0]
        assert (alert["kind"], alert["value"]) == ("device", 4)
        assert "D1" in alert["sentence"]["en"]
        tell(caller, "ok")
        assert caller.get("/v1/views/alerts", "guide", role="guide").json()["view"]["alerts"] == []


def tell(caller: Caller, paper: str) -> None:
    told = caller.client.post("/v1/devices/me/state", json={"paper": paper}, headers=headers("dispenser", None))
    assert told.status_code == 200
