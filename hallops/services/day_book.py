"""The day book: the HallDay that lies open, and the turning of its page when a new date comes."""

from datetime import date

from hallops.domain.commands import Command, Rate
from hallops.domain.day_plan import local_date
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.personal_commands import Confirm, DeclineConfirm
from hallops.domain.refusal import Refusal
from hallops.ports.clock import Clock
from hallops.ports.journal import HallBook, Journal
from hallops.services.batch import Batch
from hallops.services.history import load_day

BROUGHT_LATE = (Rate, Confirm, DeclineConfirm)


class DayBook:
    """`day` is the newest business date, as the log and the commands since have made it."""

    def __init__(self, journal: Journal, halls: HallBook, clock: Clock) -> None:
        self._journal = journal
        self._halls = halls
        self._clock = clock
        self.day = self._newest()

    def read_again(self) -> None:
        """Take the day from the log: after a failure memory may be ahead of it."""
        self.day = self._newest()

    def day_for(self, command: Command, now: int, batch: Batch) -> HallDay:
        """The day that a command is about. Only what a pad brings late is about another one than today."""
        if isinstance(command, BROUGHT_LATE) and command.day not in {None, self.day.day.isoformat()}:
            return self._past(command.day or "", batch)
        if self.day.phase is not Phase.OPEN:
            self._turn_page(now)
        return self.day

    def _past(self, iso: str, batch: Batch) -> HallDay:
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            raise Refusal("unknown_day", day=iso) from None
        return batch.days.get(day) or load_day(self._journal, self._halls, day)

    def _turn_page(self, now: int) -> None:
        """Begin a new date, or take over a description that was changed before the day opened."""
        today = local_date(now, self.day.hall.timezone)
        if today > self.day.day:
            self.day = HallDay(today, self._halls.version_for(today), self._halls.hall)
        elif self.day.phase is Phase.AHEAD:
            version = self._halls.version_for(self.day.day)
            if version != self.day.version:
                self.day.set_version(version)

    def _newest(self) -> HallDay:
        newest = self._journal.last_day
        if newest is None:
            zone = self._halls.hall(self._halls.version_for(date.max)).timezone
            newest = local_date(self._clock.now(), zone)
        return load_day(self._journal, self._halls, newest)
