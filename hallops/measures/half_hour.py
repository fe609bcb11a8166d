"""Half hours of the local day, "08:30" for [08:30, 09:00): what happens at 08:30:00.000 belongs to it.

Zones are whole quarters of an hour from UTC, so a quarter hour since 1970 lies in one half hour.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from hallops.domain.rules import MINUTE, SECOND
from hallops.measures.spans import Span

QUARTER = 15 * MINUTE


def half_hour(at: int, zone: ZoneInfo) -> str:
    """The half hour that an instant, in ms since 1970 UTC, falls in."""
    return _of_quarter(at // QUARTER, zone)


def by_half_hour(spans: Iterable[Span], zone: ZoneInfo) -> Counter[str]:
    """The ms of spans in each half hour that they meet."""
    quarters: dict[int, int] = defaultdict(int)
    for start, end in spans:
        first, last = start // QUARTER, (end - 1) // QUARTER
        quarters[first] -= start - first * QUARTER
        for quarter in range(first, last):
            quarters[quarter] += QUARTER
        quarters[last] += end - last * QUARTER
    halves: Counter[str] = Counter()
    for quarter, ms in quarters.items():
        halves[_of_quarter(quarter, zone)] += ms
    return halves


@lru_cache(maxsize=100_000)  # two years
def _of_quarter(quarter: int, zone: ZoneInfo) -> str:
    local = datetime.fromtimestamp(quarter * QUARTER // SECOND, zone)
    return f"{local.hour:02d}:{local.minute // 30 * 30:02d}"
