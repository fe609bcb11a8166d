"""What one model of printer can do, as plain data.

A profile never guesses: a character that it does not promise to print is drawn as dots, or reported, not replaced.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

COLUMN_DOTS = 12  # width of a half-width character in font A; a Chinese character takes two columns
_FEED_AND_CUT = b"\x1dVB\x00"  # feed to the cutter, cut all but a strip
_FEED = b"\x1bd\x04"  # no cutter: feed past the tear bar


class TextMode(StrEnum):
    """Where the characters come from."""

    GB18030 = "gb18030"
    GBK = "gbk"
    RASTER = "raster"  # all text is drawn here and sent as dots


class Dialect(StrEnum):
    """How a printer tells its state."""

    FULL = "full"  # DLE EOT 1 to 4, and by itself with ASB
    SPARSE = "sparse"  # DLE EOT 1 and 4 only, as many clones do
    PRESENTER = "presenter"  # a kiosk printer that holds the ticket out: DLE EOT 4 has bits of its own


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """A model of printer: its characters, its paper and its cutter."""

    name: str
    dots: int  # printable dots across the paper, 8 to the millimetre
    qr_module: int  # dots of one QR module
    cut: bytes  # the command that ends a slip
    text: TextMode = TextMode.GB18030
    dialect: Dialect = Dialect.FULL
    draws_rare: bool = True  # a line with characters that the ROM lacks goes as dots; else it is refused
    draws_qr: bool = False  # QR codes go as dots, for printers without the command
    qr_bytes: int = 213  # a version 10-M code: 57 modules, which narrow paper still holds
    confirm: bool = False  # ask at the end of a job for an answer in order (GS r 1)

    @property
    def columns(self) -> int:
        return self.dots // COLUMN_DOTS

    @property
    def encoding(self) -> str:
        """Python's name of the ROM's characters; what is drawn may be any of the largest set."""
        return TextMode.GBK if self.text is TextMode.GBK else TextMode.GB18030

    def width(self, text: str) -> int:
        """Count columns as the printer does: one for ASCII and two for everything else."""
        return sum(1 if character.isascii() else 2 for character in text)

    def in_rom(self, character: str) -> bool:
        """Tell if the printer's ROM can be expected to have a character.

        Control and private use characters never count, nor do codes of four bytes: those are rare names and
        other scripts, for which a ROM mostly has an empty box.
        """
        if self.text is TextMode.RASTER or _is_no_letter(character):
            return False
        return len(character.encode(self.encoding, "ignore")) in {1, 2}

    def prints(self, character: str) -> bool:
        """Tell if a character comes out, from the ROM or drawn."""
        drawn = self.draws_rare or self.text is TextMode.RASTER
        return self.in_rom(character) or (drawn and not _is_no_letter(character))

    def unprintable(self, text: str) -> str:
        """List the characters of a text that this printer cannot print, each once."""
        return "".join(dict.fromkeys(c for c in text if not self.prints(c)))


def _is_no_letter(character: str) -> bool:
    """A control, private, unassigned or half character, or a mark that joins the one before it: has no cell."""
    return unicodedata.category(character)[0] in "CM"


GB18030_80MM = PrinterProfile("GB18030, 80 mm", dots=576, qr_module=6, cut=_FEED_AND_CUT)
GB18030_58MM = PrinterProfile("GB18030, 58 mm", dots=384, qr_module=5, cut=_FEED)
_GBK_80MM = replace(GB18030_80MM, name="GBK, 80 mm", text=TextMode.GBK)
_GBK_58MM = replace(GB18030_58MM, name="GBK, 58 mm", text=TextMode.GBK)
_RASTER_80MM = replace(GB18030_80MM, name="drawn, 80 mm", text=TextMode.RASTER, draws_qr=True)
_RASTER_58MM = replace(GB18030_58MM, name="drawn, 58 mm", text=TextMode.RASTER, draws_qr=True)

# As an address names them. A printer in a hall is asked for its confirmation; a narrow one without a cutter is mostly
# a clone that knows two status questions.
PROFILES: Mapping[str, PrinterProfile] = {
    "gb18030-80": replace(GB18030_80MM, confirm=True),
    "gb18030-58": replace(GB18030_58MM, confirm=True, dialect=Dialect.SPARSE),
    "gbk-80": replace(_GBK_80MM, confirm=True),
    "gbk-58": replace(_GBK_58MM, confirm=True, dialect=Dialect.SPARSE),
    "raster-80": replace(_RASTER_80MM, confirm=True),
    "raster-58": replace(_RASTER_58MM, confirm=True, dialect=Dialect.SPARSE),
    "kiosk-80": replace(GB18030_80MM, name="GB18030, 80 mm, presenter", confirm=True, dialect=Dialect.PRESENTER),
}
