"""The calling rule asked of a day as it stands: whom a window would call, which window a ticket would go to."""

from collections.abc import Iterator
from dataclasses import dataclass

from hallops.domain.calling import FreeWindow, Waiting, choose_window
from hallops.domain.desk import Desk
from hallops.domain.hall import Window
from hallops.domain.hall_day import HallDay


@dataclass(frozen=True, slots=True)
class Choice:
    """A ticket to call, and what a complaint will ask about later."""

    ticket: str
    score: int
    passed_over: int  # tickets in this window's line that were issued earlier


def choose_ticket(day: HallDay, window: Window, now: int) -> Choice | None:
    """Whom a window calls next; None if nobody waits that it may take."""
    line = day.lines.heads(window.rank, accessible=window.accessible)
    line.extend(_callable(day, window, now))
    chosen = day.rule.choose(line, window.rank, now, everyone=day.serves_out(now))
    return None if chosen is None else choice_of(day, window, chosen, now)


def choice_of(day: HallDay, window: Window, waiting: Waiting, now: int) -> Choice:
    earlier = day.lines.before(waiting.seq, window.rank, accessible=window.accessible)
    earlier += sum(other.seq < waiting.seq for other in _callable(day, window, now))
    return Choice(waiting.ticket, day.rule.score(waiting, now), earlier)


def can_take(window: Window, waiting: Waiting) -> bool:
    return waiting.service in window.rank and (window.accessible or not waiting.accessible)


def _callable(day: HallDay, window: Window, now: int) -> Iterator[Waiting]:
    """Re-inserted tickets of a window's line whose turn may come."""
    for waiting in day.deferred.values():
        if can_take(window, waiting) and day.released(waiting, now):
            yield waiting


def choose_desk(day: HallDay, waiting: Waiting) -> Desk | None:
    """The asking window that a ticket goes to."""
    free = [
        FreeWindow(desk.window, day.hall.windows[desk.window].rank[waiting.service], desk.idle_since)
        for desk in day.asking_desks()
        if desk.window is not None and can_take(day.hall.windows[desk.window], waiting)
    ]
    chosen = choose_window(free)
    return None if chosen is None else day.desk_at(chosen.number)
