"""What a print job leaves on paper: lines, empty space, QR codes and cuts, as a printer would obey its bytes.

Strict where a real printer shrugs: an alignment or a cut in the middle of a line is an error, not ignored,
and so is a text that never gets its line feed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from devices.errors import UnreadableJob
from devices.virtual.marks import LINE, CutMark, Dots, Glyph, Line, Mark, QrCode, Space, Style
from devices.virtual.tokens import TEXT, Token, tokenize


def read(job: bytes, dots: int = 576) -> list[Mark]:
    """Print a job on paper of so many dots across."""
    head = _Head(dots)
    for token in tokenize(job):
        _ACTIONS[token.name](head, token)
    if head.glyphs:
        raise UnreadableJob(len(job), "the last line is never printed")
    return head.marks


def text_lines(job: bytes) -> list[str]:
    """Read a job's lines of text, as a visitor would read the ticket."""
    return [mark.text for mark in read(job) if isinstance(mark, Line)]


class _Head:
    """The print head: its settings, its half-filled line and all it has printed."""

    def __init__(self, dots: int) -> None:
        self.dots = dots
        self.marks: list[Mark] = []
        self.reset()

    def reset(self) -> None:
        self.glyphs: list[Glyph] = []
        self.across = 0
        self.style, self.align = Style(), 0
        self.module, self.level, self.payload = 3, "L", b""

    def initialize(self, token: Token) -> None:
        self._at_line_start(token)
        self.reset()

    def text(self, token: Token) -> None:
        for character in token.text:
            glyph = Glyph(character, self.style)
            if self.across + glyph.dots > self.dots:
                self._end_line()
            self.glyphs.append(glyph)
            self.across += glyph.dots

    def line_feed(self, _: Token) -> None:
        if self.glyphs:
            self._end_line()
        else:
            self.marks.append(Space(LINE))

    def feed(self, token: Token) -> None:
        if self.glyphs:
            self._end_line()
        self.marks.append(Space(LINE * token.parameters[0]))

    def set_align(self, token: Token) -> None:
        self._at_line_start(token)
        self.align = token.parameters[0] % 48

    def set_size(self, token: Token) -> None:
        wide, high = divmod(token.parameters[0], 16)
        self.style = replace(self.style, wide=wide + 1, high=high + 1)

    def set_bold(self, token: Token) -> None:
        self.style = replace(self.style, bold=bool(token.parameters[0] & 1))

    def set_module(self, token: Token) -> None:
        self.module = token.parameters[0]

    def set_level(self, token: Token) -> None:
        self.level = {48: "L", 49: "M", 50: "Q", 51: "H"}[token.parameters[0]]

    def store(self, token: Token) -> None:
        self.payload = token.parameters[1:]

    def print_code(self, token: Token) -> None:
        self._at_line_start(token)
        if not self.payload:
            raise UnreadableJob(token.offset, "QR print without data")
        self.marks.append(QrCode(self.payload, self.module, self.level, self.align))

    def picture(self, token: Token) -> None:
        self._at_line_start(token)
        across = int.from_bytes(token.parameters[1:3], "little")
        if across * 8 > self.dots:
            raise UnreadableJob(token.offset, f"GS v 0 is {across * 8} dots wide on paper of {self.dots}")
        if token.parameters[0] % 48:
            raise UnreadableJob(token.offset, "GS v 0 enlarges its dots, which nothing here draws")
        self.marks.append(Dots(across, token.parameters[5:]))

    def cut(self, token: Token) -> None:
        self._at_line_start(token)
        self.marks.append(CutMark())

    def nothing(self, _: Token) -> None:
        """Obey a command that leaves nothing on paper."""

    def _end_line(self) -> None:
        self.marks.append(Line(tuple(self.glyphs), self.align))
        self.glyphs, self.across = [], 0

    def _at_line_start(self, token: Token) -> None:
        if self.glyphs:
            raise UnreadableJob(token.offset, f"{token.name} in the middle of a line")


_ACTIONS: Mapping[str, Callable[[_Head, Token], None]] = {
    TEXT: _Head.text,
    "LF": _Head.line_feed,
    "ESC @": _Head.initialize,
    "ESC E": _Head.set_bold,
    "ESC a": _Head.set_align,
    "ESC d": _Head.feed,
    "ESC t": _Head.nothing,
    "FS &": _Head.nothing,
    "FS .": _Head.nothing,
    "GS !": _Head.set_size,
    "GS V": _Head.cut,
    "GS r": _Head.nothing,
    "GS v 0": _Head.picture,
    "QR model": _Head.nothing,
    "QR module": _Head.set_module,
    "QR level": _Head.set_level,
    "QR store": _Head.store,
    "QR print": _Head.print_code,
}
