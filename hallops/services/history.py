"""The hall's own past, read from its log: each business date folded again, then seen as records."""

from collections.abc import Iterator
from datetime import date

from hallops.domain.apply import apply
from hallops.domain.hall_day import HallDay, IllegalEventError
from hallops.ports.journal import HallBook, Journal, JournalError


def load_day(journal: Journal, halls: HallBook, day: date) -> HallDay:
    """A business date as its events left it.

    Raises:
        JournalError: its events can not be read, or can not follow each other.
    """
    loaded = HallDay(day, halls.version_for(day), halls.hall)
    try:
        for event in journal.events_of(day):
            apply(loaded, event)
    except IllegalEventError as error:
        raise JournalError("illegal_event", str(error)) from error
    loaded.take_changes()
    return loaded


def past_days(journal: Journal, halls: HallBook) -> Iterator[HallDay]:
    """Every business date of the log, the present one included, in order."""
    for day in journal.days():
        yield load_day(journal, halls, day)
