"""The bookings that the hall was told of."""

from typing import Protocol

from hallops.domain.booking import BookingRecord


class Bookings(Protocol):
    """The bookings that the hall was told of; asked in the keeper's thread."""

    def find(self, code: str) -> BookingRecord | None: ...
