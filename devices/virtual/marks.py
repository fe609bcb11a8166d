"""What can be seen on printed paper, from top to bottom, measured in the printer's dots.

A mark knows its size and its words, not how it is drawn.
"""

from dataclasses import dataclass

LINE = 30  # dots from line to line unless the characters are taller
CELL = 24  # height of a character in dots, width of a Chinese one


@dataclass(frozen=True, slots=True)
class Style:
    """How the next characters come out."""

    wide: int = 1
    high: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in its cell."""

    character: str
    style: Style

    @property
    def dots(self) -> int:
        return CELL * self.style.wide // (2 if self.character.isascii() else 1)


@dataclass(frozen=True, slots=True)
class Line:
    """Characters side by side; align is 0 left, 1 centre, 2 right."""

    glyphs: tuple[Glyph, ...]
    align: int

    @property
    def dots(self) -> int:
        return sum(glyph.dots for glyph in self.glyphs)

    @property
    def height(self) -> int:
        return max(LINE, *(CELL * glyph.style.high for glyph in self.glyphs))

    @property
    def text(self) -> str:
        return "".join(glyph.character for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Space:
    """Paper fed without print."""

    height: int


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code that the printer draws itself."""

    payload: bytes
    module: int
    level: str
    align: int


@dataclass(frozen=True, slots=True)
class Dots:
    """A picture, one bit a dot; rows of `across` bytes from top to bottom."""

    across: int
    rows: bytes

    @property
    def height(self) -> int:
        return len(self.rows) // self.across


@dataclass(frozen=True, slots=True)
class CutMark:
    """Where the knife went through."""


Mark = Line | Space | QrCode | Dots | CutMark
