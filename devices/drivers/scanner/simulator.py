"""A simulated scanner: `scan` holds a code before it."""

from collections.abc import Iterator

from devices.sim.twin import Twin


class ScannerTwin(Twin):
    """Takes nothing, says codes."""

    def hears(self, data: bytes) -> Iterator[bytes]:
        yield from ()

    async def scan(self, text: str) -> None:
        await self.tell(text.encode() + b"\r")
