"""Figures about the hub for whoever watches over it. No label ever names a ticket, a window's visitor or a person."""

from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from hallops.hub.subscriber import End
from hallops.ports.journal import Accepted
from hallops.wire.commands import KINDS

CARRIED_OUT = "carried_out"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """A registry of its own: two hubs in one process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._commands = Counter(
            "hallops_commands", "Commands by outcome", ["command", "outcome"], registry=self.registry
        )
        self._seconds = Histogram(
            "hallops_command_seconds", "Time of a command", registry=self.registry, buckets=SECONDS
        )
        self._events = Counter("hallops_events", "Events by kind", ["kind"], registry=self.registry)
        self._streams = Gauge("hallops_streams", "Open streams", ["stream"], registry=self.registry)
        self._ended = Counter("hallops_streams_ended", "Streams ended", ["stream", "reason"], registry=self.registry)
        self._seq = Gauge("hallops_seq", "Number of the last event", registry=self.registry)
        self._tickets = Gauge("hallops_tickets", "Tickets of the day by state", ["state"], registry=self.registry)
        self.streams = 0

    def heard(self, heard: Sequence[Accepted]) -> None:
        kinds = Tally(type(event).__name__ for accepted in heard for event in accepted.events)
        for kind, count in kinds.items():
            self._events.labels(kind).inc(count)
        self._seq.set(heard[-1].last)

    @contextmanager
    def command(self) -> Iterator[None]:
        with self._seconds.time():
            yield

    def count(self, command: str, outcome: str) -> None:
        """`outcome` is CARRIED_OUT or the code of a refusal."""
        self._commands.labels(command if command in KINDS else "unknown", outcome).inc()

    def stream_opened(self, stream: str) -> None:
        self.streams += 1
        self._streams.labels(stream).inc()

    def stream_ended(self, stream: str, reason: End) -> None:
        self.streams -= 1
        self._streams.labels(stream).dec()
        self._ended.labels(stream, reason.name.lower()).inc()

    def text(self, tickets: Mapping[str, int]) -> bytes:
        """All figures in the format of Prometheus."""
        for state, count in tickets.items():
            self._tickets.labels(state).set(count)
        return generate_latest(self.registry)
