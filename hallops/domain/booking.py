"""A booking as the hall is told of it. The name is masked before it reaches the suite (王*)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookingRecord:
    """Who may check in when; `start` in ms since 1970 UTC."""

    code: str
    service: str
    start: int
    name_masked: str
