"""A notice slip (一次性告知书): all papers that a visitor still has to bring, told once and on paper.

The log holds codes and indices only; the words are those of the catalogue and of the hall's list.
"""

from dataclasses import dataclass

from hallops.domain.commands import Command
from hallops.domain.events import WindowEvent


@dataclass(frozen=True, slots=True)
class Notice:
    """The newest slip of a ticket."""

    ticket: str
    window: int
    at: int
    staff: str
    item: str | None
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GiveNotice(Command):
    """Tell a visitor at a window what is missing.

    `item` is a code of the catalogue and `needs` the positions of its papers, from "0"; without an item, `needs` are
    codes from the hall's list. Both may be mixed.
    """

    window: int
    ticket: str
    item: str | None
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeGiven(WindowEvent):
    """A visitor was told on paper what is missing."""

    item: str | None
    needs: tuple[str, ...]
