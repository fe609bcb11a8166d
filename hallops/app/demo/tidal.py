"""Tidal windows (潮汐窗口): a demo manager opens one more window when many wait, for half an hour at a time."""

from hallops.app.demo.clerks import Clerk
from hallops.app.demo.duties import Stint
from hallops.app.demo.floor import Floor, Process
from hallops.app.demo.guests import Guests
from hallops.app.demo.habits import LOOK_ROUND, OPEN_FOR


class TidalWindows:
    """`clerks` are the places that may open and who opens them; `alert` is how many waiting are too many."""

    def __init__(self, floor: Floor, guests: Guests, clerks: list[tuple[str, str]], alert: int, wrap_up: int) -> None:
        self._floor = floor
        self._guests = guests
        self._clerks = clerks
        self._alert = alert
        self._wrap_up = wrap_up

    def watch(self, until: int) -> Process:
        """Look round until the last hours end; windows open before an interruption go on."""
        for place, staff in self._clerks:
            if self._is_open(place):
                self._open(place, staff, until)
        while self._floor.now < until:
            yield self._floor.env.timeout(LOOK_ROUND)
            closed = [clerk for clerk in self._clerks if not self._is_open(clerk[0])]
            if closed and self._waiting() >= self._alert:
                self._open(*closed[0], until)

    def _open(self, place: str, staff: str, until: int) -> None:
        now = self._floor.now
        stint = Stint(place, staff, now, min(now + OPEN_FOR, until))
        self._floor.env.process(Clerk(self._floor, self._guests, stint, self._wrap_up).work())

    def _is_open(self, place: str) -> bool:
        return self._floor.look(lambda day: place in day.desks)

    def _waiting(self) -> int:
        return self._floor.look(lambda day: len(day.lines))
