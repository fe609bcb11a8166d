"""The scenario of a hall's date: who comes, and who is at which window, as the demo plays it.

What a scenario has no word for is said by the nearest that it has:
- Somebody who misses the call and comes back counts as served; what the calls in vain cost the window is with those who
  stay away.
- The walk from the seat to the window is part of the wrap-up: the window has to wait for it.
- Bookings are drawn: every slot and service is a booking that is kept as often as the demo makes one.
- A window that opens on alert (潮汐窗口) is open in the half hours in which, without it, so many wait on most days.
- Who goes away for a copy in the middle of the service is simply served, and nobody stays after the doors close but at
  the windows of the last hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import gcd
from zoneinfo import ZoneInfo

from hallops.app.demo.duties import Stint, duties
from hallops.app.demo.habits import WALK
from hallops.app.demo.visitors import BOOKED_PER_HOUR, COME_BACK_SHARE, HALF_HOUR, PUNCTUAL, SLOT
from hallops.domain.day_plan import DayPlan, Segment, instant, plan_day
from hallops.domain.hall import Hall
from hallops.domain.modes import Hours
from hallops.domain.rules import MINUTE
from hallops.files.hall_demand import Demand
from simulation.outcome.outcome import outcome_of
from simulation.run import Engine, simulate, usable
from simulation.scenario.distribution import Distribution, Family
from simulation.scenario.scenario import (
    Bookings,
    CallRule,
    PlannedMode,
    PlannedWindow,
    Scenario,
    ServiceDemand,
    VisitorClass,
    inside,
    merged,
)
from simulation.scenario.scenario_write import write_scenario

__all__ = ["scenario_of", "write_scenario"]

LONGEST = 30  # minutes of an interval, at the most
EARLY_MINUTES = -5.0  # the booked come five minutes before their time
ALERT_DAYS, ALERT_SEED = 100, 1  # days looked at for the windows that open on alert
DECIMALS = 6


def scenario_of(hall: Hall, demand: Demand, day: date, alert: int) -> Scenario | None:
    """A date's scenario; None where the hall is closed. `alert` is how many waiting open a tidal window."""
    plan = plan_day(hall, day)
    if not plan.segments:
        return None
    found = _Day(hall, demand, plan).scenario()
    tidal = [window.number for window in hall.windows.values() if window.tidal]
    return _with_tidal(found, tidal, alert) if tidal and plan.kind.is_working else found


