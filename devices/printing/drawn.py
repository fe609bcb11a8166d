"""Lines of text and QR codes as dots, for what a printer has no characters or no command for.

A character stands in the same cell as one of the printer's ROM would, so that drawn and printed lines keep one grid.
"""

from functools import lru_cache

import segno
from PIL import Image, ImageDraw, ImageFont

from devices.errors import QrRefused, UnprintableText
from devices.printing.document import Align
from devices.printing.font import chinese_font

CELL = 24  # dots of a character's height, and of a Chinese one's width
LEADING = 6  # dots between lines: 30 from line to line
EM = 21  # dots of a character in its cell
BASELINE = 18.5  # dots from the top of a cell
QUIET = 4  # modules of white around a code
_NOWHERE = "\U0010ffff"  # no font has a glyph for it: what is drawn instead shows which others are missing
_PLACES = {Align.LEFT: 0, Align.CENTRE: 1, Align.RIGHT: 2}


def draw_line(text: str, dots: int, size: int, align: Align, *, bold: bool) -> Image.Image:
    """A line of text across the paper; refused where this machine's font lacks a character too."""
    if missing := "".join(dict.fromkeys(c for c in text if not c.isascii() and _missing(c))):
        raise UnprintableText("the font of this machine", missing)
    font = chinese_font(EM * size, bold=bold)
    image = Image.new("1", (dots, (CELL + LEADING) * size))
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"  # a print head has no grey
    cells = [CELL * size // (2 if character.isascii() else 1) for character in text]
    left = (dots - sum(cells)) * _PLACES[align] // 2
    for character, cell in zip(text, cells, strict=True):
        pen.text((left + cell / 2, round(BASELINE * size)), character, 1, font, anchor="ms")
        left += cell
    return image


def draw_qr(payload: str, dots: int, module: int) -> Image.Image:
    """A code of level M in the middle of the paper, its quiet zone around it; refused where it is too wide."""
    code = segno.make_qr(payload, error="M", boost_error=False)
    side = (len(code.matrix) + 2 * QUIET) * module
    if side > dots:
        raise QrRefused("qr_too_wide", length=len(payload), dots=side, paper=dots)
    image = Image.new("1", (len(code.matrix), len(code.matrix)))
    image.putdata([1 if dark else 0 for row in code.matrix for dark in row])
    drawn = image.resize((image.width * module, image.height * module), Image.Resampling.NEAREST)
    sheet = Image.new("1", (dots, side))
    sheet.paste(drawn, ((dots - drawn.width) // 2, QUIET * module))
    return sheet


def _missing(character: str) -> bool:
    return _shape(character, chinese_font(EM)) == _shape(_NOWHERE, chinese_font(EM))


@lru_cache(512)
def _shape(character: str, font: ImageFont.FreeTypeFont) -> bytes:
    return bytes(font.getmask(character, "1"))
