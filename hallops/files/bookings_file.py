"""bookings.csv: the bookings that another system took for this hall.

A name that is not masked is refused, and so is a booking for which no seat is left at its time.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from hallops.domain.booking import BookingRecord
from hallops.domain.hall import Hall
from hallops.files.csv_file import Columns, Row, Table, check_once, finished, read_rows, write_table
from hallops.files.instant import INSTANT, instant_text
from hallops.files.kinds import CODE, Kind, text
from hallops.files.problems import Report, Wrong
from hallops.files.yaml_file import Value

COLUMNS = Columns(required=("code", "service", "start", "name_masked"))
MAX_NAME = 30
_DIGITS = re.compile(r"\d\d")  # part of an identity or telephone number


def read_bookings(
    data: bytes,
    hall: Hall,
    name: str = "bookings.csv",
    *,
    skip_bad: bool = False,
    known: Iterable[BookingRecord] = (),
) -> Table[BookingRecord]:
    """Read bookings, or raise every problem of every line; `known` have their seats already."""
    report = Report(name)
    read = [(row, _booking(row)) for row in read_rows(data, COLUMNS, report)]
    for row, booking in read:
        if not row.bad and booking.service not in hall.services:
            row.problem("unknown_service", "service", service=booking.service)
    check_once(((row, booking.code) for row, booking in read if not row.bad), "code")
    _check_seats(read, known, hall.rules.booking_seats)
    return finished(read, report, skip_bad=skip_bad)


def _check_seats(read: Iterable[tuple[Row, BookingRecord]], known: Iterable[BookingRecord], seats: int) -> None:
    """So many of one service at one time; a code that comes again takes its own seat."""
    good = [(row, booking) for row, booking in read if not row.bad]
    replaced = {booking.code for _, booking in good}
    taken: dict[tuple[str, int], list[str]] = defaultdict(list)
    for booking in known:
        if booking.code not in replaced:
            taken[booking.service, booking.start].append(booking.code)
    for row, booking in good:
        holders = taken[booking.service, booking.start]
        if len(holders) >= seats:
            row.problem("seats_taken", "start", service=booking.service, seats=seats, where=", ".join(holders))
        else:
            holders.append(booking.code)


def write_bookings(bookings: Iterable[BookingRecord], timezone: str) -> str:
    """The text of bookings.csv, times in the hall's zone."""
    zone = ZoneInfo(timezone)
    rows = ((b.code, b.service, instant_text(b.start, zone), b.name_masked) for b in bookings)
    return write_table(COLUMNS, rows)


def _booking(row: Row) -> BookingRecord:
    return BookingRecord(
        code=row.need("code", CODE),
        service=row.need("service", CODE),
        start=row.need("start", INSTANT),
        name_masked=row.need("name_masked", MASKED),
    )


def _masked(value: Value) -> str:
    name = text(value)
    if "*" not in name or _DIGITS.search(name) or len(name) > MAX_NAME:
        raise Wrong("not_masked", found="***")  # the message must not repeat what should have been hidden
    return name


MASKED = Kind(_masked, "")
