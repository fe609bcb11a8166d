"""A planted fault: a journal that says "written" at once and writes a batch only together with the next one."""

from collections.abc import Iterable, Sequence

from hallops.domain.events import Event
from hallops.domain.hall_day import HallDay
from hallops.ports.journal import Accepted
from hallops.store.journal import SqlJournal


class HastyJournal(SqlJournal):
    """Goes on from a sound journal. The last batch is always acknowledged and never on disk."""

    def __init__(self, sound: SqlJournal) -> None:
        self.__dict__.update(vars(sound))
        self._held: list[Accepted] = []
        self._days: list[HallDay] = []

    @property
    def head(self) -> int:
        return self._held[-1].last if self._held else super().head

    def append(self, batch: Sequence[Accepted], days: Iterable[HallDay]) -> None:
        self._flush()
        self._held, self._days = list(batch), list(days)

    def events_between(self, first: int, last: int) -> list[Event]:
        self._flush()
        return super().events_between(first, last)

    def _flush(self) -> None:
        if self._held:
            super().append(self._held, self._days)
            self._held = []
