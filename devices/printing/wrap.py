"""Break a text into lines of a printer's columns.

Chinese breaks between any two characters, but no line begins with a closing mark or ends with an opening one. A word
or a number is never broken: one that is wider than the line is refused.
"""

import re
from collections.abc import Callable

from devices.errors import TextTooWide

_CHINESE = "\u2e80-\uff0f\uff1a-\U0010ffff"  # full-width digits left out: they make numbers
_OPENING = "（《〈「『【〔“‘"
_CLOSING = "，。、；：？！）》〉」』】〕”’…％"
_PIECE = re.compile(f" +|[{_OPENING}]*(?:[^ {_CHINESE}]+|.)[{_CLOSING}]*", re.DOTALL)


def wrap(text: str, columns: int, width: Callable[[str], int]) -> list[str]:
    """Fill lines of at most `columns` as `width` measures them; spaces at a break are dropped."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if width(line + piece) > columns:
            lines.append(line.rstrip())
            line = ""
            piece = piece.lstrip()
        if width(piece) > columns:
            raise TextTooWide(piece, columns)
        line += piece
    return [*lines, line.rstrip()]
