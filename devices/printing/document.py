"""What goes on a slip of paper, in order, before any printer is known.

A document is a tuple of elements. A new kind of slip is new data made of these, never a new encoder.
"""

from dataclasses import dataclass
from enum import StrEnum

LARGEST = 8  # times the normal character, the most that ESC/POS can enlarge


class Align(StrEnum):
    """Where a text stands between the edges."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of one style, wrapped where the paper ends."""

    text: str
    size: int = 1
    align: Align = Align.LEFT
    bold: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.size <= LARGEST:
            raise ValueError(f"Text size {self.size} is not 1 to {LARGEST}")


@dataclass(frozen=True, slots=True)
class Row:
    """A label at the left edge and its value at the right one."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, centred, with its quiet zone."""

    payload: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of a slip."""


Element = Text | Row | Rule | Feed | Qr | Cut
Document = tuple[Element, ...]
