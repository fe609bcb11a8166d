"""Break a text into lines of a printer's columns.

Chinese breaks between any two characters, but no line begins with a closing mark or ends with an opening one.
A word or a number is never broken: one that is wider than the line is refused.
"""

import re
from collections.abc import Callable
from contextlib import suppress

from devices.errors import TextTooWide

_CHINESE = "\u2e80-\uff0f\uff1a-\U0010ffff"  # full-width digits left out: they make numbers
_OPENING = "（《〈「『【〔“‘"
_CLOSING = "，。、；：？！）》〉」』】〕”’…％"
_PIECE = re.compile(f" +|[{_OPENING}]*(?:[^ {_CHINESE}]+|.)[{_CLOSING}]*", re.DOTALL)

Width = Callable[[str], int]  # columns that a text takes


def wrap(text: str, columns: int, width: Width) -> list[str]:
    """Fill lines of at most `columns`; spaces at a break are dropped."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if width(line + piece) <= columns:
            line += piece
            continue
        lines.append(line.rstrip())
        line = piece.lstrip()
        if width(line) > columns:
            raise TextTooWide(line, columns)
    return [*lines, line.rstrip()]


def balance(text: str, columns: int, width: Width) -> list[str]:
    """Wrap into no more lines than needed, of even lengths: no lone word below a centred text."""
    lines = wrap(text, columns, width)
    for narrower in range(width(text) // len(lines), columns):
        with suppress(TextTooWide):
            evener = wrap(text, narrower, width)
            if len(evener) == len(lines):
                return evener
    return lines
