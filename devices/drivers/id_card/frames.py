"""Frames of a resident identity card reader (SAM_V): AA AA AA 96 69, a length, command or status, data, an XOR.

Source: published request and answer frames (yzsam.com, eastcoms.com); the layout of the text is that of GA 450.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

HEAD = bytes.fromhex("AAAAAA9669")
FIND, SELECT, READ = (0x20, 0x01), (0x20, 0x02), (0x30, 0x01)
FOUND, SELECTED, GOOD = bytes.fromhex("00009F"), bytes.fromhex("000090"), bytes.fromhex("000090")
_LENGTH = 2  # bytes
_LONGEST = 4096  # bytes of an answer; the photo and the finger prints together are shorter
_NUMBER = slice(122, 158)  # bytes of the text that hold the number, UTF-16


@dataclass(frozen=True, slots=True)
class Answer:
    """A status of three bytes and data."""

    status: bytes
    data: bytes


def request(command: tuple[int, int]) -> bytes:
    """A request without data."""
    inner = bytes([0, 3, *command])
    return HEAD + inner + _xor(inner)


def number_in(data: bytes) -> str | None:
    """The identity number of a card that was read; None where the data is no card's."""
    size = int.from_bytes(data[:2], "big")
    text = data[4 : 4 + size]
    if len(text) < _NUMBER.stop:
        return None
    try:
        return text[_NUMBER].decode("utf-16-le").strip("\x00 ")
    except UnicodeDecodeError:
        return None


class AnswerReader:
    """Finds answers in what a reader says, in pieces of any size; `noise` counts bytes that belong to none."""

    def __init__(self) -> None:
        self._pending = b""
        self.noise = 0

    def feed(self, data: bytes) -> Iterator[Answer]:
        self._pending += data
        while (inner := self._inner()) is not None:
            if reduce(int.__xor__, inner) == 0 and len(inner) >= 6:  # noqa: PLR2004 - length, status, XOR
                yield Answer(inner[2:5], inner[5:-1])
                self._pending = self._pending[len(HEAD) + len(inner) :]
            else:
                self._skip(1)

    def _inner(self) -> bytes | None:
        """From the length to the XOR of the frame at the start; None while it is not whole."""
        start = self._pending.find(HEAD)
        self._skip(start if start >= 0 else max(0, len(self._pending) - len(HEAD) + 1))
        if start < 0 or len(self._pending) < len(HEAD) + _LENGTH:
            return None
        size = int.from_bytes(self._pending[len(HEAD) : len(HEAD) + _LENGTH], "big")
        if not 0 < size <= _LONGEST:
            return b"\x01"  # no frame: its XOR is not 0
        inner = self._pending[len(HEAD) : len(HEAD) + _LENGTH + size]
        return inner if len(inner) == _LENGTH + size else None

    def _skip(self, count: int) -> None:
        self.noise += count
        self._pending = self._pending[count:]


def _xor(data: bytes) -> bytes:
    return bytes([reduce(int.__xor__, data)])
