"""Boards that take one short frame, described as data: counters on RS-485, customer displays, whatever a maker wrote.

A template is words: bytes in hexadecimal, and fields. `address` one byte; `number:N` the ticket's digits as an N-byte
number, the highest first; `bcd:N` as N bytes of two digits; `digits:N` as N characters, zeros first; `text:N` the whole
ticket number as N characters, spaces last; `window:N` the window's as N characters; `sum8`, `xor8` and `crc16-modbus`
check all bytes since the start, or since the word `|`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

from devices.drivers.board import Call
from devices.errors import NotShowable, TemplateWrong

_HEX = re.compile(r"([0-9A-F]{2})+")
_FIELD = re.compile(r"(number|bcd|digits|text|window):([1-9][0-9]?)")
_NUMBER = re.compile(r"([A-Z]*)([0-9]+)")
SINCE = "|"


def sum8(data: bytes) -> bytes:
    return bytes([sum(data) & 0xFF])


def xor8(data: bytes) -> bytes:
    return bytes([reduce(int.__xor__, data, 0)])


def crc16_modbus(data: bytes) -> bytes:
    """Polynomial A001 reflected, start FFFF, the low byte first (Modbus over serial line 1.02, 6.2.2)."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc.to_bytes(2, "little")


CHECKS: Mapping[str, Callable[[bytes], bytes]] = {"sum8": sum8, "xor8": xor8, "crc16-modbus": crc16_modbus}


@dataclass(frozen=True, slots=True)
class Template:
    """`letters` says what happens to a ticket's letter on a board of digits: False refuses it, True leaves it out."""

    show: str
    clear: str = ""
    drops_letters: bool = False

    def __post_init__(self) -> None:
        for word in f"{self.show} {self.clear}".split():
            known = word in {"address", SINCE, *CHECKS} or _HEX.fullmatch(word) or _FIELD.fullmatch(word)
            if not known:
                raise TemplateWrong("template_word", word=word)


def build(template: str, address: int, call: Call, *, drops_letters: bool = False) -> bytes:
    """The frame of a call; raises NotShowable where it does not fit: a number is never cut."""
    frame, since = b"", 0
    for word in template.split():
        if word == SINCE:
            since = len(frame)
        elif word == "address":
            frame += bytes([address])
        elif word in CHECKS:
            frame += CHECKS[word](frame[since:])
        elif _HEX.fullmatch(word):
            frame += bytes.fromhex(word)
        else:
            name, size = word.split(":")
            frame += _field(name, int(size), call, drops_letters=drops_letters)
    return frame


def _field(name: str, size: int, call: Call, *, drops_letters: bool) -> bytes:
    if name == "text":
        return _fitting(_ascii(call.number), size).ljust(size)
    if name == "window":
        return _fitting(_ascii(str(call.window)), size).ljust(size)
    digits = _digits(call.number, drops_letters=drops_letters)
    if name == "number":
        if int(digits) >= 256**size:
            raise NotShowable("board_too_small", text=call.number, most=256**size - 1)
        return int(digits).to_bytes(size, "big")
    if name == "bcd":
        return bytes.fromhex(_fitting(digits.encode(), 2 * size).decode().zfill(2 * size))
    return _fitting(digits.encode(), size).rjust(size, b"0")


def _digits(number: str, *, drops_letters: bool) -> str:
    found = _NUMBER.fullmatch(number)
    if not found or not number.isascii():
        raise NotShowable("board_characters", text=number)
    if found[1] and not drops_letters:
        raise NotShowable("board_letters", text=number)
    return found[2].lstrip("0") or "0"


def _ascii(text: str) -> bytes:
    if not (text.isascii() and text.isprintable()):
        raise NotShowable("board_characters", text=text)
    return text.encode()


def _fitting(text: bytes, most: int) -> bytes:
    if len(text) > most:
        raise NotShowable("board_too_small", text=text.decode(), most=most)
    return text
