"""The watermark: how far numbers may have been given, kept outside the database.

A database that is lost and restored from a backup does not know the tickets given since. This small file does: before
a number above its mark can reach anybody, the mark is raised by a block and written through to the disk. A restore
turns the marks into numbers that may be on paper (`skip`), and whoever opens one of those dates never gives them again;
at most a block of numbers is passed over.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from hallops.domain.events import Event, NumbersSkipped, TicketIssued
from hallops.ports.journal import Accepted

BLOCK = 20  # numbers; one write to the disk for so many tickets
DAYS_KEPT = 7  # a clock that was wrong may have opened some dates too early

Marks = dict[str, dict[str, int]]  # business date (ISO) -> prefix -> number


class Watermark:
    """Marks of the newest business dates. `damage` says why the file could not be read, None when it could.

    What is in memory is never ahead of what is on the disk: a write that fails changes nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._given: Marks = {}
        self._on_paper: Marks = {}
        self.damage: str | None = None
        if path.exists():
            self._read()

    @property
    def marks(self) -> Marks:
        """Numbers that may have been given, block included."""
        return _copy(self._given)

    @property
    def skipped(self) -> Marks:
        """All that `on_paper` can answer."""
        return _copy(self._on_paper)

    def on_paper(self, day: date) -> Mapping[str, int]:
        """By prefix: numbers of a date that a restored log does not hold, and that may be on paper."""
        return self._on_paper.get(day.isoformat(), {})

    def cover(self, batch: Sequence[Accepted]) -> None:
        """Raise the marks over all numbers of a batch, before they are written anywhere else.

        Raises:
            OSError: the marks stay as they were, in memory and on the disk.
        """
        given = _copy(self._given)
        for day, prefix, number, mark in _numbers(batch):
            if number > given.setdefault(day, {}).get(prefix, 0):
                given[day][prefix] = mark
        if given != self._given:
            self._keep(given, self._on_paper)

    def skip(self, above: Mapping[str, Mapping[str, int]]) -> None:
        """After a restore: never give the numbers up to the marks again, nor those up to `above` (from paper)."""
        self._keep(self._given, _highest(self._on_paper, self._given, above))

    def _keep(self, given: Marks, on_paper: Marks) -> None:
        given, on_paper = _newest(given), _newest(on_paper)
        _write(self._path, json.dumps({"given": given, "on_paper": on_paper}))
        self._given, self._on_paper = given, on_paper

    def _read(self) -> None:
        """A file that can not be read is no reason to stop a hall whose log is whole; a restore says it."""
        try:
            kept = json.loads(self._path.read_text("utf-8"))
            self._given, self._on_paper = _highest(kept["given"]), _highest(kept["on_paper"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            self._given, self._on_paper = {}, {}
            self.damage = f"{type(error).__name__}: {error}"


def _numbers(batch: Sequence[Accepted]) -> Iterator[tuple[str, str, int, int]]:
    """Day, prefix, number and the mark that covers it, for each number of a batch."""
    for accepted in batch:
        for event in accepted.events:
            reach = _reach(event)
            if reach is not None:
                yield accepted.day.isoformat(), *reach


def _reach(event: Event) -> tuple[str, int, int] | None:
    if isinstance(event, TicketIssued):
        return event.prefix, event.number, event.number + BLOCK
    if isinstance(event, NumbersSkipped):
        return event.prefix, event.last, event.last
    return None


def _highest(*sources: Mapping[str, Mapping[str, int]]) -> Marks:
    found: Marks = {}
    for source in sources:
        for day, marks in source.items():
            mine = found.setdefault(date.fromisoformat(day).isoformat(), {})
            for prefix, number in marks.items():
                mine[prefix] = max(int(number), mine.get(prefix, 0))
    return found


def _copy(marks: Marks) -> Marks:
    return {day: dict(mine) for day, mine in marks.items()}


def _newest(marks: Marks) -> Marks:
    return {day: marks[day] for day in sorted(marks)[-DAYS_KEPT:]}


def _write(path: Path, text: str) -> None:
    """Replace the file's contents at one stroke; on return they are on the disk, the name included."""
    fresh = path.with_suffix(".new")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put new, moved and removed names of a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
