"""What visitors sign and write, kept beside the log."""

from dataclasses import dataclass
from typing import Protocol

Point = tuple[int, int, int]  # ms since the first touch, x, y
Strokes = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class SignedText:
    """What a visitor is asked to sign, in the words they read. It may name a person."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text to be confirmed as it is kept beside the log; `hash` once it was signed."""

    id: str
    day: str
    window: int
    ticket: str
    text: SignedText
    made_at: int
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What a visitor wrote with a rating."""

    day: str
    call: int
    comment: str
    made_at: int


@dataclass(frozen=True, slots=True)
class Held:
    """How much personal data is there."""

    confirmations: int
    comments: int


class PersonalStore(Protocol):
    """Keeps what visitors sign and write, beside the log; used in the keeper's thread, which alone writes.

    Each raises JournalError when the store does not take it.
    """

    def keep_text(self, kept: KeptText) -> None: ...

    def find_text(self, confirmation: str) -> KeptText | None: ...

    def keep_strokes(self, confirmation: str, strokes: Strokes, seal: str) -> None: ...

    def drop_strokes(self, confirmation: str) -> None: ...

    def drop_text(self, confirmation: str) -> None: ...

    def keep_comment(self, comment: Comment) -> None:
        """The first one of a call stays."""

    def comments(self, day: str) -> list[Comment]: ...

    def held_before(self, instant: int) -> Held: ...

    def purge(self, instant: int) -> None:
        """Delete what was made before an instant, so that the database file does not show it either."""
