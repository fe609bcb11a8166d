"""A picture of a printed job, one pixel to the printer's dot: what the visitor would hold.

Drawn from the bytes alone, as a printer would; nothing of the document behind them is known here.
"""

from functools import lru_cache
from io import BytesIO

import segno
from PIL import Image, ImageDraw, ImageFont

from devices.errors import QrRefused
from devices.printing.font import chinese_font
from devices.virtual.marks import CELL, CutMark, Dots, Glyph, Line, Mark, QrCode, Space
from devices.virtual.paper import read

PAPER, INK, EDGE, TABLE = (252, 251, 247), (43, 41, 46), (200, 199, 196), (226, 226, 229)
SIDE = 32  # dots of paper beside the printable area: 4 mm
TOP = 64  # the paper between knife and head stays white at the top of every slip
GAP = 24  # of the table around a slip
TOOTH = 8  # of the edge that a knife or a tear bar leaves
EM = 21  # dots of a character in its cell of 24, so that a “g” fits: a ROM leaves the same air
BASELINE = 18.5  # dots from the top of a cell


def png(job: bytes, dots: int = 576) -> bytes:
    """Draw a job as a PNG file."""
    file = BytesIO()
    draw(read(job, dots), dots).save(file, "PNG", optimize=True)
    return file.getvalue()


def draw(marks: list[Mark], dots: int = 576) -> Image.Image:
    """Draw marks from top to bottom; every cut begins a new slip, and the slips lie on a table."""
    sheets = [_sheet(slip, dots) for slip in _slips(marks)]
    height = GAP + sum(sheet.height + GAP for sheet in sheets)
    table = Image.new("RGB", (dots + 2 * SIDE + 2 * GAP, height), TABLE)
    top = GAP
    for sheet in sheets:
        table.paste(sheet, (GAP, top))
        top += sheet.height + GAP
    return table


def _slips(marks: list[Mark]) -> list[list[Mark]]:
    slips: list[list[Mark]] = [[]]
    for mark in marks:
        slips[-1].append(mark)
        if isinstance(mark, CutMark):
            slips.append([])
    return [slip for slip in slips if slip]


def _sheet(slip: list[Mark], dots: int) -> Image.Image:
    strips = [_strip(mark, dots) for mark in slip]
    sheet = Image.new("RGB", (dots + 2 * SIDE, TOP + sum(strip.height for strip in strips)), TABLE)
    ImageDraw.Draw(sheet).polygon(_outline(*sheet.size, cut=isinstance(slip[-1], CutMark)), PAPER, EDGE)
    top = TOP
    for strip in strips:
        sheet.paste(INK, (SIDE, top), strip)
        top += strip.height
    return sheet


def _outline(width: int, height: int, *, cut: bool) -> list[tuple[int, int]]:
    """Go round a sheet; the edge is toothed where it was cut and plain where the roll goes on."""
    tooth = TOOTH if cut else 0
    foot = [(left, height - 1 - step % 2 * tooth) for step, left in enumerate(range(0, width, TOOTH))]
    return [(width - 1, 0), (0, 0), *foot, (width - 1, height - 1)]


def _strip(mark: Mark, dots: int) -> Image.Image:
    """Draw one mark across the paper: 255 is full ink."""
    match mark:
        case Line():
            return _placed(_line(mark), mark.align, dots)
        case QrCode():
            return _placed(_qr(mark), mark.align, dots)
        case Dots():
            return _placed(_dots(mark), 0, dots)
        case Space(height=height):
            return Image.new("L", (dots, height))
        case CutMark():
            return Image.new("L", (dots, TOOTH))


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
    scale = max(glyph.style.wide, glyph.style.high)
    return _drawn(glyph, scale, chinese_font(EM * scale, bold=glyph.style.bold))


@lru_cache(2048)
def _drawn(glyph: Glyph, scale: int, font: ImageFont.FreeTypeFont) -> Image.Image:
    """Draw a character in a square scale, then stretch it as the printer does."""
    cell = Image.new("L", (glyph.dots * scale // glyph.style.wide, CELL * scale))
    foot = (cell.width / 2, round(BASELINE * scale))
    ImageDraw.Draw(cell).text(foot, glyph.character, 255, font, anchor="ms")
    return cell.resize((glyph.dots, CELL * glyph.style.high))


def _dots(picture: Dots) -> Image.Image:
    return Image.frombytes("1", (picture.across * 8, picture.height), picture.rows).convert("L")


def _qr(code: QrCode) -> Image.Image:
    try:
        symbol = segno.make_qr(code.payload, error=code.level, mode="byte", boost_error=False)
    except segno.DataOverflowError as error:
        raise QrRefused("qr_level", level=code.level, size=len(code.payload)) from error
    image = Image.new("L", (len(symbol.matrix), len(symbol.matrix)))
    image.putdata([255 * module for row in symbol.matrix for module in row])
    return image.resize((image.width * code.module, image.height * code.module), Image.Resampling.NEAREST)
