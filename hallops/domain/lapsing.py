"""Who can not be served any more once the last hours are over: their tickets expire."""

from collections.abc import Collection, Iterator

from hallops.domain.choosing import can_take
from hallops.domain.events import TicketExpired
from hallops.domain.hall_day import HallDay


def lapse(day: HallDay, staying: Collection[int], by: str, now: int) -> Iterator[TicketExpired]:
    """The end of every waiting ticket that none of the windows which stay can take."""
    windows = [day.hall.windows[number] for number in staying]
    for waiting in list(day.waiting()):
        if not any(can_take(window, waiting) for window in windows):
            yield TicketExpired(now, by, waiting.ticket)
