"""The Alpha (M-)Protocol of LED signs: frames with their checksum, priority texts, and the answers of a sign.

Sources: M-Protocol document 9708-8061 in excerpts, the page "Alpha Sign Communications Protocol", alphasignpy 0.1.1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from devices.errors import NotShowable

AUTOBAUD = b"\x00" * 5  # a sign finds the speed from these
SOH, STX, ETX, EOT, ESC = b"\x01", b"\x02", b"\x03", b"\x04", b"\x1b"
ALL_SIGNS, EVERY_ADDRESS = b"Z", b"00"
WRITE_TEXT, READ_SPECIAL, WRITE_SPECIAL = b"A", b"F", b"E"
PRIORITY = b"0"  # the file that is shown before all others, and needs no memory set aside
PRIORITY_MOST = 125  # bytes
SERIAL_STATUS = b"*"
MIDDLE, FILL = b"\x20", b"\x30"
ROTATE, HOLD = b"a", b"b"
_LONGEST = 512  # bytes of an answer; longer ones are noise
_FRAME = re.compile(rb"\x01(.)(..)\x02([^\x02-\x04]*)(?:\x03([0-9A-F]{4}))?\x04", re.DOTALL)

# what the error register of a sign means, from its lowest bit
ERRORS = (
    (0x01, "parity"),
    (0x02, "framing"),
    (0x04, "timeout"),
    (0x08, "overflow"),
    (0x10, "checksum"),
    (0x20, "command"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A frame that a sign sent: the command with its data, and whether its checksum was right (None: it had none)."""

    body: bytes
    sound: bool | None


def frame(body: bytes, address: bytes = EVERY_ADDRESS, type_: bytes = ALL_SIGNS, *, checked: bool = True) -> bytes:
    """A command with its data to signs of a type at an address."""
    block = STX + body + ETX
    end = block + checksum(block) if checked else STX + body
    return AUTOBAUD + SOH + type_ + address + end + EOT


def checksum(block: bytes) -> bytes:
    """The 16-bit sum from STX to ETX, as four digits."""
    return b"%04X" % (sum(block) & 0xFFFF)


def text_file(label: bytes, text: bytes, position: bytes = MIDDLE, mode: bytes = HOLD) -> bytes:
    """Write a text file."""
    return WRITE_TEXT + label + ESC + position + mode + text


def priority(text: str, columns: int) -> bytes:
    """Show a text before everything else: standing still where it fits, else running through; empty ends it."""
    if not text:
        return WRITE_TEXT + PRIORITY
    if not (text.isascii() and text.isprintable()):
        raise NotShowable("board_characters", text=text)
    if len(text) > PRIORITY_MOST:
        raise NotShowable("board_too_small", text=text, most=PRIORITY_MOST)
    return text_file(PRIORITY, text.encode(), MIDDLE, HOLD if len(text) <= columns else ROTATE)


def ask_status() -> bytes:
    """Read the serial error register."""
    return READ_SPECIAL + SERIAL_STATUS


def errors(register: int) -> tuple[str, ...] | None:
    """What a sign holds against the last frames; None where the byte is no register (bit 40 is always set)."""
    if not register & 0x40 or register & 0x80:
        return None
    return tuple(name for bit, name in ERRORS if register & bit)


class SignReader:
    """Finds the frames in what a sign says, in pieces of any size; `noise` counts bytes that belong to none."""

    def __init__(self) -> None:
        self._pending = b""
        self.noise = 0

    def feed(self, data: bytes) -> Iterator[Said]:
        self._pending += bytes(byte & 0x7F for byte in data)  # seven bits: the eighth may be parity
        while found := _FRAME.search(self._pending):
            self.noise += len(self._pending[: found.start()].strip(b"\x00"))
            self._pending = self._pending[found.end() :]
            sum_ = found[4]
            yield Said(found[3], None if sum_ is None else checksum(STX + found[3] + ETX) == sum_)
        self._forget()

    def _forget(self) -> None:
        """What can not become a frame any more is noise."""
        start = self._pending.rfind(SOH)
        kept = self._pending[start:] if start >= 0 else b""
        if EOT in kept or len(kept) > _LONGEST:
            kept = b""
        self.noise += len(self._pending[: len(self._pending) - len(kept)].strip(b"\x00"))
        self._pending = kept
