"""The way to a device: it moves bytes and knows nothing of them.

Every failure is one error, `TransportLost`, which names the port and says by its code what a person can do.
"""

from typing import Protocol


class Transport(Protocol):
    """Opened, used by one reader and one writer, closed; it may be opened again. `port` is its name for people."""

    @property
    def port(self) -> str: ...

    async def open(self) -> None: ...

    async def read(self) -> bytes:
        """At least one byte; waits for it."""

    async def write(self, data: bytes) -> None:
        """Returns when the bytes have left, as far as this machine can tell."""

    async def close(self) -> None:
        """Harmless when closed already."""
