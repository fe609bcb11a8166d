"""The clocks that the program runs on: the machine's own, and one that a stepped day sets."""

import time


class SystemClock:
    """Wall time of this machine."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000


class SteppedClock:
    """Stands still until it is set; a demo at full speed and tests run on it."""

    def __init__(self, now: int = 0) -> None:
        self._now = now

    def now(self) -> int:
        return self._now

    def step_to(self, now: int) -> None:
        self._now = now
