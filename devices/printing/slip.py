"""The ticket that a visitor takes from the dispenser.

Every word on it comes in from outside in the visitor's language; this file decides only what stands where.
The number is the largest thing on the paper, and a reprint says so before anything else.
"""

from dataclasses import dataclass

from devices.printing.document import Align, Cut, Document, Element, Feed, Qr, Row, Rule, Text

NUMBER_SIZE = 5  # 15 mm high, read at arm's length without glasses


@dataclass(frozen=True, slots=True)
class TicketSlip:
    """A ticket's words, ready to print."""

    hall: str
    number: str
    service: str
    facts: tuple[tuple[str, str], ...] = ()  # label and value: people ahead, wait, zone, time of issue
    notes: tuple[str, ...] = ()
    qr: str | None = None
    reprint: str | None = None  # the mark of a second print, such as 补打

    def document(self) -> Document:
        """Lay the ticket out."""
        return (*self._head(), *self._facts(), *self._foot(), Feed(), Cut())

    def _head(self) -> Document:
        mark = (_centred(self.reprint, size=2, bold=True), Feed()) if self.reprint else ()
        return (
            *mark,
            _centred(self.hall, bold=True),
            Rule(),
            _centred(self.number, size=NUMBER_SIZE, bold=True),
            _centred(self.service, size=2),
            Rule(),
        )

    def _facts(self) -> Document:
        rows: tuple[Element, ...] = tuple(Row(label, value) for label, value in self.facts)
        return (*rows, Rule()) if rows else ()

    def _foot(self) -> Document:
        code = (Qr(self.qr),) if self.qr else ()
        return (*code, *(_centred(note) for note in self.notes))


def _centred(text: str, size: int = 1, *, bold: bool = False) -> Text:
    return Text(text, size, Align.CENTRE, bold)
