"""The watermark: how far numbers may have been given, kept outside the database.

A database that is lost and restored from a backup does not know the tickets given since. This small file does: before
a number above its mark can reach anybody, the mark is raised by a block and written through to the disk. After a
restore the series go on above the marks, so no number is ever on paper twice; at most a block of numbers is skipped.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from hallops.domain.events import DayOpened, Event, NumbersSkipped, TicketIssued

BLOCK = 20  # numbers; one write to the disk for so many tickets


class Watermark:
    """Marks of the newest business date, by prefix."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._day, self._marks = _read(path)

    @property
    def day(self) -> str | None:
        return self._day

    @property
    def marks(self) -> dict[str, int]:
        return dict(self._marks)

    def cover(self, events: Iterable[Event]) -> None:
        """Raise the marks over all numbers of these events, before they are written anywhere else."""
        day, marks, raised = self._day, dict(self._marks), False
        for event in events:
            if isinstance(event, DayOpened):
                day, marks, raised = event.day, {}, True
            elif isinstance(event, TicketIssued) and event.number > marks.get(event.prefix, 0):
                marks[event.prefix], raised = event.number + BLOCK, True
            elif isinstance(event, NumbersSkipped) and event.last > marks.get(event.prefix, 0):
                marks[event.prefix], raised = event.last, True
        if raised:
            self._write(day, marks)
            self._day, self._marks = day, marks  # a mark that is not on disk is none

    def _write(self, day: str | None, marks: dict[str, int]) -> None:
        fresh = self._path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump({"day": day, "marks": marks}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)


def _read(path: Path) -> tuple[str | None, dict[str, int]]:
    if not path.exists():
        return None, {}
    kept = json.loads(path.read_text("utf-8"))
    return kept["day"], kept["marks"]
