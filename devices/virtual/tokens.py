"""ESC/POS bytes cut into commands and texts, strictly.

Written from the printer manuals and apart from our encoder, so that a mistake there cannot hide here. Every
byte belongs to exactly one token; a byte that no printer manual explains is an error with its place.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from devices.errors import UnreadableJob

TEXT = "text"
_BYTE = range(256)
_SINGLE = re.compile(rb"[\x20-\x7e]+")
_GB18030 = re.compile(rb"(?:[\x20-\x7e]|[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39])+")


@dataclass(frozen=True, slots=True)
class Token:
    """A command under its name in the manuals, or a text."""

    offset: int
    raw: bytes
    name: str
    parameters: bytes = b""
    text: str = ""


_Form = tuple[str, tuple[Collection[int], ...]]  # a command's name and the values of each parameter
_COMMANDS: dict[bytes, _Form] = {
    b"\x0a": ("LF", ()),
    b"\x1b\x40": ("ESC @", ()),
    b"\x1b\x45": ("ESC E", (_BYTE,)),
    b"\x1b\x61": ("ESC a", ({0, 1, 2, 48, 49, 50},)),
    b"\x1b\x64": ("ESC d", (_BYTE,)),
    b"\x1b\x74": ("ESC t", (_BYTE,)),
    b"\x1c\x26": ("FS &", ()),
    b"\x1c\x2e": ("FS .", ()),
    b"\x1d\x21": ("GS !", ({16 * wide + high for wide in range(8) for high in range(8)},)),
    b"\x1d\x56\x00": ("GS V", ()),
    b"\x1d\x56\x01": ("GS V", ()),
    b"\x1d\x56\x30": ("GS V", ()),
    b"\x1d\x56\x31": ("GS V", ()),
    b"\x1d\x56\x41": ("GS V", (_BYTE,)),
    b"\x1d\x56\x42": ("GS V", (_BYTE,)),
    b"\x1d\x72": ("GS r", ({1, 2, 49, 50},)),
}
_QR: dict[bytes, _Form] = {  # functions of GS ( k for a QR code
    b"1A": ("QR model", ({49, 50}, {0})),
    b"1C": ("QR module", (range(1, 17),)),
    b"1E": ("QR level", (range(48, 52),)),
    b"1P": ("QR store", ({48},)),  # and then the payload, the only parameter of any length
    b"1Q": ("QR print", ({48},)),
}


def tokenize(job: bytes, *, kanji: bool = False) -> Iterator[Token]:
    """Cut a job into tokens.

    `kanji` is the printer's mode at power-up and after ESC @: on in models sold in China, off elsewhere.
    """
    offset, two_bytes = 0, kanji
    modes = {"ESC @": kanji, "FS &": True, "FS .": False}
    while offset < len(job):
        token = _command(job, offset) or _text(job, offset, two_bytes)
        two_bytes = modes.get(token.name, two_bytes)
        yield token
        offset += len(token.raw)


def _text(job: bytes, offset: int, two_bytes: bool) -> Token:
    found = (_GB18030 if two_bytes else _SINGLE).match(job, offset)
    if not found:
        unknown = job[offset : offset + 3].hex(" ").upper()
        raise UnreadableJob(offset, f"{unknown} begins neither a command nor a text")
    try:
        return Token(offset, found[0], TEXT, text=found[0].decode("gb18030"))
    except UnicodeDecodeError as error:
        raise UnreadableJob(offset + error.start, "a code that GB18030 does not assign") from error


def _command(job: bytes, offset: int) -> Token | None:
    if job.startswith(b"\x1d\x28\x6b", offset):
        return _qr(job, offset)
    if job.startswith(b"\x1d\x76\x30", offset):
        return _dots(job, offset)
    for length in (1, 2, 3):
        first = job[offset : offset + length]
        if first in _COMMANDS:
            return _fixed(job, offset, first)
    return None


def _fixed(job: bytes, offset: int, first: bytes) -> Token:
    name, allowed = _COMMANDS[first]
    raw = _take(job, offset, len(first) + len(allowed), name)
    _check(offset, name, raw[len(first) :], allowed)
    return Token(offset, raw, name, raw[2:])


def _qr(job: bytes, offset: int) -> Token:
    head = _take(job, offset, 7, "GS ( k")
    if head[5:] not in _QR:
        raise UnreadableJob(offset, f"GS ( k has no function {head[5:].hex(' ').upper()}")
    name, allowed = _QR[head[5:]]
    raw = _take(job, offset, 5 + int.from_bytes(head[3:5], "little"), name)
    _check(offset, name, raw[7:8] if name == "QR store" else raw[7:], allowed)
    return Token(offset, raw, name, raw[7:])


def _dots(job: bytes, offset: int) -> Token:
    """GS v 0: one bit a dot, rows of whole bytes from top to bottom, the highest bit at the left."""
    head = _take(job, offset, 8, "GS v 0")
    if head[3] not in {0, 1, 2, 3, 48, 49, 50, 51}:
        raise UnreadableJob(offset, f"GS v 0 has no value {head[3]}")
    across, down = int.from_bytes(head[4:6], "little"), int.from_bytes(head[6:8], "little")
    if not across or not down:
        raise UnreadableJob(offset, "GS v 0 without a size")
    raw = _take(job, offset, 8 + across * down, "GS v 0")
    return Token(offset, raw, "GS v 0", raw[3:])


def _check(offset: int, name: str, parameters: bytes, allowed: tuple[Collection[int], ...]) -> None:
    if len(parameters) != len(allowed):
        raise UnreadableJob(offset, f"{name} has {len(allowed)} parameters, not {len(parameters)}")
    for value, values in zip(parameters, allowed, strict=True):
        if value not in values:
            raise UnreadableJob(offset, f"{name} has no value {value}")


def _take(job: bytes, offset: int, length: int, name: str) -> bytes:
    raw = job[offset : offset + length]
    if len(raw) < length:
        raise UnreadableJob(offset, f"{name} ends too early")
    return raw
