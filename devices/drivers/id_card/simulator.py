"""A simulated card reader: `lay` puts a card on it, which is found once, as a real reader does."""

import random
import struct
from collections.abc import Iterator

from devices.sim.twin import Twin

_NO_CARD, _FOUND, _GOOD = 0x80, 0x9F, 0x90


class IdCardTwin(Twin):
    """The card's number is the only thing on it."""

    def __init__(self, rng: random.Random | None = None) -> None:
        super().__init__(rng)
        self._card = ""
        self._came = bytearray()
        self._selected = False

    def lay(self, number: str) -> None:
        self._card = number

    def lift(self) -> None:
        self._card = ""

    def opened(self) -> None:
        super().opened()
        self._came.clear()

    def hears(self, data: bytes) -> Iterator[bytes]:
        self._came += data
        while len(self._came) >= 10:  # noqa: PLR2004 - a request
            if self._came[:5] != b"\xaa\xaa\xaa\x96i":
                del self._came[0]
                continue
            request, self._came = bytes(self._came[:10]), self._came[10:]
            yield self._obey(request[7], request[8])

    def _obey(self, command: int, parameter: int) -> bytes:
        if (command, parameter) == (0x20, 1):
            return _answer(_FOUND, bytes(4)) if self._card and not self._selected else self._nothing()
        if (command, parameter) == (0x20, 2) and self._card:
            return _answer(_GOOD, bytes(8))
        if command == 0x30 and self._card:  # noqa: PLR2004
            text = bytearray(" ".encode("utf-16-le") * 128)
            text[122:158] = self._card.encode("utf-16-le")
            self._selected = True
            return _answer(_GOOD, struct.pack(">HH", 256, 1024) + text + bytes(1024))
        return _answer(0x41, b"")

    def _nothing(self) -> bytes:
        self._selected = self._selected and bool(self._card)
        return _answer(_NO_CARD, b"")


def _answer(status: int, data: bytes) -> bytes:
    inner = struct.pack(">HBBB", len(data) + 4, 0, 0, status) + data
    check = 0
    for byte in inner:
        check ^= byte
    return b"\xaa\xaa\xaa\x96\x69" + inner + bytes([check])
