"""What one model of printer can do, as plain data.

A profile never guesses: a character that it does not promise to print is reported, not replaced.
"""

import unicodedata
from dataclasses import dataclass

COLUMN_DOTS = 12  # width of a half-width character in font A; a Chinese character takes two columns


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """A model of printer: its characters, its paper and its cutter."""

    name: str
    encoding: str
    dots: int  # printable dots across the paper, 8 to the millimetre
    qr_module: int  # dots of one QR module
    cut: bytes  # the command that ends a slip
    qr_bytes: int = 213  # a version 10-M code: 57 modules, which narrow paper still holds
    confirm: bool = False  # ask at the end of a job for an answer in order (GS r 1)

    @property
    def columns(self) -> int:
        return self.dots // COLUMN_DOTS

    def width(self, text: str) -> int:
        """Count columns as the printer does: as many as bytes, one for ASCII and two for everything else."""
        return len(text.encode(self.encoding))

    def prints(self, character: str) -> bool:
        """Tell if the printer's ROM can be expected to have a character.

        Control and private use characters never count, nor do codes of four bytes: those are rare names and
        other scripts, for which a ROM mostly has an empty box.
        """
        if unicodedata.category(character).startswith("C"):
            return False
        return len(character.encode(self.encoding, "ignore")) in {1, 2}

    def unprintable(self, text: str) -> str:
        """List the characters of a text that this printer cannot print, each once."""
        return "".join(dict.fromkeys(c for c in text if not self.prints(c)))


GB18030_80MM = PrinterProfile(
    name="GB18030, 80 mm",
    encoding="gb18030",
    dots=576,
    qr_module=6,
    cut=b"\x1dVB\x00",  # feed to the cutter, cut all but a strip
)
GB18030_58MM = PrinterProfile(
    name="GB18030, 58 mm",
    encoding="gb18030",
    dots=384,
    qr_module=5,
    cut=b"\x1bd\x04",  # no cutter: feed past the tear bar
)
