"""The bookings that the hall was told of."""

from collections.abc import Iterable
from typing import Protocol

from hallops.domain.booking import BookingRecord


class Bookings(Protocol):
    """The bookings that the hall was told of; asked in the keeper's thread."""

    def find(self, code: str) -> BookingRecord | None: ...

    def all(self) -> list[BookingRecord]: ...

    def add(self, bookings: Iterable[BookingRecord]) -> None:
        """A code that is there already is replaced."""
