"""fit(log): all that a log tells of a hall's days, and a scenario of any kind of day made of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from hallops.domain.modes import DAY_END, Hours
from hallops.domain.rules import MINUTE
from simulation.fitting.arrivals import INTERVAL, ArrivalProfile, Floats, arrival_profile
from simulation.fitting.gaps import WindowTimes, window_times
from simulation.fitting.log import Log, PastDay
from simulation.fitting.opening import Open, by_modes, planned_windows, span_of, usual
from simulation.fitting.patience import Patience, patience_of
from simulation.fitting.service_time import Served, ServiceTimes, service_times
from simulation.fitting.shape import FEWEST, Shape, empirical, shape_of
from simulation.fitting.shares import Shares, bookings_of, shares_of
from simulation.scenario.scenario import CallRule, Scenario, ServiceDemand, VisitorClass

SEED = 1  # of the bootstrap
DIGITS = 4
SELDOM = 0.1  # walk-ins of a half hour on a mean day; with fewer it is not one of the hall's hours


class NoServicesError(Exception):
    """Not one service has both a beginning and an end: nothing can be simulated by such a log."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a log tells. `pooled` is the shape of all services together, for those with too few of their own."""

    log: Log
    services: tuple[str, ...]
    times: ServiceTimes
    shapes: Mapping[str, Shape]
    pooled: Shape
    patience: Patience
    arrivals: ArrivalProfile
    windows: WindowTimes
    shares: Shares

    @property
    def forgotten(self) -> tuple[Served, ...]:
        return self.times.forgotten

    @property
    def typical_time(self) -> int:
        """Ms of a mean service."""
        return ceil(self.pooled.distribution.mean * MINUTE)

    def as_dict(self) -> dict[str, object]:
        """For programs: everything that was found and how well it fits, and what was left out."""
        arrivals, times = self.arrivals, self.times
        return {
            "days": len(self.log.days),
            "tickets": sum(len(day.tickets) for day in self.log.days),
            "services": {code: self._service_dict(code) for code in self.services},
            "walk_ins": {group: round(level, DIGITS) for group, level in arrivals.levels().items()},
            "own_course": [group for group in arrivals.levels() if arrivals.has_own_shape(group)],
            "day_factor_cv": arrivals.factor_cv,
            "dispersion": {"day": arrivals.by_day.as_dict(), "interval": arrivals.by_interval.as_dict()},
            "patience": self.patience.as_dict(),
            "no_show_minutes": self.windows.no_show / MINUTE,
            "pause_share": round(self.windows.pause_share, DIGITS),
            "windows_known": self.log.has_windows,
            "classes": dict(self.shares.classes),
            "left_out": {
                "forgotten_finishes": [served.as_dict() for served in times.forgotten],
                "ended_by_force": times.forced,
                "unknown_times": times.unknown,
                "unknown_transfers": self.shares.lost_transfers,
            },
        }

    def _service_dict(self, code: str) -> dict[str, object]:
        return {
            **self.shape(code).as_dict(),
            "pooled": code not in self.shapes,
            "wrap_up_minutes": self.windows.wrap_up[code] / MINUTE,
            "no_show": self.shares.no_show.get(code, 0.0),
            "transfer": dict(self.shares.transfer.get(code, {})),
        }

    def shape(self, service: str) -> Shape:
        """A service's own, or that of all services."""
        return self.shapes.get(service, self.pooled)

    def scenario(self, groups: Sequence[str]) -> Scenario:
        """A mean day of these kinds, of which the log has some, with the windows that were usually open on them."""
        days = self.days(groups)
        hours = self.hours(days, groups)
        return self.scenario_with(groups, hours, self.usual(groups) or by_modes(self.log.hall, days[-1]))

    def usual(self, groups: Sequence[str]) -> Open:
        """When windows were mostly open on such days; empty where the log does not tell."""
        days = self.days(groups)
        places = {day.day: place for place, day in enumerate(self.log.days)}
        known = [(day.midnight, self.windows.days[places[day.day]]) for day in days]
        return usual(known, self.hours(days, groups))

    def scenario_with(self, groups: Sequence[str], hours: Hours, opened: Open) -> Scenario:
        """The same with other windows' times, which lie inside the hours."""
        hall = self.log.hall
        windows = planned_windows(hall, opened, self.services)
        served = [code for code in self.services if any(code in window.rank for window in windows)]
        rates = self.arrivals.rates(groups)[:, hours.start // INTERVAL : hours.end // INTERVAL]
        days = self.days(groups)
        return Scenario(
            interval=INTERVAL,
            hours=(hours,),
            services={code: self._demand(code, rates[self.services.index(code)], days, served) for code in served},
            windows=windows,
            classes={
                code: VisitorClass(code, share, hall.classes[code].head_start, hall.classes[code].next_call)
                for code, share in self.shares.classes.items()
            },
            rule=CallRule(hall.rules.overflow, hall.rules.transfer_head_start, hall.rules.booked_head_start),
            day_factor_cv=self.arrivals.factor_cv,
            end_of_day=hall.rules.end_of_day,
        )

    def days(self, groups: Sequence[str]) -> list[PastDay]:
        return [day for day in self.log.days if day.group in groups]

    def hours(self, days: Sequence[PastDay], groups: Sequence[str]) -> Hours:
        """From the first half hour in which people come or the hall opens, to the usual last closing.

        Raises KeyError where nothing is known of such days.
        """
        come = np.nonzero(self.arrivals.rates(groups).sum(axis=0) >= SELDOM)[0].tolist() or [0, DAY_END // INTERVAL - 1]
        segments = [(day.midnight, day.plan.segments) for day in days if day.plan.segments]
        openings = [(kept[0].start - midnight) // MINUTE for midnight, kept in segments]
        closings = sorted((kept[-1].end - midnight) // MINUTE for midnight, kept in segments)
        last = closings[len(closings) // 2] if closings else (come[-1] + 1) * INTERVAL
        return span_of(max(min([*openings, come[0] * INTERVAL]), 0), last, INTERVAL)

    def _demand(self, code: str, rates: Floats, days: list[PastDay], known: Sequence[str]) -> ServiceDemand:
        no_show = self.shares.no_show.get(code, 0.0)
        return ServiceDemand(
            code=code,
            target=self.log.hall.services[code].target,
            arrivals=tuple(round(rate, DIGITS) for rate in rates.tolist()),
            service=self.shape(code).distribution,
            patience=self.patience.distribution,
            wrap_up=self.windows.wrap_up[code],
            no_show=no_show,
            no_show_time=self.windows.no_show if no_show else 0,
            transfer={to: share for to, share in self.shares.transfer.get(code, {}).items() if to in known},
            bookings=bookings_of(days, code) if days else None,
        )


def fit(log: Log, watch: Callable[[int, int], None] = lambda _done, _all: None) -> Fit:
    """Estimate everything from a log; `watch` is told how many services are done. Raises NoServicesError."""
    rng = np.random.default_rng(SEED)
    times = service_times(log)
    if not times.used:
        raise NoServicesError
    seen = {logged.ticket.service for day in log.days for logged in day.tickets}
    services = tuple(code for code in log.hall.services if code in seen)
    pooled = _shape([minutes for code in services for minutes in times.minutes(code)], rng)
    shapes = {}
    for number, code in enumerate(services, 1):
        if len(times.minutes(code)) >= FEWEST:
            shapes[code] = shape_of(times.minutes(code), rng)
        watch(number, len(services))
    return Fit(
        log=log,
        services=services,
        times=times,
        shapes=shapes,
        pooled=pooled,
        patience=patience_of(log),
        arrivals=arrival_profile(log, services),
        windows=window_times(log, frozenset(s.line for s in times.forgotten), ceil(pooled.distribution.mean * MINUTE)),
        shares=shares_of(log),
    )


def _shape(minutes: Sequence[float], rng: np.random.Generator) -> Shape:
    """Of however few."""
    if len(minutes) >= FEWEST:
        return shape_of(minutes, rng)
    return Shape(len(minutes), empirical(np.asarray(minutes)))
