"""The clocks that the program runs on: the machine's own, one that a stepped day sets, and one that hurries."""

import time
from collections.abc import Sequence

from hallops.domain.day_plan import Stretch

STANDS = 0.05  # seconds until somebody who waits for a clock that does not run yet looks again


class SystemClock:
    """Wall time of this machine."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def pace(self) -> float:
        return 1.0

    def seconds(self) -> float:
        """A count of seconds that never jumps."""
        return time.monotonic()


class SteppedClock:
    """Stands still until it is set; a demo at full speed and tests run on it."""

    def __init__(self, now: int = 0) -> None:
        self._now = now

    def now(self) -> int:
        return self._now

    def step_to(self, now: int) -> None:
        self._now = now


class FastClock:
    """Runs `speed` times as fast as real time through its stretches and jumps over what lies between them.

    It stands at the first until it begins, and goes on in real time after the last. It counts from `begun`, seconds of
    the machine's monotonic clock, which all processes of a machine share: so they all see one hall time.
    """

    def __init__(self, stretches: Sequence[Stretch], speed: float, begun: float | None = None) -> None:
        self._stretches = tuple(stretches)
        self._speed = speed
        self._begun = begun

    def begin(self, at: float) -> None:
        self._begun = at

    def now(self) -> int:
        return self._at()[0]

    def pace(self) -> float:
        """How many times as fast as real time it runs now."""
        return self._at()[1]

    def seconds(self) -> float:
        """A count of hall seconds that never goes back."""
        return self.now() / 1000

    def delay(self, at: int) -> float:
        """Real seconds until it shows `at`, 0 when it did; while it stands, until one should ask again."""
        now = self.now()
        if now >= at:
            return 0.0
        if self._begun is None:
            return STANDS
        left = 0
        for stretch in self._stretches:
            since, until = max(stretch.start, now), min(stretch.end, at)
            left += max(0, until - since)
        after = max(0, at - max(now, self._stretches[-1].end))
        return (left / self._speed + after) / 1000

    def _at(self) -> tuple[int, float]:
        if self._begun is None:
            return self._stretches[0].start, 0.0
        real = max(0.0, time.monotonic() - self._begun) * 1000
        left = real * self._speed
        for stretch in self._stretches:
            length = stretch.end - stretch.start
            if left < length:
                return stretch.start + int(left), self._speed
            left -= length
        return self._stretches[-1].end + int(left / self._speed), 1.0
