"""A hall's clock for a day that is told in scenes: it runs as time does, and a scene moves it on."""

import time
from datetime import date

from hallops.app.clocks import SystemClock
from tests.domain.halls import at

DAY = date(2026, 3, 10)  # a Tuesday


class DayClock(SystemClock):
    """Shows the day's local time."""

    def __init__(self, clock: str) -> None:
        self.set(clock)

    def now(self) -> int:
        shown, since = self._mark
        return shown + int((time.monotonic() - since) * 1000)

    def seconds(self) -> float:
        return self.now() / 1000

    def set(self, clock: str) -> None:
        self._mark = (at(clock, DAY), time.monotonic())

    def later(self, seconds: float) -> None:
        self._mark = (self.now() + int(seconds * 1000), time.monotonic())
