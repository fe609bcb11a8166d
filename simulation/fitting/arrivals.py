"""Who comes when: a profile by service and interval for each kind of day, and how much days differ from it.

Given the profile, counts are Poisson times one gamma factor a day. Whether that holds is told by two figures across
days, variance ÷ mean of the counts of an interval and of a day; 1 is Poisson.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from hallops.domain.rules import MINUTE
from simulation.fitting.level import believed_level
from simulation.fitting.log import WEEKDAYS, Log, PastDay, is_working

Floats = NDArray[np.float64]
INTERVAL = 30  # minutes
INTERVALS = 24 * 60 // INTERVAL
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Variance ÷ mean across days like each other, and the chance of at least that if days were Poisson."""

    index: float
    p: float

    def as_dict(self) -> dict[str, float]:
        return {"index": round(self.index, DIGITS), "p": round(self.p, DIGITS)}


@dataclass(frozen=True, slots=True)
class ArrivalProfile:
    """`counts` is days × services × half hours from midnight, of walk-ins; `groups` says what each day is like."""

    services: tuple[str, ...]
    groups: tuple[str, ...]
    counts: Floats
    factor_cv: float
    by_day: Dispersion
    by_interval: Dispersion

    def rates(self, groups: Sequence[str]) -> Floats:
        """Expected walk-ins of the mean of these kinds of days, services × half hours.

        A kind of day has a profile of its own where AIC says that it is worth it; else it shares that of all working
        or all free days, at a level of its own as far as so few days can be believed. Raises KeyError where nothing
        like it is in the log.
        """
        chosen = [group for group in groups if group in self.groups]
        if not chosen:
            return self._family_mean(groups[0])
        weights = [self.groups.count(group) for group in chosen]
        parts = [self._of_group(group) * weight for group, weight in zip(chosen, weights, strict=True)]
        return np.asarray(sum(parts) / sum(weights))

    def has_own_shape(self, group: str) -> bool:
        """Whether the day's course differs from that of its family by more than chance, by AIC."""
        own, family = self._counts(lambda one: one == group), self._family(group)
        mine, shared = own.sum(axis=(0, 1)), family.sum(axis=(0, 1))
        there = shared > 0
        if len(own) == len(family) or not mine.sum():
            return False
        gain = _likelihood(mine[there], mine[there]) - _likelihood(mine[there], shared[there])
        return bool(gain > np.count_nonzero(there) - 1)

    def levels(self) -> dict[str, float]:
        """Walk-ins of a mean day of each kind."""
        order = [*WEEKDAYS, *sorted(set(self.groups) - set(WEEKDAYS))]
        totals = self.counts.sum(axis=(1, 2))
        return {
            group: float(np.mean([total for total, one in zip(totals, self.groups, strict=True) if one == group]))
            for group in order
            if group in self.groups
        }

    def _of_group(self, group: str) -> Floats:
        own = self._counts(lambda one: one == group).mean(axis=0)
        if self.has_own_shape(group):
            return np.asarray(own)
        return np.asarray(self._family(group).mean(axis=0) * self._level(group))

    def _level(self, group: str) -> float:
        """Walk-ins of this kind of day ÷ those of its family."""
        totals = self.counts.sum(axis=(1, 2))
        kinds = [one for one in dict.fromkeys(self.groups) if is_working(one) == is_working(group)]
        return believed_level([totals[[one == kind for one in self.groups]] for kind in kinds], kinds.index(group))

    def _family_mean(self, group: str) -> Floats:
        family = self._family(group)
        if not len(family):
            raise KeyError(group)
        return np.asarray(family.mean(axis=0))

    def _family(self, group: str) -> Floats:
        return self._counts(lambda one: is_working(one) == is_working(group))

    def _counts(self, like: Callable[[str], bool]) -> Floats:
        return self.counts[[like(group) for group in self.groups]]


def arrival_profile(log: Log, services: Sequence[str]) -> ArrivalProfile:
    """Count the walk-ins of a log. Nobody counts twice: who is sent on to another service has come once."""
    place = {code: number for number, code in enumerate(services)}
    counts = np.zeros((len(log.days), len(services), INTERVALS))
    for number, day in enumerate(log.days):
        for code, minute in _walk_ins(day):
            if code in place:
                counts[number, place[code], min(minute // INTERVAL, INTERVALS - 1)] += 1
    groups = tuple(day.group for day in log.days)
    return ArrivalProfile(
        services=tuple(services),
        groups=groups,
        counts=counts,
        factor_cv=_factor_cv(counts.sum(axis=(1, 2)), groups),
        by_day=_dispersion(counts.sum(axis=(1, 2))[:, None], groups),
        by_interval=_dispersion(counts.sum(axis=1), groups),
    )


def _walk_ins(day: PastDay) -> list[tuple[str, int]]:
    return [
        (logged.ticket.service, max((logged.came - day.midnight) // MINUTE, 0))
        for logged in day.first_legs
        if logged.ticket.booked is None
    ]


def _centred(counts: Floats, groups: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Expectation of each day by its kind, squared difference without the bias of its mean, and degrees of freedom."""
    mean, square = np.zeros_like(counts), np.zeros_like(counts)
    freedom = np.zeros(len(counts))
    for group in set(groups):
        here = np.array([one == group for one in groups])
        days = int(here.sum())
        mean[here] = counts[here].mean(axis=0)
        if days > 1:
            square[here] = (counts[here] - mean[here]) ** 2 * days / (days - 1)
            freedom[here] = (days - 1) / days
    return mean, square, freedom


def _factor_cv(totals: Floats, groups: Sequence[str]) -> float:
    """By moments: the variance of a day's count is its mean + cv² · mean²."""
    mean, square, freedom = _centred(totals[:, None], groups)
    known = (freedom > 0) & (mean[:, 0] > 0)
    if not known.any():
        return 0.0
    excess = float((square[known] - mean[known]).sum() / (mean[known] ** 2).sum())
    return round(sqrt(max(excess, 0.0)), DIGITS)


def _dispersion(counts: Floats, groups: Sequence[str]) -> Dispersion:
    mean, square, freedom = _centred(counts, groups)
    there = (mean > 0) & (freedom > 0)[:, None]
    degrees = float((there * freedom[:, None]).sum())
    if not degrees:
        return Dispersion(1.0, 1.0)
    score = float((square * freedom[:, None] / np.where(mean > 0, mean, 1))[there].sum())
    return Dispersion(score / degrees, float(stats.chi2.sf(score, degrees)))


def _likelihood(counts: Floats, shape: Floats) -> float:
    """Of a multinomial, up to what does not depend on the shape; an interval nobody came in adds nothing."""
    known = counts > 0
    return float((counts[known] * np.log(shape[known] / shape.sum())).sum())
