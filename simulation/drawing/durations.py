"""Durations drawn for many customers at once, each by the distribution of its own service."""

from collections.abc import Callable, Sequence
from math import gamma

import numpy as np
from numpy.typing import NDArray

from hallops.domain.rules import MINUTE
from simulation.drawing.draws import NONE, Ints
from simulation.drawing.streams import Kind, Streams
from simulation.drawing.weibull import form_of
from simulation.scenario.distribution import Distribution, Family

Floats = NDArray[np.float64]


def draw_durations(
    shapes: Sequence[Distribution | None], which: Ints, starts: Ints, *, streams: Streams, first_day: int, kind: Kind
) -> Ints:
    """In ms; NONE where the shape is absent. `which` is the number of each customer's shape."""
    found = np.full(len(which), NONE, np.int64)
    for family in dict.fromkeys(shape.family for shape in shapes if shape is not None):
        mine = [shape if shape is not None and shape.family is family else None for shape in shapes]
        chosen = np.array([shape is not None for shape in mine])[which]
        whose = which[chosen]
        minutes = _FAMILIES[family](mine, whose, _Raw(_counts(chosen, starts), streams, first_day, kind))
        found[chosen] = np.rint(minutes * MINUTE)
    return found


class _Raw:
    """Raw variates of all days, each day's from its own stream."""

    def __init__(self, bounds: Ints, streams: Streams, first_day: int, kind: Kind) -> None:
        self._bounds = bounds.tolist()
        self._streams = streams
        self._first_day = first_day
        self._kind = kind

    def fill(self, draw: Callable[[np.random.Generator, slice], Floats]) -> Floats:
        found = np.empty(self._bounds[-1])
        for day, (start, end) in enumerate(zip(self._bounds, self._bounds[1:], strict=False)):
            if start < end:
                part = slice(start, end)
                found[part] = draw(self._streams.of(self._first_day + day, self._kind), part)
        return found


def _counts(chosen: NDArray[np.bool_], starts: Ints) -> Ints:
    """The bounds of the days among the chosen ones."""
    return np.concatenate([[0], np.cumsum(chosen)])[starts].astype(np.int64)


def _lognormal(shapes: Sequence[Distribution | None], whose: Ints, raw: _Raw) -> Floats:
    mean, cv = _of(shapes, "mean_minutes"), _of(shapes, "cv")
    variance = np.log1p(cv**2)
    location = np.log(np.where(mean > 0, mean, 1.0)) - variance / 2
    normal = raw.fill(lambda stream, part: stream.standard_normal(part.stop - part.start))
    return np.asarray(np.exp(location[whose] + np.sqrt(variance)[whose] * normal))


def _exponential(shapes: Sequence[Distribution | None], whose: Ints, raw: _Raw) -> Floats:
    return _of(shapes, "mean_minutes")[whose] * raw.fill(
        lambda stream, part: stream.standard_exponential(part.stop - part.start)
    )


def _gamma(shapes: Sequence[Distribution | None], whose: Ints, raw: _Raw) -> Floats:
    mean, cv = _of(shapes, "mean_minutes")[whose], np.maximum(_of(shapes, "cv"), 1e-6)[whose]
    form = 1 / cv**2
    return mean / form * raw.fill(lambda stream, part: stream.standard_gamma(form[part]))


def _weibull(shapes: Sequence[Distribution | None], whose: Ints, raw: _Raw) -> Floats:
    """An exponential to the power of 1 ÷ form, scaled to the mean."""
    powers = np.array([1 / form_of(cv) for cv in _of(shapes, "cv").tolist()])
    scale = _of(shapes, "mean_minutes") / np.array([gamma(1 + power) for power in powers.tolist()])
    normed = raw.fill(lambda stream, part: stream.standard_exponential(part.stop - part.start))
    return np.asarray(scale[whose] * normed ** powers[whose])


def _deterministic(shapes: Sequence[Distribution | None], whose: Ints, _raw: _Raw) -> Floats:
    return _of(shapes, "mean_minutes")[whose]


def _empirical(shapes: Sequence[Distribution | None], whose: Ints, raw: _Raw) -> Floats:
    samples = [np.array(shape.samples if shape else ()) for shape in shapes]
    offsets = np.concatenate([[0], np.cumsum([len(part) for part in samples])])
    sizes = np.diff(offsets)[whose]
    picked = (raw.fill(lambda stream, part: stream.random(part.stop - part.start)) * sizes).astype(np.int64)
    return np.asarray(np.concatenate(samples)[offsets[whose] + picked])


def _of(shapes: Sequence[Distribution | None], name: str) -> Floats:
    return np.array([0.0 if shape is None else getattr(shape, name) for shape in shapes])


_FAMILIES: dict[Family, Callable[[Sequence[Distribution | None], Ints, _Raw], Floats]] = {
    Family.LOGNORMAL: _lognormal,
    Family.EXPONENTIAL: _exponential,
    Family.GAMMA: _gamma,
    Family.WEIBULL: _weibull,
    Family.DETERMINISTIC: _deterministic,
    Family.EMPIRICAL: _empirical,
}
