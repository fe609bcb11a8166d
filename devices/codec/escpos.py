"""ESC/POS bytes of a document: no device behind it.

Every element states its whole style, so that none depends on what was printed before it. What the printer
cannot print from its ROM is drawn as dots where its profile allows, and else refused, before the first byte.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import Image

from devices.errors import QrRefused, UnprintableText
from devices.printing.document import Align, Cut, Document, Element, Feed, Qr, Row, Rule, Text
from devices.printing.drawn import draw_line, draw_qr
from devices.printing.profile import PrinterProfile
from devices.printing.wrap import balance, wrap

_START = b"\x1b@\x1c&"  # ESC @ may fall back to single-byte characters, so FS & always follows
_CONFIRM = b"\x1dr1"  # answered only when everything before it is on paper
_ALIGN = {Align.LEFT: 0, Align.CENTRE: 1, Align.RIGHT: 2}
_QR_MODEL_2 = b"A2\x00"
_QR_LEVEL_M = b"E1"
_QR_PRINT = b"Q0"
_BAND = 240  # rows of dots in one command: small printers have a small buffer


@dataclass(frozen=True, slots=True)
class _Style:
    size: int = 1
    align: Align = Align.LEFT
    bold: bool = False

    def encoded(self) -> bytes:
        enlarged = (self.size - 1) * 0x11  # width in the high half, height in the low one
        return b"\x1ba" + bytes([_ALIGN[self.align]]) + b"\x1d!" + bytes([enlarged]) + b"\x1bE" + bytes([self.bold])


def encode(document: Document, profile: PrinterProfile) -> bytes:
    """Turn a document into one print job, or refuse it by name."""
    if missing := profile.unprintable("".join(_words(document))):
        raise UnprintableText(profile.name, missing)
    body = b"".join(_element(element, profile) for element in document)
    return _START + body + (_CONFIRM if profile.confirm else b"")


def _words(document: Iterable[Element]) -> Iterator[str]:
    for element in document:
        match element:
            case Text(text=text):
                yield text
            case Row(label=label, value=value):
                yield label + value
            case _:
                continue


def _element(element: Element, profile: PrinterProfile) -> bytes:
    match element:
        case Text():
            return _text(element, profile)
        case Row():
            return _lines(_row(element, profile), profile)
        case Rule():
            return _lines(["-" * profile.columns], profile)
        case Feed(lines=lines):
            return b"\x1bd" + bytes([lines])
        case Qr(payload=payload):
            return _qr(payload, profile)
        case Cut():
            return profile.cut


def _text(text: Text, profile: PrinterProfile) -> bytes:
    fill = balance if text.align is Align.CENTRE else wrap
    lines = fill(text.text, profile.columns // text.size, profile.width)
    return _lines(lines, profile, _Style(text.size, text.align, text.bold))


def _row(row: Row, profile: PrinterProfile) -> list[str]:
    gap = profile.columns - profile.width(row.label) - profile.width(row.value)
    if gap > 0:
        return [row.label + " " * gap + row.value]
    values = wrap(row.value, profile.columns, profile.width)
    flush_right = [" " * (profile.columns - profile.width(line)) + line for line in values]
    return wrap(row.label, profile.columns, profile.width) + flush_right


def _lines(lines: list[str], profile: PrinterProfile, style: _Style | None = None) -> bytes:
    """Lines of one style: those that the ROM has as characters, the others as dots."""
    style = style or _Style()
    encoded = (_line(line, profile, style) for line in lines)
    return style.encoded() + b"".join(encoded)


def _line(line: str, profile: PrinterProfile, style: _Style) -> bytes:
    if all(map(profile.in_rom, line)):
        return line.encode(profile.encoding) + b"\n"
    return raster(draw_line(line, profile.dots, style.size, style.align, bold=style.bold))


def raster(image: Image.Image) -> bytes:
    """Dots across the whole paper, in bands (GS v 0); a set pixel is ink."""
    across = (image.width + 7) // 8
    job = b""
    for top in range(0, image.height, _BAND):
        band = image.crop((0, top, image.width, min(top + _BAND, image.height)))
        size = across.to_bytes(2, "little") + band.height.to_bytes(2, "little")
        job += b"\x1dv0\x00" + size + band.tobytes()
    return job


def _qr(payload: str, profile: PrinterProfile) -> bytes:
    """A code with its quiet zone: an empty line above and below, where the printer draws it."""
    if alien := sorted({c for c in payload if not (c.isascii() and c.isprintable())}):
        raise QrRefused("qr_characters", characters="".join(alien))  # printable ASCII holds no command
    if not 0 < len(payload) <= profile.qr_bytes:
        raise QrRefused("qr_length", length=len(payload), most=profile.qr_bytes, printer=profile.name)
    if profile.draws_qr:
        return _Style().encoded() + raster(draw_qr(payload, profile.dots, profile.qr_module))
    module = b"C" + bytes([profile.qr_module])
    steps = [_QR_MODEL_2, module, _QR_LEVEL_M, b"P0" + payload.encode(), _QR_PRINT]
    return _Style(align=Align.CENTRE).encoded() + b"\n" + b"".join(map(_qr_step, steps)) + b"\n"


def _qr_step(step: bytes) -> bytes:
    return b"\x1d(k" + (len(step) + 1).to_bytes(2, "little") + b"1" + step
