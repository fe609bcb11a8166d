"""Which call a press belongs to: pure.

A call is asked for once and rated at most once; a press at another time is nobody's.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

PATIENCE = 45.0  # seconds that a visitor has


class Phase(StrEnum):
    """What the pad shows."""

    IDLE = "idle"  # the staff card
    ASKING = "asking"
    RATED = "rated"
    TIMED_OUT = "timed_out"


@dataclass(frozen=True, slots=True)
class Asking:
    """`until` is in the caller's seconds."""

    phase: Phase = Phase.IDLE
    call: str = ""
    until: float = 0.0

    def ask(self, call: str, now: float, patience: float = PATIENCE) -> "Asking":
        """Begin to ask; the call that was just rated is not asked for again."""
        if call == self.call and self.phase is not Phase.IDLE:
            return self
        return Asking(Phase.ASKING, call, now + patience)

    def press(self, now: float) -> tuple["Asking", bool]:
        """What follows a press, and whether it counts."""
        current = self.tick(now)
        counts = current.phase is Phase.ASKING
        return (replace(current, phase=Phase.RATED) if counts else current), counts

    def tick(self, now: float) -> "Asking":
        late = self.phase is Phase.ASKING and now >= self.until
        return replace(self, phase=Phase.TIMED_OUT) if late else self
