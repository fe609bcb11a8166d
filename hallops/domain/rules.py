"""A hall's settings of the queue: what is counted, how long, how often. Times are ms."""

from dataclasses import dataclass
from enum import StrEnum

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class EndOfDay(StrEnum):
    """What happens to those who still wait at the last closing."""

    SERVE_OUT = "serve_out"  # windows stay until nobody waits
    EXPIRE = "expire"  # their tickets expire


@dataclass(frozen=True, slots=True)
class Rules:
    """The defaults are those of the sample hall."""

    overflow: int = 1500  # thousandths of the target, from which another line's ticket is eligible
    transfer_head_start: int = 10 * MINUTE
    booked_head_start: int = 10 * MINUTE
    start_on_call: bool = False  # service starts with the call; else the clerk says so
    automatic_call: bool = False  # a window that has asked gets the next ticket without asking again
    recall_limit: int = 5  # recalls of one call
    recall_gap: int = 10 * SECOND
    missed_after_calls: int = 3  # call and recalls before a visitor counts as absent
    missed_limit: int = 1  # re-insertions of one ticket
    reinsert_after_calls: int = 3  # others of its service called before it may be called again
    reinsert_after: int = 15 * MINUTE  # or this time has passed
    undo_within: int = 10 * SECOND
    last_ticket: int = 15 * MINUTE  # before a service closes, at a gap or for the day
    person_limit: int | None = None  # tickets of one person in a day
    booking_early: int = 30 * MINUTE  # check-in before the booked time
    booking_late: int = 15 * MINUTE  # and after it
    booking_seats: int = 1  # bookings of one service at one time
    rating_within: int = 24 * HOUR  # after the end of the service
    open_before: int = 30 * MINUTE  # the business day opens before the first hours, for signing in
    close_after: int = 2 * HOUR  # and closes at the latest after the last hours
    alert_worse: int = 1500  # thousandths of the acknowledged figure, from which an alert is heard again
    alert_again: int = 10 * MINUTE  # or this time after it was acknowledged
    end_of_day: EndOfDay = EndOfDay.SERVE_OUT
    keep_personal: int = 30 * DAY  # what visitors signed and wrote, beside the log
