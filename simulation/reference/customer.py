"""A customer as drawn, in the words of the scenario; times are ms since the first midnight."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulation.drawing.draws import NONE, Draws


@dataclass(frozen=True, slots=True, eq=False)
class Customer:
    """`number` is the place among all customers, by day and id."""

    number: int
    service: str
    visitor_class: str
    accessible: bool
    arrival: int
    booked: int | None
    service_time: int
    patience: int | None
    no_show: bool
    transfer_to: str | None
    second_time: int

    @property
    def joined(self) -> int:
        return self.arrival if self.booked is None else max(self.arrival, self.booked)


def customers(draws: Draws, day_length: int) -> Iterator[Customer]:
    """All of them; `day_length` sets the days apart where they follow each other."""
    columns = (
        draws.day * day_length,
        draws.service,
        draws.visitor_class,
        draws.accessible,
        draws.arrival,
        draws.booked,
        draws.service_time,
        draws.patience,
        draws.no_show,
        draws.transfer_to,
        draws.second_time,
    )
    for number, row in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        midnight, service, group, accessible, arrival, booked, time, patience, no_show, to, second = row
        yield Customer(
            number=number,
            service=draws.services[service],
            visitor_class=draws.classes[group],
            accessible=bool(accessible),
            arrival=midnight + arrival,
            booked=None if booked == NONE else midnight + booked,
            service_time=time,
            patience=None if patience == NONE else patience,
            no_show=bool(no_show),
            transfer_to=None if to == NONE else draws.services[to],
            second_time=second,
        )
