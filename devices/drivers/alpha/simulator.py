"""A simulated LED sign: it keeps files as a sign does, holds a bad checksum against its sender, and shows a text."""

import random
from collections.abc import Iterator

from devices.sim.twin import Twin

_FILES_WITHOUT_MEMORY = {"0"}


class AlphaTwin(Twin):
    """`shown` is what stands on it now; `files` the texts by label."""

    def __init__(self, rng: random.Random | None = None, address: int = 0) -> None:
        super().__init__(rng)
        self.files: dict[str, str] = {}
        self.register = 0
        self._address = address
        self._came = bytearray()

    @property
    def shown(self) -> str:
        return self.files.get("0", "")

    def opened(self) -> None:
        super().opened()
        self._came.clear()

    def hears(self, data: bytes) -> Iterator[bytes]:
        for byte in data:
            if byte == 1:
                self._came.clear()
            self._came.append(byte)
            if byte == 4 and self._came[0] == 1:  # noqa: PLR2004 - EOT
                yield self._frame(bytes(self._came[1:-1]))
                self._came.clear()

    def _frame(self, inner: bytes) -> bytes:
        head, _, rest = inner.partition(b"\x02")
        body, closed, said = rest.partition(b"\x03")
        if head[:1] not in {b"Z", b"!", b"?"} or head[1:] not in {b"00", b"??", b"%02X" % self._address}:
            return b""
        if closed and int(said or b"0", 16) != (2 + sum(body) + 3) % 65_536:
            self.register |= 0x10
            return b""
        return self._obey(body)

    def _obey(self, body: bytes) -> bytes:
        if body[:1] == b"A" and len(body) > 1:
            label, text = chr(body[1]), body[2:]
            if text[:1] == b"\x1b":
                text = text[3:]
            if label in _FILES_WITHOUT_MEMORY:
                self.files[label] = text.decode("ascii", "replace")
            return b""
        if body == b"F*":
            told, self.register = 0x40 | self.register, 0
            return (
                b"\0" * 20 + b"\x01000\x02E*" + bytes([told]) + b"\x03" + b"%04X" % (2 + 69 + 42 + told + 3) + b"\x04"
            )
        self.register |= 0x20
        return b""
