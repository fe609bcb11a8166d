"""A picture of a printed job, one pixel to the printer's dot: what the visitor would hold.

Drawn from the bytes alone, as a printer would; nothing of the document that they were made from is known here.
"""

from io import BytesIO

import segno
from PIL import Image, ImageDraw

from devices.virtual.font import chinese_font
from devices.virtual.paper import CELL, CutMark, Glyph, Line, Mark, QrCode, Space, read

PAPER, INK, EDGE, TABLE = (252, 251, 247), (43, 41, 46), (200, 199, 196), (226, 226, 229)
SIDE = 32  # dots of paper beside the printable area: 4 mm
TOP = 72  # the paper between knife and head stays white at the top of every slip
TABLE_EDGE = 24  # what the slip lies on
BASELINE = 0.88  # of an ideographic cell


def png(job: bytes, dots: int = 576) -> bytes:
    """Draw a job as a PNG file."""
    file = BytesIO()
    draw(read(job, dots), dots).save(file, "PNG", optimize=True)
    return file.getvalue()


def draw(marks: list[Mark], dots: int = 576) -> Image.Image:
    """Draw marks from top to bottom on a strip of paper, lying on a table."""
    strips = [_strip(mark, dots) for mark in marks]
    size = (dots + 2 * SIDE, TOP + sum(strip.height for strip in strips))
    picture = Image.new("RGB", (size[0] + 2 * TABLE_EDGE, size[1] + 2 * TABLE_EDGE), TABLE)
    sheet = (TABLE_EDGE, TABLE_EDGE, TABLE_EDGE + size[0] - 1, TABLE_EDGE + size[1] - 1)
    ImageDraw.Draw(picture).rectangle(sheet, PAPER, EDGE)
    top = TABLE_EDGE + TOP
    for strip in strips:
        picture.paste(INK, (TABLE_EDGE + SIDE, top), strip)
        top += strip.height
    return picture


def _strip(mark: Mark, dots: int) -> Image.Image:
    """Draw one mark across the paper: 255 is full ink."""
    match mark:
        case Line():
            return _placed(_line(mark), mark.align, dots)
        case QrCode():
            return _placed(_qr(mark), mark.align, dots)
        case Space(height=height):
            return Image.new("L", (dots, height))
        case CutMark():
            return _cut(dots)


def _placed(print_: Image.Image, align: int, dots: int) -> Image.Image:
    strip = Image.new("L", (dots, print_.height))
    strip.paste(print_, ((dots - print_.width) * align // 2, 0))
    return strip


def _line(line: Line) -> Image.Image:
    image = Image.new("L", (line.dots, line.height))
    left = 0
    for glyph in line.glyphs:
        cell = _glyph(glyph)
        image.paste(cell, (left, line.height - cell.height))
        left += glyph.dots
    return image


def _glyph(glyph: Glyph) -> Image.Image:
    """Draw a character in a square scale, then stretch it as the printer does."""
    wide, high = glyph.style.wide, glyph.style.high
    scale = max(wide, high)
    cell = Image.new("L", (glyph.dots * scale // wide, CELL * scale))
    font = chinese_font(CELL * scale, bold=glyph.style.bold)
    foot = (cell.width / 2, round(cell.height * BASELINE))
    ImageDraw.Draw(cell).text(foot, glyph.character, 255, font, anchor="ms")
    return cell.resize((glyph.dots, CELL * high))


def _qr(code: QrCode) -> Image.Image:
    symbol = segno.make_qr(code.payload, error=code.level, mode="byte", boost_error=False)
    image = Image.new("L", symbol.symbol_size(border=0))
    image.putdata([255 * module for row in symbol.matrix for module in row])
    return image.resize((image.width * code.module, image.height * code.module), Image.Resampling.NEAREST)


def _cut(dots: int) -> Image.Image:
    strip = Image.new("L", (dots, 3))
    for left in range(0, dots, 12):
        ImageDraw.Draw(strip).line((left, 1, left + 6, 1), 96)
    return strip
