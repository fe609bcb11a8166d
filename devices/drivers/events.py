"""What devices report: small facts, each with an id of its own, so that telling one twice does no harm."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from devices.identity import Person


@dataclass(frozen=True, slots=True)
class CardRead:
    """An identity card was laid down. The number is gone already."""

    id: str
    person: Person


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """A code was held before a scanner; an identity number in it is a `CardRead` instead."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A key, by what it means."""

    id: str
    action: str


@dataclass(frozen=True, slots=True)
class Rated:
    """A call was rated; a call has one such event at most, and its id says so."""

    id: str
    call: str
    level: int  # 1 (worst) to 5


DeviceEvent: TypeAlias = CardRead | CodeScanned | KeyPressed | Rated
Hear: TypeAlias = Callable[[DeviceEvent], None]


class Numbering:
    """Ids of one device's events: `boot` differs with every start, so that no id comes twice."""

    def __init__(self, device: str, boot: str) -> None:
        self._prefix, self._count = f"{device}:{boot}:", count(1)

    def next(self) -> str:
        return f"{self._prefix}{next(self._count)}"
