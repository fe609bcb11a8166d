"""A simulated rating pad: it shows the lines it is sent; `press` presses one of its five keys."""

import random
from collections.abc import Iterator

from devices.sim.twin import Twin


class PadTwin(Twin):
    """`shown` is its last line; `impatient` presses a key by itself when it is asked."""

    def __init__(self, rng: random.Random | None = None, *, impatient: bool = False) -> None:
        super().__init__(rng)
        self.shown = ""
        self._impatient = impatient
        self._came = b""

    def hears(self, data: bytes) -> Iterator[bytes]:
        *lines, self._came = (self._came + data).split(b"\r\n")
        self._came = self._came[-256:]
        for line in lines:
            self.shown = line.decode("gb18030", "replace")
            if self._impatient and self.shown == "ASK":
                yield b"%d" % self._rng.randint(1, 5)

    async def press(self, level: int) -> None:
        await self.tell(b"%d" % level)
