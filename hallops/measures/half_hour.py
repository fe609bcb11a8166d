"""Half hours of the local day, "08:30" for [08:30, 09:00): what happens at 08:30:00.000 belongs to it.

Zones are whole quarters of an hour from UTC, so a quarter hour since 1970 lies in one half hour.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from hallops.domain.rules import MINUTE, SECOND
from hallops.measures.spans import Span

QUARTER = 15 * MINUTE


def half_hour(at: int, zone: ZoneInfo) -> str:
    """The half hour that an instant, in ms since 1970 UTC, falls in."""
    return _of_quarter(at // QUARTER, zone)


def cut(span: Span, zone: ZoneInfo) -> Iterator[tuple[str, int]]:
    """A span's ms in the half hours that it meets, quarter by quarter."""
    start, end = span
    while start < end:
        until = min(end, (start // QUARTER + 1) * QUARTER)
        yield half_hour(start, zone), until - start
        start = until


@lru_cache(maxsize=100_000)  # two years
def _of_quarter(quarter: int, zone: ZoneInfo) -> str:
    local = datetime.fromtimestamp(quarter * QUARTER // SECOND, zone)
    return f"{local.hour:02d}:{local.minute // 30 * 30:02d}"
