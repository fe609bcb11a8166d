"""A key pad beside a dispenser: each press is an event, by what its key means."""

from collections.abc import Mapping

from devices.drivers.driver import Driver
from devices.drivers.events import Hear, KeyPressed, Numbering
from devices.drivers.keypad.frames import KeyReader
from devices.transport.transport import Transport


class KeypadDriver(Driver):
    """`keys` are actions by the bytes of their key."""

    def __init__(self, transport: Transport, hear: Hear, numbering: Numbering, keys: Mapping[bytes, str]) -> None:
        super().__init__(transport)
        self._hear, self._numbering, self._keys = hear, numbering, keys
        self._reader = KeyReader(keys)

    async def open(self) -> None:
        self._reader = KeyReader(self._keys)
        await super().open()

    def take(self, data: bytes) -> None:
        before = self._reader.noise
        for action in self._reader.feed(data):
            self.sense()
            self._hear(KeyPressed(self._numbering.next(), action))
        if self._reader.noise > before:
            self.garbage(data)
