"""A scanner of QR and bar codes on a serial line. It says nothing but codes: it is well while its line is open."""

from devices.drivers.driver import Driver
from devices.drivers.events import CardRead, CodeScanned, Hear, Numbering
from devices.drivers.scanner.frames import LineReader
from devices.identity import is_person_number, person_of
from devices.transport.transport import Transport


class ScannerDriver(Driver):
    """`key` is the hall's for hashes: a code may hold an identity number."""

    personal = True

    def __init__(self, transport: Transport, hear: Hear, numbering: Numbering, key: bytes) -> None:
        super().__init__(transport)
        self._hear, self._numbering, self._key = hear, numbering, key
        self._reader = LineReader()

    async def open(self) -> None:
        self._reader = LineReader()
        await super().open()

    def take(self, data: bytes) -> None:
        before = self._reader.noise
        for text in self._reader.feed(data):
            self.sense()
            id_ = self._numbering.next()
            if is_person_number(text):
                self._hear(CardRead(id_, person_of(text, self._key)))
            else:
                self._hear(CodeScanned(id_, text))
        if self._reader.noise > before:
            self.garbage(data)
