"""What a bar or QR code scanner says in serial mode: a text and a line end."""

from collections.abc import Iterator

LONGEST = 2048  # bytes; the largest QR code holds more, but none that a hall has printed
_ENDS = b"\r\n"


class LineReader:
    """Cuts what a scanner says into texts, in pieces of any size; what is no text, or has no end, is noise."""

    def __init__(self) -> None:
        self._pending = b""
        self._overlong = False
        self.noise = 0

    def feed(self, data: bytes) -> Iterator[str]:
        for byte in data:
            if byte in _ENDS:
                yield from self._line()
            elif len(self._pending) < LONGEST:
                self._pending += bytes([byte])
            else:
                self._overlong = True

    def _line(self) -> Iterator[str]:
        line, overlong, self._pending, self._overlong = self._pending, self._overlong, b"", False
        if not line:
            return
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = ""
        if overlong or not text.isprintable() or not text:
            self.noise += len(line)
        else:
            yield text
