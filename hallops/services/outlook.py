"""What is expected of the rest of the hall's day: who comes, how long services take, which windows are there.

The hall file's own figures, set right by what today has shown: services by how long today's took, walk-ins by how many
came. Both are conjugate estimates, so that a few tickets change little and a hundred nearly all. Times are ms, instants
since the day's midnight.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import gcd, sqrt
from zoneinfo import ZoneInfo

from hallops.domain.day_plan import Segment, instant
from hallops.domain.desk import Desk
from hallops.domain.hall import Window
from hallops.domain.hall_day import HallDay
from hallops.domain.modes import Hours
from hallops.domain.rules import HOUR, MINUTE
from hallops.domain.ticket import AT_WINDOW
from hallops.files.hall_demand import Demand
from hallops.files.hall_demand import ServiceDemand as Expected
from simulation.now.queue import Outlook
from simulation.scenario.distribution import Distribution, Family
from simulation.scenario.scenario import CallRule, PlannedWindow, Scenario, ServiceDemand, VisitorClass

HALF_HOUR = 30  # minutes
TRUSTED = 20  # services that the hall file's mean counts for, against those of today
USUAL = Expected(0.0, 8 * MINUTE, 0.9)  # of a service that the hall file has no figures of
PACE_SPREAD = 0.9  # standard deviation of a service time ÷ its mean, for the doubt about a mean of few
UNKNOWN_DAY = 0.3  # the same of a day's walk-ins, where the hall file has no figures
BACK = 15 * MINUTE  # a pause lasts so long,
SOON = 5 * MINUTE  # and one that lasted longer ends then


def midnight(day: HallDay) -> int:
    return instant(day.day, 0, ZoneInfo(day.hall.timezone))


def walk_in_segments(day: HallDay) -> list[Segment]:
    """The hours that the forecast is about: those by booking only have no line."""
    return [segment for segment in day.plan.segments if not segment.mode.booking_only]


def outlook(day: HallDay, demand: Demand | None, now: int) -> Outlook | None:
    """None when no walk-in hours are left."""
    segments = walk_in_segments(day)
    if not segments or now >= segments[-1].end:
        return None
    start = midnight(day)
    hours = _hours(segments, start)
    interval = gcd(HALF_HOUR, *(minute for period in hours for minute in (period.start, period.end)))
    paces = _Paces(day, demand, now)
    arrivals = _arrivals(day, demand, now, hours, interval)
    scenario = Scenario(
        interval=interval,
        hours=hours,
        services={
            service.code: ServiceDemand(
                code=service.code,
                target=service.target,
                arrivals=arrivals.rates[service.code],
                service=paces.shape(service.code),
                patience=None if demand is None else Distribution(Family.EXPONENTIAL, demand.patience / MINUTE),
                wrap_up=0 if demand is None else demand.wrap_up,
                no_show=0.0 if demand is None else demand.no_show,
                no_show_time=day.hall.rules.recall_gap * day.hall.rules.missed_after_calls,
                transfer={} if demand is None else demand.transfers.get(service.code, {}),
            )
            for service in day.hall.services.values()
        },
        windows=tuple(_windows(day, segments, now, start)),
        classes=_classes(day, demand),
        rule=CallRule(day.hall.rules.overflow, day.hall.rules.transfer_head_start, day.hall.rules.booked_head_start),
        day_factor_cv=arrivals.doubt,
        end_of_day=day.hall.rules.end_of_day,
        last_ticket=day.hall.rules.last_ticket,
        accessible_share=0.0 if demand is None else demand.accessible_share,
    )
    return Outlook(scenario, paces.doubt)


def _hours(segments: list[Segment], start: int) -> tuple[Hours, ...]:
    found: list[Hours] = []
    for segment in segments:
        since, until = ((at - start) // MINUTE for at in (segment.start, segment.end))
        if found and found[-1].end == since:
            found[-1] = Hours(found[-1].start, until)
        else:
            found.append(Hours(since, until))
    return tuple(found)


def _classes(day: HallDay, demand: Demand | None) -> dict[str, VisitorClass]:
    """Everybody's class first: a probe is of it."""
    shares = {} if demand is None else demand.classes
    return {
        one.code: VisitorClass(
            one.code, shares.get(one.code, float(one is day.hall.everybody)), one.head_start, one.next_call
        )
        for one in day.hall.classes.values()
    }


