"""A frame: one message of a stream, encoded once for all who get it."""

from dataclasses import dataclass
from functools import cached_property

from hallops.hub.websocket import framed

RETRY = b"retry: 1000\n\n"  # ms until a browser connects again


@dataclass(frozen=True)
class Frame:
    """`seq` is the number of the last event it knows of, `prev` of the one before its first; `body` is JSON.

    `id` lets a browser that connects again say what it had.
    """

    seq: int
    prev: int | None
    body: bytes
    id: str = ""

    @cached_property
    def text(self) -> str:
        return self.body.decode()

    @cached_property
    def socket(self) -> bytes:
        """As a WebSocket message, ready for the wire."""
        return framed(self.body)

    @cached_property
    def sse(self) -> bytes:
        """The same as a Server-Sent Event. JSON has no line ends inside."""
        return b"id: " + (self.id or str(self.seq)).encode() + b"\ndata: " + self.body + b"\n\n"


def unnamed_sse(body: bytes) -> bytes:
    """A Server-Sent Event without an id: a heartbeat changes nothing about what the reader has."""
    return b"data: " + body + b"\n\n"