@dataclass(frozen=True, slots=True)
class _Day:
    hall: Hall
    demand: Demand
    plan: DayPlan

    def scenario(self) -> Scenario:
        hours = merged(tuple(self._hours(segment) for segment in self.plan.segments))
        interval = self._interval(hours)
        services = {code: self._service(code, hours, interval) for code in self._offered()}
        rule = self.hall.rules
        return Scenario(
            interval=interval,
            hours=hours,
            services=services,
            windows=tuple(self._windows(services)),
            classes={
                code: VisitorClass(code, share, self.hall.classes[code].head_start, self.hall.classes[code].next_call)
                for code, share in self.demand.classes.items()
            },
            rule=CallRule(rule.overflow, rule.transfer_head_start, rule.booked_head_start),
            day_factor_cv=self.demand.day_factor_cv,
            end_of_day=rule.end_of_day,
            accessible_share=self.demand.accessible_share,
            modes=self._modes(),
        )

    def _offered(self) -> list[str]:
        """Services that somebody comes for."""
        kept = [
            c for c in self.demand.services if self.plan.offers(c, booked=False) or self.plan.offers(c, booked=True)
        ]
        return [code for code in kept if self.demand.services[code].share > 0]

    # time

    def _minute(self, at: int) -> int:
        local = datetime.fromtimestamp(at / 1000, ZoneInfo(self.hall.timezone))
        return local.hour * 60 + local.minute + (0 if local.date() == self.plan.day else 24 * 60)

    def _hours(self, segment: Segment) -> Hours:
        return Hours(self._minute(segment.start), self._minute(segment.end))

    def _interval(self, hours: tuple[Hours, ...]) -> int:
        """The longest that every change of the demand fits."""
        edges = [minute for period in hours for minute in (period.start, period.end)]
        edges += [edge for stretch in self._ticket_times() for edge in stretch]
        return gcd(LONGEST, self.demand.weights_start - hours[0].start, *(edge - hours[0].start for edge in edges))

    def _ticket_times(self) -> Iterator[tuple[int, int]]:
        for code in self.plan.walk_in:
            for stretch in self.plan.offers(code, booked=False):
                yield self._minute(stretch.start), self._minute(stretch.end - self.hall.rules.last_ticket)

    # visitors

    def _service(self, code: str, hours: tuple[Hours, ...], interval: int) -> ServiceDemand:
        demand, rules = self.demand, self.hall.rules
        own = demand.services[code]
        absent = demand.no_show * (1 - COME_BACK_SHARE)
        in_vain = (rules.missed_after_calls - 1) * rules.recall_gap
        onward = {to: share for to, share in demand.transfers.get(code, {}).items() if to in self._offered()}
        return ServiceDemand(
            code=code,
            target=self.hall.services[code].target,
            arrivals=self._arrivals(code, hours, interval),
            service=Distribution(Family.LOGNORMAL, own.mean / MINUTE, own.cv),
            patience=Distribution(Family.EXPONENTIAL, demand.patience / MINUTE),
            wrap_up=demand.wrap_up + WALK,
            no_show=round(absent, DECIMALS),
            no_show_time=round(in_vain / (1 - COME_BACK_SHARE)),
            transfer=onward,
            bookings=self._bookings(code),
        )

    def _arrivals(self, code: str, hours: tuple[Hours, ...], interval: int) -> tuple[float, ...]:
        found = [0.0] * ((hours[-1].end - hours[0].start) // interval)
        for minute in range(hours[0].start, hours[-1].end):
            found[(minute - hours[0].start) // interval] += self._rate(minute) * self._share(code, minute)
        return tuple(round(rate, DECIMALS) for rate in found)

    def _rate(self, minute: int) -> float:
        """Visitors expected in a minute of the day."""
        demand, plan = self.demand, self.plan
        if not plan.kind.is_working:
            total = sum(segment.end - segment.start for segment in plan.segments) // MINUTE
            return demand.weekend_visits / total if plan.mode_at(self._at(minute)) else 0.0
        half = (minute - demand.weights_start) // (HALF_HOUR // MINUTE)
        if not 0 <= half < len(demand.half_hour_weights):
            return 0.0
        weekday = plan.day.weekday()
        factor = demand.weekday_factors[weekday] if weekday < len(demand.weekday_factors) else 1.0
        return demand.workday_visits * factor * demand.half_hour_weights[half] * MINUTE / HALF_HOUR

    def _share(self, code: str, minute: int) -> float:
        """Of those who come in a minute, who wants this service and gets a ticket for it."""
        at = self._at(minute)
        mode = self.plan.mode_at(at)
        stretches, last = self.plan.offers(code, booked=False), self.hall.rules.last_ticket
        if mode is None or not any(stretch.start <= at < stretch.end - last for stretch in stretches):
            return 0.0
        shares = {one: d.share for one, d in self.demand.services.items() if self.hall.offers(mode, one)}
        return shares.get(code, 0.0) / sum(shares.values())

    def _at(self, minute: int) -> int:
        return instant(self.plan.day, minute, ZoneInfo(self.hall.timezone))

    def _bookings(self, code: str) -> Bookings | None:
        """Each slot has as many bookings as make the expected number, at one chance for all."""
        expected = dict(self._booked(code))
        if not expected:
            return None
        show = min(expected.values())
        booked = {minute: round(number / show) for minute, number in expected.items()}
        return Bookings(booked, round(show, DECIMALS), EARLY_MINUTES, PUNCTUAL / MINUTE)

    def _booked(self, code: str) -> Iterator[tuple[int, float]]:
        for segment in self.plan.segments:
            offered = [one for one in self.hall.services if self.hall.offers(segment.mode, one)]
            if not segment.mode.booking_only or code not in offered:
                continue
            slots = range(self._minute(segment.start), self._minute(segment.end - SLOT), SLOT // MINUTE)
            hours = (segment.end - segment.start) / (60 * MINUTE)
            for slot in slots:
                yield slot, hours * BOOKED_PER_HOUR / len(slots) / len(offered)

    # windows

    def _windows(self, services: dict[str, ServiceDemand]) -> Iterator[PlannedWindow]:
        booked = [segment.start for segment in self.plan.segments if segment.mode.booking_only]
        stints = [s for s in duties(self.hall, self.plan, booked) if s.place not in self.hall.posts]
        for window in self.hall.windows.values():
            rank = {code: rank for code, rank in window.rank.items() if code in services}
            mine = [stint for stint in stints if stint.place == str(window.number)]
            periods = merged(tuple(part for stint in mine for part in self._worked(stint, window.number)))
            if rank:
                yield PlannedWindow(window.number, rank, periods, window.accessible)

    def _worked(self, stint: Stint, window: int) -> Iterator[Hours]:
        """A stint without its breaks, inside the modes that have the window."""
        pauses = sorted((self._minute(pause.since), self._minute(pause.until)) for pause in stint.breaks)
        edges = [self._minute(stint.since), *(edge for pause in pauses for edge in pause), self._minute(stint.until)]
        kept = [s for s in self.plan.segments if s.mode.windows is None or window in s.mode.windows]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            for period in map(self._hours, kept):
                part = Hours(max(start, period.start), min(end, period.end))
                if part.start < part.end:
                    yield part

    def _modes(self) -> dict[str, PlannedMode]:
        found: dict[str, PlannedMode] = {}
        for segment in self.plan.segments:
            mode, before = segment.mode, found.get(segment.mode.id)
            may = len(self.hall.windows if mode.windows is None else mode.windows)
            periods = (*(before.hours if before else ()), self._hours(segment))
            found[mode.id] = PlannedMode(periods, mode.windows, at_least=min(mode.minimum_staff, may))
        return found


def _with_tidal(scenario: Scenario, tidal: list[int], alert: int) -> Scenario:
    draws, paths = simulate(scenario, ALERT_DAYS, ALERT_SEED, usable(Engine.KERNEL))
    queue = outcome_of(scenario, draws, paths).queue
    many = [Hours(half * 30, half * 30 + 30) for half, waiting in queue.items() if waiting["median"] >= alert]
    periods = merged(tuple(period for period in many if inside(period, scenario.hours)))
    windows = (replace(one, open=periods) if one.number in tidal else one for one in scenario.windows)
    return replace(scenario, windows=tuple(windows))