# services


class _Paces:
    """How long services take: today's against the hall file's, over all services and then of each.

    The mean of n exponential times and a gamma prior of weight TRUSTED; a service that still runs counts with what it
    has lasted, so that long ones are not missed.
    """

    def __init__(self, day: HallDay, demand: Demand | None, now: int) -> None:
        self._expected = {} if demand is None else demand.services
        lasted = list(_lasted(day, now))
        count = sum(ended for _, _, ended in lasted)
        weight = TRUSTED if demand is not None else 1
        self._hall = _shrunk(((self._share(*one)) for one in lasted), count, 1.0, weight)
        self._by_service = {}
        for code in day.hall.services:
            mine = [one for one in lasted if one[0] == code]
            ended = sum(one[2] for one in mine)
            self._by_service[code] = _shrunk((self._share(*one) for one in mine), ended, self._hall, TRUSTED)
        self.doubt = PACE_SPREAD / sqrt(weight + count)

    def shape(self, service: str) -> Distribution:
        usual = self._expected.get(service, USUAL)
        return Distribution(Family.LOGNORMAL, usual.mean * self._by_service[service] / MINUTE, usual.cv)

    def _share(self, service: str, lasted: int, _ended: bool) -> float:
        return lasted / self._expected.get(service, USUAL).mean


def _shrunk(shares: Iterable[float], count: int, towards: float, weight: int) -> float:
    return (weight * towards + sum(shares)) / (weight + count)


def _lasted(day: HallDay, now: int) -> Iterator[tuple[str, int, bool]]:
    """Service, how long it kept its window from the call on, and whether it has ended; forced ends left out."""
    for ticket in day.tickets.values():
        if ticket.called is None or ticket.flagged:
            continue
        if ticket.started is not None and ticket.ended is not None:
            yield ticket.service, ticket.ended - ticket.called, True
        elif ticket.state in AT_WINDOW:
            yield ticket.service, max(0, now - ticket.called), False


# arrivals


@dataclass(frozen=True, slots=True)
class _Arrivals:
    rates: Mapping[str, tuple[float, ...]]  # by service, of each interval
    doubt: float


def _arrivals(day: HallDay, demand: Demand | None, now: int, hours: tuple[Hours, ...], interval: int) -> _Arrivals:
    if demand is None:
        return _recent(day, now, hours, interval)
    rates = _expected(day, demand, hours, interval)
    prior = 1 / max(demand.day_factor_cv, 0.01) ** 2
    passed = (now - midnight(day)) / MINUTE
    so_far = sum(
        rate * min(1.0, max(0.0, (passed - hours[0].start) / interval - number))
        for of_service in rates.values()
        for number, rate in enumerate(of_service)
    )
    came = sum(ticket.leg == 1 and ticket.booked is None for ticket in day.tickets.values())
    factor = (prior + came) / (prior + so_far)
    scaled = {code: tuple(rate * factor for rate in of_service) for code, of_service in rates.items()}
    return _Arrivals(scaled, 1 / sqrt(prior + came))


def _expected(day: HallDay, demand: Demand, hours: tuple[Hours, ...], interval: int) -> dict[str, tuple[float, ...]]:
    """By the hall file: each interval's walk-ins, shared among the services that are offered then."""
    total = _minutes(day, demand, hours)
    start, rates = midnight(day), {code: list[float]() for code in day.hall.services}
    for minute in range(hours[0].start, hours[-1].end, interval):
        mode = day.plan.mode_at(start + minute * MINUTE)
        offered = {
            code: one.share
            for code, one in demand.services.items()
            if mode is not None and code in rates and day.hall.offers(mode, code)
        }
        whole = sum(offered.values())
        for code, found in rates.items():
            found.append(total(minute) * interval * offered.get(code, 0.0) / whole if whole else 0.0)
    return {code: tuple(found) for code, found in rates.items()}


