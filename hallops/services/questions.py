"""What the forecast of the hall's day is asked with, taken from the day between two commands."""

from hallops.domain.hall_day import HallDay, Phase
from hallops.files.hall_demand import Demand
from hallops.services.live_queue import live_queue
from hallops.services.outlook import midnight, outlook, walk_in_segments
from simulation.now.queue import Options, Question


def question_of(day: HallDay, demand: Demand | None, now: int) -> Question | None:
    """None while nobody can wait for anything: the day is not open, or its walk-in hours are over."""
    expected = outlook(day, demand, now) if day.phase is Phase.OPEN else None
    if expected is None:
        return None
    return Question(live_queue(day, now, demand.wrap_up if demand else 0), expected, _options(day, now))


def _options(day: HallDay, now: int) -> Options:
    """What this mode may open, tidal windows first; nothing where all of the staff are somewhere already."""
    segment = next((one for one in walk_in_segments(day) if one.start <= now < one.end), None)
    if segment is None:
        return Options(0)
    mode, desks = segment.mode, day.desks.values()
    may = [one for one in day.hall.windows.values() if mode.windows is None or one.number in mode.windows]
    free = len(day.hall.staff) > len(desks)
    closed = [one for one in may if free and day.desk_at(one.number) is None]
    at_windows = [desk for desk in desks if desk.window is not None]
    return Options(
        segment.end - midnight(day),
        closed=tuple(one.number for one in sorted(closed, key=lambda one: (not one.tidal, one.number))),
        paused=tuple(desk.window or 0 for desk in at_windows if desk.paused is not None),
        opened=tuple(desk.window or 0 for desk in at_windows if desk.paused is None),
    )
