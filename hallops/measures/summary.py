"""All figures of a period, as the demo, the live hall, simulations and reports show them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hallops.domain.day_plan import Stretch
from hallops.domain.record import DutyRecord, RatingRecord, TicketRecord
from hallops.measures.figures import Figures
from hallops.measures.grouping import Label, grouped, keys
from hallops.measures.idle import WindowSpans, WindowTime, window_spans
from hallops.measures.ratings import Ratings
from hallops.measures.reading import readings


@dataclass(frozen=True, slots=True)
class Summary:
    """`groups` are by grouping, then by label; `windows` and `half_hours` are the windows' time."""

    total: Figures
    groups: Mapping[str, Mapping[Label, Figures]]
    windows: Mapping[int, WindowTime]
    half_hours: Mapping[str, WindowTime]
    ratings: Ratings

    @property
    def window_time(self) -> WindowTime:
        return sum(self.windows.values(), WindowTime())

    def as_dict(self) -> dict[str, object]:
        """For summary.json: minutes and shares, null for 0/0; an unknown label is empty, as in the files."""
        return {
            "total": self.total.as_dict() | {"window_time": self.window_time.as_dict()},
            "by": {
                name: {_text(label): figures.as_dict() for label, figures in groups.items()}
                for name, groups in self.groups.items()
            },
            "window_time": {
                "window": {str(window): time.as_dict() for window, time in self.windows.items()},
                "half_hour": {half: time.as_dict() for half, time in self.half_hours.items()},
            },
            "ratings": self.ratings.as_dict(),
        }


def summarise(
    tickets: Sequence[TicketRecord],
    duties: Iterable[DutyRecord],
    ratings: Iterable[RatingRecord],
    *,
    targets: Mapping[str, int],
    ranks: Mapping[int, Collection[str]],
    zone: ZoneInfo,
    period: Stretch,
) -> Summary:
    """Count every ticket and rating that is given, and the windows' time within `period`.

    `targets` are ms by service, `ranks` the services that each window may serve. What is not over ends with
    `period`.
    """
    spans = window_spans(tickets, duties, ranks, period)
    read = readings(tickets, targets)
    return Summary(
        total=Figures.of(read),
        groups={
            name: {label: Figures.of(group) for label, group in grouped(read, key).items()}
            for name, key in keys(zone).items()
        },
        windows={window: spent.time for window, spent in spans.items()},
        half_hours=_half_hours(spans.values(), zone),
        ratings=Ratings.of(ratings, tickets),
    )


def _half_hours(windows: Iterable[WindowSpans], zone: ZoneInfo) -> dict[str, WindowTime]:
    times: dict[str, WindowTime] = {}
    for spans in windows:
        for half, time in spans.by_half_hour(zone).items():
            times[half] = times.get(half, WindowTime()) + time
    return dict(sorted(times.items()))


def _text(label: Label) -> str:
    return "" if label is None else str(label)
