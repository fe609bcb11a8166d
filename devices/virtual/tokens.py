"""ESC/POS bytes cut into commands and texts, strictly.

Written from the printer manuals and apart from our encoder, so that a mistake there cannot hide here. Every byte
belongs to exactly one token; a byte that no printer manual explains is an error with its place.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from devices.errors import UnreadableJob

TEXT = "text"
_BYTE = range(256)
_SINGLE = re.compile(rb"[\x20-\x7e]+")
_GB18030 = re.compile(
    rb"(?:[\x20-\x7e]|[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39])+"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A command under its name in the manuals, or a text."""

    offset: int
    raw: bytes
    name: str
    parameters: bytes = b""
    text: str = ""


_Forms = dict[bytes, tuple[str, tuple[Collection[int], ...]]]  # first bytes: name, values of each parameter
_COMMANDS: _Forms = {
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
_QR = {  # functions of GS ( k for a QR code: name, number of parameters, None = as many as counted
    65: ("QR model", 2),
    67: ("QR module", 1),
    69: ("QR level", 1),
    80: ("QR store", None),
    81: ("QR print", 1),
}


def tokenize(job: bytes, *, kanji: bool = False) -> Iterator[Token]:
    """Cut a job into tokens; `kanji` is the printer's mode at power-up and after ESC @, on in models sold in China."""
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
        raise UnreadableJob(offset, f"{job[offset : offset + 3].hex(' ').upper()} begins neither command nor text")
    try:
        return Token(offset, found[0], TEXT, text=found[0].decode("gb18030"))
    except UnicodeDecodeError as error:
        raise UnreadableJob(offset + error.start, "a code that GB18030 does not assign") from error


def _command(job: bytes, offset: int) -> Token | None:
    if job.startswith(b"\x1d\x28\x6b", offset):
        return _qr(job, offset)
    for length in (1, 2, 3):
        first = job[offset : offset + length]
        if first in _COMMANDS:
            return _fixed(job, offset, first)
    return None


def _fixed(job: bytes, offset: int, first: bytes) -> Token:
    name, allowed = _COMMANDS[first]
    raw = _take(job, offset, len(first) + len(allowed), name)
    parameters = raw[len(first) :]
    for value, values in zip(parameters, allowed, strict=True):
        if value not in values:
            raise UnreadableJob(offset, f"{name} has no value {value}")
    return Token(offset, raw, name, raw[2:])


def _qr(job: bytes, offset: int) -> Token:
    head = _take(job, offset, 7, "GS ( k")
    count = head[3] + 256 * head[4]
    name, expected = _QR.get(head[6], ("", 0))
    if head[5] != ord("1") or not name:
        raise UnreadableJob(offset, f"GS ( k has no function {head[5]} {head[6]}")
    raw = _take(job, offset, 5 + count, name)
    if len(raw[7:]) != (count - 2 if expected is None else expected):
        raise UnreadableJob(offset, f"{name} has the wrong length {count}")
    return Token(offset, raw, name, raw[7:])


def _take(job: bytes, offset: int, length: int, name: str) -> bytes:
    raw = job[offset : offset + length]
    if len(raw) < length:
        raise UnreadableJob(offset, f"{name} ends too early")
    return raw
