"""A disk that remembers every write and every sync below SQLite, and what is left of it when the power is cut.

What was synced stays. A write that was not synced yet is lost, kept, or torn at 512 bytes, each for itself and in any
order, as a disk's cache does. Locks and shared memory are the real file system's; shared memory dies with the power.
Names of files are taken as durable: creating and deleting is not modelled.
"""

import random
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import apsw

SECTOR = 512  # bytes a disk writes whole


class Kind(Enum):
    WRITE = "write"
    TRUNCATE = "truncate"  # `offset` is the new size
    SYNC = "sync"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that SQLite asked of the disk."""

    kind: Kind
    file: str
    offset: int = 0
    data: bytes = b""


class RecordingDisk(apsw.VFS):
    """The real file system, with a log of all steps. Nothing is really synced: the log alone says what would be."""

    def __init__(self) -> None:
        self.name = f"recording-{uuid4().hex}"
        self.log: list[Step] = []
        super().__init__(self.name, "")

    def xOpen(self, name: Any, flags: list[int]) -> "RecordingFile":  # noqa: N802 - the names are SQLite's
        return RecordingFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.log.append(Step(Kind.DELETE, Path(filename).name))
        super().xDelete(filename, syncdir)


class RecordingFile(apsw.VFSFile):
    def __init__(self, disk: RecordingDisk, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._log = disk.log
        self._file = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "temporary").name

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._log.append(Step(Kind.WRITE, self._file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._log.append(Step(Kind.TRUNCATE, self._file, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._log.append(Step(Kind.SYNC, self._file))


class Loss(Enum):
    """What becomes of the writes that were not synced."""

    ALL = "all"  # every one is dropped
    SOME = "some"  # each is kept or dropped, in any order
    TORN = "torn"  # each of their sectors is kept or dropped
    NONE = "none"  # the cache was written out just in time


class Remains:
    """The files of a log as a power cut leaves them. Cuts are asked for in rising order."""

    def __init__(self, log: list[Step]) -> None:
        self._log = log
        self._position = 0
        self._durable: dict[str, bytearray] = defaultdict(bytearray)
        self._waiting: dict[str, list[Step]] = defaultdict(list)

    def at(self, cut: int, loss: Loss, rng: random.Random) -> dict[str, bytes]:
        """Contents by file name when the power goes just before step `cut`."""
        for step in self._log[self._position : cut]:
            self._take(step)
        self._position = cut
        return {file: self._image(file, loss, rng) for file in {*self._durable, *self._waiting}}

    def _take(self, step: Step) -> None:
        if step.kind is Kind.SYNC:
            for written in self._waiting.pop(step.file, []):
                _put(self._durable[step.file], written)
        elif step.kind is Kind.DELETE:
            self._durable.pop(step.file, None)
            self._waiting.pop(step.file, None)
        else:
            self._waiting[step.file].append(step)

    def _image(self, file: str, loss: Loss, rng: random.Random) -> bytes:
        image = bytearray(self._durable.get(file, b""))
        for step in self._waiting.get(file, []):
            for piece in _sectors(step) if loss is Loss.TORN else [step]:
                if loss is Loss.NONE or (loss is not Loss.ALL and rng.random() < 0.5):
                    _put(image, piece)
        return bytes(image)


def _put(image: bytearray, step: Step) -> None:
    if step.kind is Kind.TRUNCATE:
        del image[step.offset :]
        return
    image.extend(bytes(max(0, step.offset - len(image))))
    image[step.offset : step.offset + len(step.data)] = step.data


def _sectors(step: Step) -> list[Step]:
    if step.kind is not Kind.WRITE:
        return [step]
    bounds = [0, *range(SECTOR - step.offset % SECTOR, len(step.data), SECTOR), len(step.data)]
    return [Step(step.kind, step.file, step.offset + start, step.data[start:end]) for start, end in pairwise(bounds)]
