"""When an entry of the catalogue is served: its hours of today, and when next, today or in the days to come."""

from collections.abc import Iterator
from datetime import timedelta

from hallops.domain.catalogue import CatalogueItem
from hallops.domain.day_plan import DayPlan, Segment, Stretch, plan_day
from hallops.domain.hall import Service
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.services.views.hours import AHEAD, clock
from hallops.services.views.names import Json

GONE_FOR_TODAY = frozenset({"service_full", "last_ticket_gone", "service_closed", "service_not_today", "day_closed"})
NOT_BY_TIME = frozenset({"online_only", "hall_full", "unknown_service"})


class Offers:
    """Looks ahead from one moment; a date is planned once for all entries."""

    def __init__(self, day: HallDay, now: int) -> None:
        self._day = day
        self._now = now
        self._plans: list[DayPlan] = [day.plan]

    def today(self, item: CatalogueItem, service: Service) -> list[Json]:
        """The stretches of today, those for bookings marked."""
        found = []
        for booking_only in (False, True):
            stretches = self._stretches(self._day.plan, item, service, booking_only=booking_only)
            found += [(stretch, booking_only) for stretch in stretches]
        return [
            {"from": clock(self._day, at.start), "to": clock(self._day, at.end), "booking_only": booking_only}
            for at, booking_only in sorted(found, key=lambda each: each[0].start)
        ]

    def opens(self, item: CatalogueItem, service: Service, why: Refusal) -> int | None:
        """When a walk-in is next served; None where time alone does not help, or it is too far off."""
        if why.code in NOT_BY_TIME:
            return None
        first = 1 if why.code in GONE_FOR_TODAY else 0
        starts = (
            stretch.start
            for plan in self._ahead(first)
            for stretch in self._stretches(plan, item, service, booking_only=False)
        )
        return next((start for start in starts if start > self._now), None)

    def _ahead(self, first: int) -> Iterator[DayPlan]:
        for number in range(first, AHEAD + 1):
            while len(self._plans) <= number:
                date = self._day.day + timedelta(days=len(self._plans))
                self._plans.append(plan_day(self._day.hall, date))
            yield self._plans[number]

    def _stretches(
        self, plan: DayPlan, item: CatalogueItem, service: Service, *, booking_only: bool
    ) -> Iterator[Stretch]:
        """Periods of one kind of the entry's modes, those that touch as one."""
        start, end = None, 0
        for segment in plan.segments:
            if segment.mode.booking_only != booking_only or not self._serves(segment, item, service):
                continue
            if start is not None and segment.start != end:
                yield Stretch(start, end)
                start = None
            start, end = segment.start if start is None else start, segment.end
        if start is not None:
            yield Stretch(start, end)

    def _serves(self, segment: Segment, item: CatalogueItem, service: Service) -> bool:
        return segment.mode.id in item.modes and self._day.hall.offers(segment.mode, service.code)
