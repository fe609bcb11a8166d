"""The visitors of a demo day, drawn before it begins: the same seed and date give the same people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import log, sqrt
from random import Random
from zoneinfo import ZoneInfo

from hallops.domain.commands import Booking
from hallops.domain.day_plan import DayPlan, Stretch, instant
from hallops.domain.hall import Hall
from hallops.domain.rules import MINUTE
from hallops.files.hall_demand import Demand, ServiceDemand

HALF_HOUR = 30 * MINUTE
SLOT = 10 * MINUTE  # of a booking
ENGLISH_SHARE = 0.01
STEP_SHARE = 0.02  # go away for a copy in the middle and come back
STEP_MEAN = 4 * MINUTE
COME_BACK_SHARE = 0.4  # of those who miss their call
COME_BACK_MEAN = 6 * MINUTE
BOOKED_PER_HOUR = 1.5  # in a booking-only mode
PUNCTUAL = 6 * MINUTE  # standard deviation around five minutes before the booked time


@dataclass(frozen=True, slots=True)
class Visitor:
    """Times are ms: `arrives` since 1970 UTC, the others durations. `service_2` is for a transfer."""

    id: str
    arrives: int
    service: str
    priority: str
    language: str
    accessible: bool
    service_time: int
    patience: int
    absent: bool  # does not hear the first call
    comes_back: int | None  # after having been absent
    step: int | None  # time away in the middle of the service
    transfer_to: str | None
    service_2: int
    grade: int | None
    booking: Booking | None = None


class Crowd:
    """Draws the visitors of one date."""

    def __init__(self, hall: Hall, demand: Demand, plan: DayPlan, seed: int | str) -> None:
        self._hall = hall
        self._demand = demand
        self._plan = plan
        self._rng = Random(f"{seed}/{plan.day.isoformat()}")  # noqa: S311 - a demo, not a secret

    def visitors(self) -> list[Visitor]:
        """All who will come, in the order of arrival."""
        arrivals = [*self._walk_ins(), *self._booked()]
        drawn = [self._visitor(arrives, service, booking) for arrives, service, booking in arrivals]
        drawn.sort(key=lambda visitor: visitor.arrives)
        return [replace(visitor, id=f"{self._plan.day:%m%d}-{n:04d}") for n, visitor in enumerate(drawn, start=1)]

    def stranger(self, service: str) -> Visitor:
        """Somebody who was not expected, and makes no trouble."""
        drawn = self._visitor(self._plan.opens or 0, service, None)
        return replace(drawn, absent=False, step=None, transfer_to=None, grade=None)

    # arrivals

    def _walk_ins(self) -> Iterator[tuple[int, str, Booking | None]]:
        demand = self._demand
        factor = self._gamma(1.0, demand.day_factor_cv)
        for period, expected in self._profile():
            for arrives in self._poisson(period, expected * factor):
                service = self._service_at(arrives)
                if service is not None:
                    yield arrives, service, None

    def _profile(self) -> Iterator[tuple[Stretch, float]]:
        """Periods of the day with the number of visitors expected in each."""
        demand, plan = self._demand, self._plan
        if not plan.kind.is_working:
            hours = sum(segment.end - segment.start for segment in plan.segments)
            for segment in plan.segments:
                share = (segment.end - segment.start) / hours
                yield Stretch(segment.start, segment.end), demand.weekend_visits * share
            return
        weekday = plan.day.weekday()
        factor = demand.weekday_factors[weekday] if weekday < len(demand.weekday_factors) else 1.0
        first = instant(plan.day, demand.weights_start, ZoneInfo(self._hall.timezone))
        for index, weight in enumerate(demand.half_hour_weights):
            start = first + index * HALF_HOUR
            yield Stretch(start, start + HALF_HOUR), demand.workday_visits * factor * weight

    def _poisson(self, period: Stretch, expected: float) -> Iterator[int]:
        if expected <= 0:
            return
        at = float(period.start)
        while (at := at + self._rng.expovariate(expected / (period.end - period.start))) < period.end:
            yield int(at)

    def _booked(self) -> Iterator[tuple[int, str, Booking | None]]:
        """Visitors of the booking-only modes: the evening, the early opening for companies."""
        number = 0
        for segment in self._plan.segments:
            if not segment.mode.booking_only:
                continue
            offered = [code for code in self._hall.services if self._hall.offers(segment.mode, code)]
            hours = (segment.end - segment.start) / (60 * MINUTE)
            for start in self._poisson(Stretch(segment.start, segment.end - SLOT), hours * BOOKED_PER_HOUR):
                number += 1
                slot = start // SLOT * SLOT
                booking = Booking(f"{self._plan.day:%m%d}B{number:02d}", slot)
                arrives = slot + int(self._rng.gauss(-5 * MINUTE, PUNCTUAL))
                yield max(segment.start - 10 * MINUTE, arrives), self._rng.choice(offered), booking

    # people

    def _service_at(self, arrives: int) -> str | None:
        """A service that the hall offers at that time, in proportion to the demand for it."""
        mode = self._plan.mode_at(arrives)
        if mode is None:
            return None
        shares = {code: d.share for code, d in self._demand.services.items() if self._hall.offers(mode, code)}
        return self._pick(shares) if shares else None

    def _visitor(self, arrives: int, service: str, booking: Booking | None) -> Visitor:
        demand, rng = self._demand, self._rng
        transfers = demand.transfers.get(service, {})
        target = self._pick({**transfers, "": 1 - sum(transfers.values())}) or None
        if target is not None and not self._plan.offers(target, booked=False):
            target = None
        back = int(rng.expovariate(1 / COME_BACK_MEAN))
        step = int(rng.expovariate(1 / STEP_MEAN))
        return Visitor(
            id="",
            arrives=arrives,
            service=service,
            priority=self._pick(demand.classes),
            language="en" if rng.random() < ENGLISH_SHARE else "zh",
            accessible=rng.random() < demand.accessible_share,
            service_time=self._lognormal(demand.services[service]),
            patience=int(rng.expovariate(1 / demand.patience)),
            absent=rng.random() < demand.no_show,
            comes_back=back if rng.random() < COME_BACK_SHARE else None,
            step=step if rng.random() < STEP_SHARE else None,
            transfer_to=target,
            service_2=self._lognormal(demand.services[target or service]),
            grade=self._grade(),
            booking=booking,
        )

    def _grade(self) -> int | None:
        rated = self._rng.random() < self._demand.rating_share
        grade = int(self._pick({str(5 - index): share for index, share in enumerate(self._demand.grade_mix)}))
        return grade if rated else None

    def _pick(self, shares: Mapping[str, float]) -> str:
        return self._rng.choices(list(shares), weights=list(shares.values()))[0]

    def _lognormal(self, service: ServiceDemand) -> int:
        spread = log(1 + service.cv**2)
        return max(1000, int(self._rng.lognormvariate(log(service.mean) - spread / 2, sqrt(spread))))

    def _gamma(self, mean: float, cv: float) -> float:
        return self._rng.gammavariate(1 / cv**2, mean * cv**2) if cv > 0 else mean
