"""A device's state and how it changes: pure, all times are the caller's seconds.

One missed answer degrades a device, two in a row part it from the hall; after an absence two good ones bring it back.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from devices.health import Reason, Weight, any_of

MISSES = 2
GOODS = 2
STEADY = 60.0  # seconds on line after which earlier tries are forgotten


class State(StrEnum):
    """Where a device stands."""

    DISABLED = "disabled"
    DISCOVERED = "discovered"  # found, and adopted by nobody yet
    CONNECTING = "connecting"
    ONLINE = "online"
    DEGRADED = "degraded"  # it works, with a reason to look after it
    FAULTED = "faulted"  # it is there and can not do its work
    OFFLINE = "offline"


PRESENT = frozenset({State.ONLINE, State.DEGRADED, State.FAULTED})
AT_REST = frozenset({State.DISABLED, State.DISCOVERED})


@dataclass(frozen=True, slots=True)
class Standing:
    """`since` is when the state began, `due` when an absent device is tried again."""

    state: State = State.DISCOVERED
    reasons: frozenset[Reason] = frozenset()
    since: float = 0.0
    tries: int = 0
    misses: int = 0
    goods: int = 0
    due: float | None = None

    def enabled(self, now: float) -> "Standing":
        """Somebody adopted it or switched it on."""
        return Standing(State.CONNECTING, since=now) if self.state in AT_REST else self

    def disabled(self, now: float) -> "Standing":
        return self._at(now, Standing(State.DISABLED))

    def trying(self, now: float) -> "Standing":
        """Its time has come."""
        return self._at(now, replace(self, state=State.CONNECTING, due=None)) if self.state is State.OFFLINE else self

    def kicked(self, now: float) -> "Standing":
        """It was seen again, or somebody asks for it: it is tried at once."""
        return replace(self, due=now, tries=0) if self.state is State.OFFLINE else self

    def answered(self, reasons: frozenset[Reason], now: float) -> "Standing":
        if self.state in AT_REST:
            return self
        goods = self.goods + 1
        if self.state not in PRESENT and self.tries and goods < GOODS:
            return replace(self, goods=goods, misses=0)
        steady = self.state in PRESENT and now - self.since >= STEADY
        tries = 0 if steady else self.tries
        return self._at(now, Standing(_present(reasons), reasons, tries=tries, goods=goods))

    def missed(self, reason: Reason, now: float, wait: float) -> "Standing":
        """It was asked and gave no answer that makes sense; `wait` is how long it rests if it is gone."""
        if self.state in AT_REST:
            return self
        if self.misses + 1 >= MISSES:
            return self.lost(reason, now, wait)
        reasons = self.reasons | {reason}
        state = _present(reasons) if self.state in PRESENT else self.state
        return self._at(now, replace(self, state=state, reasons=reasons, misses=self.misses + 1, goods=0))

    def lost(self, reason: Reason, now: float, wait: float) -> "Standing":
        if self.state in AT_REST:
            return self
        return self._at(now, Standing(State.OFFLINE, frozenset({reason}), tries=self.tries + 1, due=now + wait))

    def _at(self, now: float, other: "Standing") -> "Standing":
        """The other standing, which began now unless its state is the same."""
        return replace(other, since=self.since if other.state is self.state else now)


def _present(reasons: frozenset[Reason]) -> State:
    if any_of(reasons, Weight.STOPS):
        return State.FAULTED
    return State.DEGRADED if reasons else State.ONLINE
