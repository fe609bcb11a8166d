"""Who comes: everything about each customer, drawn before the day is played.

Draws are arrays with one entry a customer, days after each other. The same draws serve every staffing, so that
two staffings are judged on the same days (common random numbers).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
NONE = -1  # no such time, no such service


@dataclass(frozen=True, slots=True)
class Draws:
    """Times are ms since the customer's own midnight. Customers of day d are [starts[d], starts[d + 1])."""

    services: tuple[str, ...]  # codes that the numbers in `service` and `transfer_to` stand for
    classes: tuple[str, ...]
    starts: Ints
    service: Ints
    visitor_class: Ints
    accessible: Ints  # flags are 0 or 1
    arrival: Ints
    booked: Ints
    service_time: Ints
    patience: Ints
    no_show: Ints
    transfer_to: Ints
    second_time: Ints

    @property
    def days(self) -> int:
        return len(self.starts) - 1

    @property
    def customers(self) -> int:
        return int(self.starts[-1])

    @property
    def day(self) -> Ints:
        """The day of each customer."""
        return np.repeat(np.arange(self.days), np.diff(self.starts))

    @property
    def id(self) -> Ints:
        """The number of each customer in the day, from 0."""
        return np.arange(self.customers) - self.starts[self.day]

    @property
    def joined(self) -> Ints:
        """When each joins: at the issue of the ticket, at the booked time at the earliest."""
        return np.maximum(self.arrival, self.booked)

    def each_day(self) -> Iterator["Draws"]:
        for day in range(self.days):
            yield self.some(day, day + 1)

    def only(self, kept: NDArray[np.bool_]) -> "Draws":
        """The same days with some of the customers."""
        starts = np.concatenate([[0], np.cumsum(kept)])[self.starts].astype(np.int64)
        return Draws(self.services, self.classes, starts, **{name: getattr(self, name)[kept] for name in COLUMNS})

    def some(self, first: int, end: int) -> "Draws":
        """The days [first, end) alone."""
        starts = self.starts[first : end + 1]
        low, high = int(starts[0]), int(starts[-1])
        columns = {name: getattr(self, name)[low:high] for name in COLUMNS}
        return Draws(self.services, self.classes, starts - low, **columns)


COLUMNS = (
    "service",
    "visitor_class",
    "accessible",
    "arrival",
    "booked",
    "service_time",
    "patience",
    "no_show",
    "transfer_to",
    "second_time",
)


def side_by_side(parts: list[Draws]) -> Draws:
    """Customers of the same days together: of each day those of the first part, then those of the second."""
    order = np.argsort(np.concatenate([part.day for part in parts]), kind="stable")
    starts = np.sum([part.starts for part in parts], axis=0)
    columns = {name: np.concatenate([getattr(part, name) for part in parts])[order] for name in COLUMNS}
    return Draws(parts[0].services, parts[0].classes, starts, **columns)


def joined(parts: list[Draws]) -> Draws:
    """Days after each other."""
    sizes = np.concatenate([np.diff(part.starts) for part in parts])
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMNS}
    return Draws(parts[0].services, parts[0].classes, starts, **columns)
