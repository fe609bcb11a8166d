"""What a ticket printer says: status bytes of ESC/POS, told apart by their fixed bits, and what each bit means.

Real-time answers (DLE EOT n): bits 1 and 4 set, 0 and 7 clear. Automatic status (ASB): four bytes, the first with bit 4
set and bits 0, 1 and 7 clear. In-order answers (GS r 1): bits 4 and 7 clear. XON and XOFF: 11 and 13.
Sources: Epson TM-L60II and TM-T88III, Samsung SRP-350, Citizen CT-S2000 and PPU-231II manuals.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from devices.health import Reason
from devices.printing.profile import Dialect

AUTOMATIC_ON = b"\x1d\x61\x0f"  # GS a: tell drawer, on-line, error and paper changes by yourself
PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, PAPER = 1, 2, 3, 4
QUESTIONS = {
    Dialect.FULL: (PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, PAPER),
    Dialect.SPARSE: (PRINTER, PAPER),
    Dialect.PRESENTER: (PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, PAPER),
}
_AUTOMATIC_LENGTH = 4
_XON_XOFF = b"\x11\x13"

Bits = tuple[tuple[int, Reason], ...]  # a mask, and the reason if any of its bits is set
_BITS: dict[int, Bits] = {
    PRINTER: ((0x08, Reason.STOPPED),),
    OFFLINE_CAUSE: (
        (0x04, Reason.COVER_OPEN),
        (0x08, Reason.FEEDING),
        (0x20, Reason.PAPER_OUT),
        (0x40, Reason.ERROR),
    ),
    ERROR_CAUSE: ((0x08, Reason.CUTTER), (0x20, Reason.MECHANISM), (0x40, Reason.OVERHEATED)),
    PAPER: ((0x0C, Reason.PAPER_NEAR), (0x60, Reason.PAPER_OUT)),
}
_PRESENTER_PAPER: Bits = ((0x0C, Reason.PAPER_NEAR), (0x20, Reason.PAPER_OUT), (0x40, Reason.PAPER_WAITING))
_AUTOMATIC_BITS: tuple[Bits, ...] = (
    ((0x08, Reason.STOPPED), (0x20, Reason.COVER_OPEN), (0x40, Reason.FEEDING)),
    ((0x08, Reason.CUTTER), (0x20, Reason.MECHANISM), (0x40, Reason.OVERHEATED)),
    ((0x03, Reason.PAPER_NEAR), (0x0C, Reason.PAPER_OUT)),
)


class Kind(IntEnum):
    """What an answer is an answer to."""

    REAL_TIME = 1
    AUTOMATIC = 2
    IN_ORDER = 3
    GARBAGE = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """Bytes that belong together."""

    kind: Kind
    raw: bytes


def question(n: int) -> bytes:
    """DLE EOT n: answered at once, whatever waits to be printed."""
    return bytes([0x10, 0x04, n])


def is_real_time(byte: int) -> bool:
    return byte & 0x93 == 0x12  # noqa: PLR2004 - the fixed bits


def real_time(n: int, byte: int, dialect: Dialect) -> frozenset[Reason] | None:
    """What the answer to question n means; None where it is none."""
    if not is_real_time(byte):
        return None
    bits = _PRESENTER_PAPER if dialect is Dialect.PRESENTER and n == PAPER else _BITS[n]
    return _set(bits, byte)


def automatic(raw: bytes) -> frozenset[Reason]:
    """What the four bytes of ASB mean."""
    return frozenset().union(*map(_set, _AUTOMATIC_BITS, raw))


def in_order(byte: int) -> frozenset[Reason]:
    """What the answer to GS r 1 says about the paper."""
    return _set(_AUTOMATIC_BITS[2], byte)


def _set(bits: Bits, byte: int) -> frozenset[Reason]:
    return frozenset(reason for mask, reason in bits if byte & mask)


class StatusReader:
    """Cuts what a printer says into answers, in pieces of any size; after garbage the next byte is tried."""

    def __init__(self) -> None:
        self._pending = b""

    def feed(self, data: bytes) -> Iterator[Answer]:
        for byte in data:
            yield from self._next(byte)

    def _next(self, byte: int) -> Iterator[Answer]:
        if self._pending:
            if byte & 0x90 == 0:
                self._pending += bytes([byte])
                if len(self._pending) == _AUTOMATIC_LENGTH:
                    yield Answer(Kind.AUTOMATIC, self._pending)
                    self._pending = b""
                return
            yield Answer(Kind.GARBAGE, self._pending)
            self._pending = b""
        if byte & 0x93 == 0x10:  # noqa: PLR2004 - the fixed bits
            self._pending = bytes([byte])
        elif byte not in _XON_XOFF:
            yield Answer(_kind(byte), bytes([byte]))


def _kind(byte: int) -> Kind:
    if is_real_time(byte):
        return Kind.REAL_TIME
    return Kind.IN_ORDER if byte & 0x90 == 0 else Kind.GARBAGE
