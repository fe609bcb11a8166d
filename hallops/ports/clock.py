"""The time, as the hub is told it."""

from typing import Protocol


class Clock(Protocol):
    """Wall time in ms since 1970 UTC. It may jump; the log never goes back."""

    def now(self) -> int: ...
