"""The hall's own past, read from its log: each business date folded again, then seen as records."""

from collections.abc import Iterator
from datetime import date

from hallops.domain.apply import apply
from hallops.domain.hall_day import HallDay
from hallops.ports import HallBook, Journal


def load_day(journal: Journal, halls: HallBook, day: date) -> HallDay:
    """A business date as its events left it."""
    loaded = HallDay(day, halls.version_for(day), halls.hall)
    for event in journal.events_of(day):
        apply(loaded, event)
    loaded.take_changes()
    return loaded


def past_days(journal: Journal, halls: HallBook) -> Iterator[HallDay]:
    """Every business date of the log, the present one included, in order."""
    for day in journal.days():
        yield load_day(journal, halls, day)
