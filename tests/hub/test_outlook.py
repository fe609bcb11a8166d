"""The forecast over the wire, made by its own process: pushed to who watches, told on tickets, missed by nobody."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from hallops.app.forecaster import Forecaster
from hallops.services.foresight import Foresight
from hallops.services.views.views import make_views
from tests.hub.running import Caller, hall, served

pytestmark = pytest.mark.slow


@dataclass
class Foreseen:
    caller: Caller
    forecaster: Forecaster

    def issued(self) -> tuple[str, int, int]:
        """What a new ticket tells, and by what."""
        event = self.caller.command("Issue", service="A").json()["events"][0]
        return event["quoted_by"], event["quoted_low"], event["quoted_high"]

    def watch(self) -> dict[str, object]:
        """The first outlook that was foreseen."""
        with self.caller.stream("/v1/views/outlook/stream") as shown:
            views: Iterator[dict[str, object]] = (frame["view"] for frame in shown if "view" in frame)
            return next(view for view in views if view["made"] is not None)


@pytest.fixture
def foreseen(tmp_path: Path) -> Iterator[Foreseen]:
    with closing(Forecaster()) as forecaster:
        waits = Foresight(forecaster.ask, lambda _: None, time.monotonic, at_first=0)
        with hall(tmp_path, views=make_views(waits=waits), waits=waits) as found, served(found) as caller:
            yield Foreseen(caller, forecaster)


def test_who_watches_is_told_when_it_is_made_and_tickets_carry_it(foreseen: Foreseen) -> None:
    assert foreseen.issued()[0] == "position"
    shown = foreseen.watch()
    assert {service["code"] for service in shown["services"]} == {"A", "E"}  # type: ignore[attr-defined]
    source, low, high = foreseen.issued()
    assert source == "simulation"
    assert low % 60_000 == high % 60_000 == 0
    assert low <= high


def test_tickets_are_given_whatever_becomes_of_the_process(foreseen: Foreseen) -> None:
    foreseen.watch()
    process = foreseen.forecaster.process
    assert process is not None
    os.kill(process, signal.SIGKILL)
    assert [foreseen.issued()[0] for _ in range(3)] == ["simulation"] * 3  # the newest is fresh still


def test_who_may_not_look_is_refused(foreseen: Foreseen) -> None:
    for who, status in (
        ("manager", 200),
        ("guide", 200),
        ("planner", 200),
        ("window-1", 403),
        ("pad-1", 403),
        (None, 403),
    ):
        assert foreseen.caller.get("/v1/views/outlook", who).status_code == status
