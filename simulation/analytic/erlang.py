"""Waiting for one of c equal windows: Poisson arrivals, exponential service; with patience (Erlang A) or without (C).

Rates are per any one unit of time, and times in that unit.
"""

from dataclasses import dataclass
from math import exp, inf

TINY = 1e-16  # a term of a series that adds nothing any more


def erlang_b(servers: int, load: float) -> float:
    """The probability that all are busy when nobody waits; load is arrival rate ÷ service rate."""
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked


@dataclass(frozen=True, slots=True)
class ErlangC:
    """M/M/c: everybody stays. Where the load reaches the windows, the queue grows without end."""

    arrival_rate: float
    service_rate: float
    servers: int

    @property
    def load(self) -> float:
        return self.arrival_rate / self.service_rate

    @property
    def is_stable(self) -> bool:
        return self.load < self.servers

    @property
    def waits(self) -> float:
        """The probability of having to wait."""
        if not self.is_stable:
            return 1.0
        blocked = erlang_b(self.servers, self.load)
        return self.servers * blocked / (self.servers - self.load * (1 - blocked))

    @property
    def mean_wait(self) -> float:
        return self.waits / self._spare if self.is_stable else inf

    def waits_longer(self, time: float) -> float:
        """The probability of a wait longer than this."""
        return self.waits * exp(-self._spare * time) if self.is_stable else 1.0

    @property
    def _spare(self) -> float:
        """Services per unit of time beyond what comes."""
        return self.servers * self.service_rate - self.arrival_rate


@dataclass(frozen=True, slots=True)
class ErlangA:
    """M/M/c+M: who waits gives up at a rate of 1 ÷ mean patience. Always stable."""

    arrival_rate: float
    service_rate: float
    servers: int
    patience_rate: float

    @property
    def waits(self) -> float:
        """The probability that all windows are busy."""
        return self._waiting()[0]

    @property
    def leaves(self) -> float:
        """The probability of giving up: the rate of giving up ÷ the rate of coming."""
        return self.patience_rate * self.queue / self.arrival_rate

    @property
    def queue(self) -> float:
        """How many wait, on average."""
        return self._waiting()[1]

    @property
    def mean_wait(self) -> float:
        """Of all who come, whether served or not."""
        return self.queue / self.arrival_rate

    def _waiting(self) -> tuple[float, float]:
        """Probability that all are busy, and mean number waiting, from the chain's balance relative to state c."""
        below, term = 0.0, 1.0
        for number in range(self.servers, 0, -1):
            term *= number * self.service_rate / self.arrival_rate
            below += term
        above, queue, term, waiting = 1.0, 0.0, 1.0, 0
        while term > TINY * above:
            waiting += 1
            term *= self.arrival_rate / (self.servers * self.service_rate + waiting * self.patience_rate)
            above += term
            queue += waiting * term
        return above / (above + below), queue / (above + below)


def least_servers(arrival_rate: float, service_rate: float, within: float, share: float) -> int:
    """The fewest windows at which at least this share waits no longer than `within`, everybody staying."""
    servers = max(1, int(arrival_rate / service_rate) + 1)
    while 1 - ErlangC(arrival_rate, service_rate, servers).waits_longer(within) < share:
        servers += 1
    return servers if arrival_rate > 0 else 0
