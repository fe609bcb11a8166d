"""The kinds of single values in our files: how each is read from YAML, and how it is written back.

A kind reads or says what is wrong. Its blank takes the place of a value that could not be read, so that the
rest of the file is still checked; a file with a problem is never used.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from hallops.domain.refusal import Term
from hallops.files.problems import Wrong
from hallops.files.yaml_file import Value, key_text

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

MAX_TEXT = 200
MAX_CODE = 24

_CODE = re.compile(rf"[A-Za-z0-9_-]{{1,{MAX_CODE}}}")
_REASON = re.compile(rf"[a-z][a-z0-9_]{{0,{MAX_CODE - 1}}}")
_LETTER = re.compile(r"[A-HJ-NP-Z]{1,2}")
_ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?")
_PHOTO = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}\.(jpg|jpeg|png)", re.IGNORECASE)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How a value is read; `blank` goes on in place of a wrong one."""

    read: Callable[[Value], T]
    blank: T


def whole(low: int, high: int) -> Kind[int]:
    """A whole number from low to high."""

    def read(value: Value) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _wrong_type("a whole number", value)
        check_range(value, low, high)
        return value

    return Kind(read, low)


def number(low: float, high: float) -> Kind[float]:
    """A number from low to high."""

    def read(value: Value) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _wrong_type("a number", value)
        check_range(value, low, high)
        return value

    return Kind(read, low)


def span(unit: int, low: float, high: float) -> Kind[int]:
    """A time given in a unit of so many ms; read as ms."""
    units = number(low, high)
    return Kind(lambda value: round(units.read(value) * unit), round(low * unit))


def choice(enum: type[E]) -> Kind[E]:
    """One word of a fixed list."""
    words = {member.value: member for member in enum}

    def read(value: Value) -> E:
        word = text(value)
        if word not in words:
            raise Wrong("not_one_of", found=word, known=", ".join(words))
        return words[word]

    return Kind(read, next(iter(enum)))


def check_range(value: float, low: float, high: float) -> None:
    """Refuse what is not from low to high."""
    if not low <= value <= high:
        raise Wrong("out_of_range", found=f"{value:.12g}", low=f"{low:.12g}", high=f"{high:.12g}")


def text(value: Value) -> str:
    """A line of text."""
    if not isinstance(value, str) or not value:
        raise _wrong_type("text", value)
    if len(value) > MAX_TEXT:
        raise Wrong("too_long", found=key_text(value), limit=MAX_TEXT)
    if not value.isprintable():
        raise Wrong("not_text", found=ascii(value)[:MAX_CODE])
    return value


def flag(value: Value) -> bool:
    if not isinstance(value, bool):
        raise _wrong_type("true or false", value)
    return value


def code(value: Value) -> str:
    return _matching(_CODE, "not_code", value)


def reason_code(value: Value) -> str:
    return _matching(_REASON, "not_reason_code", value)


def letter(value: Value) -> str:
    """What a ticket number begins with."""
    return _matching(_LETTER, "not_letter", value)


def address(value: Value) -> str:
    """Where a browser reaches the hub: scheme, host and port, nothing after them."""
    return _matching(_ADDRESS, "not_address", value)


def floor(value: Value) -> str:
    """A storey: a number or a code such as B1."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return code(str(value) if is_number else value)


def photo(value: Value) -> str:
    """The plain name of a picture: no folder, nothing hidden."""
    return _matching(_PHOTO, "not_photo", value)


def clock(value: Value) -> int:
    """A time of day as minutes since midnight."""
    hours, minutes = _matching(_CLOCK, "not_clock", value).split(":")
    return int(hours) * 60 + int(minutes)


def clock_text(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def day(value: Value) -> date:
    try:
        return date.fromisoformat(_matching(_DATE, "not_date", value))
    except ValueError as error:
        raise Wrong("not_date", found=key_text(value)) from error


def timezone(value: Value) -> str:
    name = text(value)
    try:
        return ZoneInfo(name).key
    except (
        KeyError,
        ValueError,
        OSError,
    ) as error:  # not there, not a path below the tables, a folder of them
        raise Wrong("unknown_timezone", found=name) from error


def in_unit(ms: int, unit: int) -> int | float:
    """Ms as the number that `span` reads back to the same ms."""
    return ms // unit if ms % unit == 0 else ms / unit


TEXT = Kind(text, "")
FLAG = Kind(flag, False)
CODE = Kind(code, "")
REASON_CODE = Kind(reason_code, "")
LETTER = Kind(letter, "")
ADDRESS = Kind(address, "")
FLOOR = Kind(floor, "")
PHOTO = Kind(photo, "")
CLOCK = Kind(clock, 0)
DAY = Kind(day, date.min)
TIMEZONE = Kind(timezone, "UTC")


def _matching(pattern: re.Pattern[str], problem: str, value: Value) -> str:
    word = text(value)
    if not pattern.fullmatch(word):
        facts = {"limit": MAX_CODE} if problem in {"not_code", "not_reason_code"} else {}
        raise Wrong(problem, found=key_text(word), **facts)
    return word


def _wrong_type(expected: str, value: Value) -> Wrong:
    return Wrong("wrong_type", found=key_text(value), expected=Term(expected))