def _minutes(day: HallDay, demand: Demand, hours: tuple[Hours, ...]) -> Callable[[int], float]:
    """Visits a minute of the day."""
    if not day.plan.kind.is_working:
        length = sum(period.end - period.start for period in hours)
        return lambda minute: demand.weekend_visits / length if any(_in(minute, period) for period in hours) else 0.0
    weekday = day.day.weekday()
    factor = demand.weekday_factors[weekday] if weekday < len(demand.weekday_factors) else 1.0

    def visits(minute: int) -> float:
        number = (minute - demand.weights_start) // HALF_HOUR
        known = 0 <= number < len(demand.half_hour_weights)
        return demand.workday_visits * factor * demand.half_hour_weights[number] / HALF_HOUR if known else 0.0

    return visits


def _in(minute: int, period: Hours) -> bool:
    return period.start <= minute < period.end


def _recent(day: HallDay, now: int, hours: tuple[Hours, ...], interval: int) -> _Arrivals:
    """Without figures: those of the last hour go on coming."""
    since = max(now - HOUR, midnight(day) + hours[0].start * MINUTE)
    length = max(now - since, 10 * MINUTE)
    came = [ticket for ticket in day.tickets.values() if ticket.leg == 1 and ticket.issued >= now - length]
    counts = {code: sum(ticket.service == code for ticket in came) for code in day.hall.services}
    intervals = (hours[-1].end - hours[0].start) // interval
    rates = {code: (count * interval * MINUTE / length,) * intervals for code, count in counts.items()}
    return _Arrivals(rates, UNKNOWN_DAY)


# windows


def _windows(day: HallDay, segments: list[Segment], now: int, start: int) -> Iterator[PlannedWindow]:
    """All of the hall's, by number; those that nobody is expected at have no hours."""
    for window in sorted(day.hall.windows.values(), key=lambda one: one.number):
        spans = [span for segment in segments if segment.end > now for span in _open_in(day, window, segment, now)]
        periods = tuple(Hours((since - start) // MINUTE, (until - start) // MINUTE) for since, until in spans)
        yield PlannedWindow(window.number, window.rank, _touching(periods), window.accessible)


def _open_in(day: HallDay, window: Window, segment: Segment, now: int) -> Iterator[tuple[int, int]]:
    """From when to when it is open in a mode: now if somebody is there, later if the mode counts on it."""
    desk = day.desk_at(window.number)
    if segment.start > now:
        if _counted_on(day, window, segment):
            yield segment.start, segment.end
    elif desk is not None:
        since = segment.start if desk.paused is None else returns(day, desk, now)
        if since < segment.end and (desk.paused is None or _counted_on(day, window, segment)):
            yield since, segment.end


def _counted_on(day: HallDay, window: Window, segment: Segment) -> bool:
    """A mode that names its windows means them; one of all windows means those that somebody sat at today."""
    if segment.mode.windows is not None:
        return window.number in segment.mode.windows
    worked = {duty.place for duty in day.duty}
    return str(window.number) in worked if worked else not window.tidal


def returns(day: HallDay, desk: Desk, now: int) -> int:
    """When a paused window is expected back, at a whole minute."""
    since = day.duty[desk.duty].since
    return -(-max(since + BACK, now + SOON) // MINUTE) * MINUTE


def _touching(periods: tuple[Hours, ...]) -> tuple[Hours, ...]:
    """In order, touching ones as one."""
    found: list[Hours] = []
    for period in periods:
        if found and found[-1].end == period.start:
            found[-1] = replace(found[-1], end=period.end)
        else:
            found.append(period)
    return tuple(found)
