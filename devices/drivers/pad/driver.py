"""A serial rating pad: shows the clerk, asks after a service, and binds the first press in time to that call."""

import time
from collections.abc import Callable

from devices.drivers.driver import Driver
from devices.drivers.events import Hear, Rated
from devices.drivers.keypad.frames import KeyReader
from devices.drivers.pad.asking import PATIENCE, Asking
from devices.drivers.pad.frames import PadWords
from devices.transport.transport import Transport


class PadDriver(Driver):
    """`device` is the pad's id; a rating's event id is made of it and the call: however often it is told, it is one."""

    def __init__(
        self,
        transport: Transport,
        hear: Hear,
        device: str,
        words: PadWords | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(transport)
        self._hear, self._device, self._words, self._clock = hear, device, words or PadWords(), clock
        self._levels = {str(level): level for level in self._words.keys.values()}
        self._reader = self._fresh()
        self.asking = Asking()

    async def open(self) -> None:
        self._reader = self._fresh()
        await super().open()

    async def show_staff(self, card: str) -> None:
        """The clerk's name and number, while nobody is asked."""
        await self._say(self._words.staff.format(card=card))

    async def ask(self, call: str, patience: float = PATIENCE) -> None:
        """Ask for a rating of this call. What was asked stays asked while the pad is away."""
        self.asking = self.asking.ask(call, self._clock(), patience)
        await self._say(self._words.ask)

    async def thank(self) -> None:
        """Once the rating is safe, not before."""
        await self._say(self._words.thanks)

    def take(self, data: bytes) -> None:
        before = self._reader.noise
        for action in self._reader.feed(data):
            self.sense()
            self._press(self._levels[action])
        if self._reader.noise > before:
            self.garbage(data)

    def _press(self, level: int) -> None:
        self.asking, counts = self.asking.press(self._clock())
        if counts:
            call = self.asking.call
            self._hear(Rated(f"{self._device}:{call}", call, level))

    async def _say(self, line: str) -> None:
        """Raises TransportLost."""
        if data := self._words.line(line):
            await self.send(data)

    def _fresh(self) -> KeyReader:
        return KeyReader({code: str(level) for code, level in self._words.keys.items()})
