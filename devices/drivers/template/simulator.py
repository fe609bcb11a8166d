"""Simulated boards without an answer: a counter of four bytes with a sum, and a display of two lines."""

import random
from collections.abc import Iterator

from devices.sim.twin import Twin


class CounterTwin(Twin):
    """`shown` is the number on it; a frame with a wrong sum, or for another address, changes nothing."""

    def __init__(self, rng: random.Random | None = None, address: int = 1) -> None:
        super().__init__(rng)
        self.shown = ""
        self._address = address
        self._came = b""

    def hears(self, data: bytes) -> Iterator[bytes]:
        self._came += data
        while len(self._came) >= 4:  # noqa: PLR2004 - a frame
            address, high, low, total = self._came[:4]
            if (address + high + low - total) % 256:
                self._came = self._came[1:]
                continue
            self._came = self._came[4:]
            if address == self._address:
                self.shown = str(256 * high + low)
        yield from ()


class DisplayTwin(Twin):
    """A CD5220 of two lines with twenty characters: ESC Q A and ESC Q B write them, CLR clears them."""

    def __init__(self, rng: random.Random | None = None) -> None:
        super().__init__(rng)
        self.lines_shown = {"A": "", "B": ""}
        self._came = b""

    @property
    def shown(self) -> str:
        return " ".join(text.strip() for text in self.lines_shown.values()).strip()

    def hears(self, data: bytes) -> Iterator[bytes]:
        self._came += data
        while self._came:
            if self._came[:1] == b"\x0c":
                self.lines_shown = {"A": "", "B": ""}
                self._came = self._came[1:]
            elif self._came[:2] in {b"\x1b", b"\x1bQ"}:
                end = self._came.find(b"\r")
                if end < 0:
                    break
                line, text = chr(self._came[2]), self._came[3:end]
                self.lines_shown |= {line: text[:20].decode("ascii", "replace")} if line in self.lines_shown else {}
                self._came = self._came[end + 1 :]
            else:
                self._came = self._came[1:]
        yield from ()
