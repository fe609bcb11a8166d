"""Checking in with a booking: is it one of ours, and of today. How early and how late, the hall's day decides."""

from hallops.domain.booking import BookingRecord
from hallops.domain.commands import Booking
from hallops.domain.day_plan import local_date
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Moment, Refusal
from hallops.ports.bookings import Bookings


def booking_of(day: HallDay, bookings: Bookings, code: str) -> tuple[str, Booking]:
    """The service and the booking behind a code, however its letters were typed.

    Raises:
        Refusal: there is none, it is for another day, or for what this hall does not serve.
    """
    typed = "".join(code.split())
    found = bookings.find(typed) or bookings.find(typed.upper())
    if found is None:
        raise Refusal("unknown_booking", booking=typed or "—")
    _require_here(day, found)
    return found.service, Booking(found.code, found.start)


def _require_here(day: HallDay, found: BookingRecord) -> None:
    if found.service not in day.hall.services:
        raise Refusal("booking_elsewhere", booking=found.code, service=found.service)
    start = Moment(found.start)
    booked_on = local_date(found.start, day.hall.timezone)
    if booked_on < day.day:
        raise Refusal("booking_past", booking=found.code, start=start)
    if booked_on > day.day:
        opens = Moment(found.start - day.hall.rules.booking_early)
        raise Refusal("booking_other_day", booking=found.code, start=start, opens=opens)
