"""A simulated ticket printer: it obeys the bytes as the manual says, prints on paper in memory and breaks on demand.

As in a real one, DLE EOT is answered at once and everything else waits its turn; while something is wrong, it waits.
"""

import random
from collections.abc import Iterator

from devices.sim.faults import Fault
from devices.sim.twin import Twin

_LENGTHS = {  # of commands that always have the same: the first two bytes and what follows them
    b"\x1b@": 0, b"\x1ba": 1, b"\x1bd": 1, b"\x1bE": 1, b"\x1bt": 1, b"\x1bc": 2, b"\x1c&": 0, b"\x1c.": 0,
    b"\x1c!": 1, b"\x1cS": 2, b"\x1d!": 1, b"\x1dr": 1, b"\x1da": 1, b"\x1dB": 1,
}  # fmt: skip
_HEAD = 8  # bytes that tell how long a command is
_STOPPED = {Fault.PAPER_OUT, Fault.COVER, Fault.CUTTER}


class PrinterTwin(Twin):
    """`jobs` are the finished ones, each from ESC @ on; `presenter` and `sparse` are ways to tell its state."""

    def __init__(self, rng: random.Random | None = None, *, presenter: bool = False, sparse: bool = False) -> None:
        super().__init__(rng)
        self.jobs: list[bytes] = []
        self.paper = b""  # of the job on the way
        self._presenter, self._sparse = presenter, sparse
        self._waiting = b""
        self._tells = False

    def opened(self) -> None:
        super().opened()
        self._waiting = b""
        self._tells = False

    def hears(self, data: bytes) -> Iterator[bytes]:
        self._waiting += data
        yield from self._urgent()
        while not self.faults & _STOPPED and (length := _length(self._waiting)):
            command, self._waiting = self._waiting[:length], self._waiting[length:]
            yield from self._obey(command)

    def _urgent(self) -> Iterator[bytes]:
        """Questions in real time are answered wherever they stand behind whole commands."""
        at = 0
        while length := _length(self._waiting, at):
            command = self._waiting[at : at + length]
            if command[:2] == b"\x10\x04":
                self._waiting = self._waiting[:at] + self._waiting[at + length :]
                if answer := self._answer(command[2]):
                    yield answer
            else:
                at += length

    def _answer(self, n: int) -> bytes:
        if n not in {1, 2, 3, 4} or (self._sparse and n in {2, 3}):
            return b""
        on, faults = bool(self.faults & _STOPPED), self.faults
        bits = {
            1: 0x08 * on,
            2: 0x04 * (Fault.COVER in faults) + 0x20 * (Fault.PAPER_OUT in faults) + 0x40 * (Fault.CUTTER in faults),
            3: 0x08 * (Fault.CUTTER in faults),
            4: 0x0C * (Fault.PAPER_NEAR in faults or Fault.PAPER_OUT in faults)
            + (0x20 if self._presenter else 0x60) * (Fault.PAPER_OUT in faults),
        }
        return bytes([0x12 | bits[n]])

    def _obey(self, command: bytes) -> Iterator[bytes]:
        if command == b"\x1b@" and self.paper:
            self._end_job()
        if command == b"\x1dr1":
            self.paper += command
            self._end_job()
            yield bytes([0x03 * (Fault.PAPER_NEAR in self.faults)])
        elif command[:2] == b"\x1da":
            self._tells = bool(command[2])
            yield self.changed()
        else:
            self.paper += command

    def _end_job(self) -> None:
        self.jobs.append(self.paper)
        self.paper = b""

    def changed(self) -> bytes:
        return self.state() if self._tells else b""

    def state(self) -> bytes:
        faults = self.faults
        return bytes(
            [
                0x10 + 0x08 * bool(faults & _STOPPED) + 0x20 * (Fault.COVER in faults),
                0x08 * (Fault.CUTTER in faults),
                0x03 * (Fault.PAPER_NEAR in faults) + 0x0C * (Fault.PAPER_OUT in faults),
                0x00,
            ]
        )


def _length(data: bytes, at: int = 0) -> int:
    """Bytes of the command or character there; 0 while it is not whole."""
    length = _wanted(data[at : at + _HEAD])
    return length if at + length <= len(data) else 0


def _wanted(data: bytes) -> int:
    if not data or data[0] not in b"\x10\x1b\x1c\x1d":
        return 1
    if len(data) < 2:  # noqa: PLR2004 - a command has a name of two bytes
        return 2
    if data[:2] == b"\x10\x04":
        return 3
    if data[:2] in _LENGTHS:
        return 2 + _LENGTHS[data[:2]]
    return _long(data)


def _long(data: bytes) -> int:
    if data[:2] == b"\x1dV":
        return 3 if len(data) < 3 or data[2] in b"\x00\x0101" else 4  # noqa: PLR2004
    if data[:2] == b"\x1d(":
        return 5 if len(data) < 5 else 5 + int.from_bytes(data[3:5], "little")  # noqa: PLR2004
    if data[:2] == b"\x1dv":
        across, down = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
        return 8 if len(data) < 8 else 8 + across * down  # noqa: PLR2004
    return 2  # unknown: passed over
