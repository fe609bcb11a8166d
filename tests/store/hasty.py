"""A planted fault: a journal that says "written" at once and writes a batch only together with the next one."""

from collections.abc import Iterable, Sequence
from datetime import date

from hallops.domain.events import Event
from hallops.domain.hall_day import HallDay
from hallops.ports import Accepted, Journal, KnownKey


class HastyJournal:
    """The last batch is always acknowledged and never on disk."""

    def __init__(self, inner: Journal) -> None:
        self._inner = inner
        self._held: list[Accepted] = []
        self._days: list[HallDay] = []

    @property
    def head(self) -> int:
        return self._held[-1].last if self._held else self._inner.head

    @property
    def last_day(self) -> date | None:
        return self._inner.last_day

    @property
    def last_at(self) -> int:
        return self._inner.last_at

    def append(self, batch: Sequence[Accepted], days: Iterable[HallDay]) -> None:
        self._flush()
        self._held, self._days = list(batch), list(days)

    def _flush(self) -> None:
        if self._held:
            self._inner.append(self._held, self._days)
            self._held = []

    def events_of(self, day: date) -> list[Event]:
        return self._inner.events_of(day)

    def events_between(self, first: int, last: int) -> list[Event]:
        self._flush()
        return self._inner.events_between(first, last)

    def known_keys(self) -> dict[str, KnownKey]:
        return self._inner.known_keys()

    def forget_keys(self, before: int) -> None:
        self._inner.forget_keys(before)
