"""The hall's date by the hub's clock: sentences say the date with a time of another day only."""

from dataclasses import dataclass
from datetime import date

from hallops.domain.day_plan import local_date
from hallops.ports.clock import Clock


@dataclass(frozen=True, slots=True)
class Today:
    """`zone` is the hall's time zone."""

    clock: Clock
    zone: str

    def date(self) -> date:
        return local_date(self.clock.now(), self.zone)
