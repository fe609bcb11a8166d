"""Reads SQLite's write-ahead log for commits that SQLite will not read.

SQLite reads the log up to the first frame whose checksum is wrong, and silently drops the rest. After a power cut that
is right: the last transaction was never acknowledged. But a commit is only begun when the one before it is on the disk,
so a whole later transaction behind a bad frame means that acknowledged ones were damaged.
https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEADER, FRAME = 32, 24  # bytes
MAGIC = 0x377F0682  # its last bit says that checksums are made of big-endian words
MASK = 0xFFFFFFFF

Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Frame:
    salts: bytes
    commits: bool
    sums: Sums
    summed: bytes  # what its checksum is made of: the frame's first words and its page


def lost_commits(database: Path) -> int:
    """How many commits lie behind the first bad frame and are of a later transaction than that frame's."""
    wal = database.with_name(database.name + "-wal")
    data = wal.read_bytes() if wal.exists() else b""
    if len(data) <= HEADER:
        return 0
    big = bool(int.from_bytes(data[:4]) & 1)
    sums = _sum(data[:24], (0, 0), big=big)
    frames = _frames(data)
    if int.from_bytes(data[:4]) & ~1 != MAGIC or sums != _sums(data[24:32]):
        return sum(frame.commits for frame in frames)  # a header is written at one stroke: no power cut tears it
    rest = _behind_bad_frame(frames, data[16:24], sums, big=big)
    return max(0, sum(frame.commits and frame.salts == data[16:24] for frame in rest) - 1)


def _behind_bad_frame(frames: Iterator[_Frame], salts: bytes, sums: Sums, *, big: bool) -> Iterator[_Frame]:
    """The bad frame and all after it."""
    for frame in frames:
        sums = _sum(frame.summed, sums, big=big)
        if frame.salts != salts or frame.sums != sums:
            yield frame
            yield from frames


def _frames(data: bytes) -> Iterator[_Frame]:
    size = int.from_bytes(data[8:12])
    size = size if size in {1 << bits for bits in range(9, 17)} else 4096
    for start in range(HEADER, len(data) - FRAME - size + 1, FRAME + size):
        head = data[start : start + FRAME]
        page = data[start + FRAME : start + FRAME + size]
        yield _Frame(head[8:16], any(head[4:8]), _sums(head[16:24]), head[:8] + page)


def _sums(data: bytes) -> Sums:
    return int.from_bytes(data[:4]), int.from_bytes(data[4:])


def _sum(data: bytes, sums: Sums, *, big: bool) -> Sums:
    words = array("I", data)
    if big != (sys.byteorder == "big"):
        words.byteswap()
    first, second = sums
    for index in range(0, len(words), 2):
        first = (first + words[index] + second) & MASK
        second = (second + words[index + 1] + first) & MASK
    return first, second
