"""A simulated key pad: `press` presses the key that sends these bytes."""

from collections.abc import Iterator

from devices.sim.twin import Twin


class KeypadTwin(Twin):
    """Takes nothing, says keys."""

    def hears(self, data: bytes) -> Iterator[bytes]:
        yield from ()

    async def press(self, code: bytes) -> None:
        await self.tell(code)
