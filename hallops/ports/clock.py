"""The time, as the hub is told it."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time in ms since 1970 UTC. It may jump; the log never goes back."""

    def now(self) -> int: ...


def utc(ms: int) -> datetime:
    """An instant of the suite, for libraries that want a datetime; whole seconds."""
    return datetime.fromtimestamp(ms // 1000, UTC)
