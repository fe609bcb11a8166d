"""What `hallops forecast` uses, in one place, so that it loads it only when it is asked for."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import holidays

from hallops.app.failures import Stop
from hallops.app.tables import table
from hallops.app.voice import Voice
from hallops.domain.calendar import Calendar, DayKind
from hallops.files.counts_file import Counts, read_counts, read_events
from hallops.files.csv_file import Columns, write_table
from hallops.files.hall_file import read_hall
from hallops.files.kinds import clock_text
from simulation.forecasting.forecast import Forecast, TooShortError, forecast
from simulation.forecasting.history import Marks, events_by_date, history_of

HEADS = ("forecast_day", "forecast_mark", "forecast_count", "forecast_interval", "forecast_baseline")
COLUMNS = Columns(required=("start", "count", "low", "high", "baseline"))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_past(file: Path) -> Counts:
    return read_counts(file.read_bytes(), file.name)


def marks_of(counts: Counts, days: int, hall: Path | None, country: str | None, events: Path | None) -> Marks:
    """The calendar of the hall, or the holidays of a country; and the named events."""
    named = () if events is None else read_events(events.read_bytes(), events.name).rows
    calendar = Calendar()
    if hall is not None:
        calendar = read_hall(hall.read_bytes(), hall.name).hall.calendar
    elif country is not None:
        calendar = _holidays(country, counts, days)
    return Marks(calendar, events_by_date([(event.day, event.name) for event in named]))


def countries() -> list[str]:
    return sorted(holidays.list_supported_countries(include_aliases=False))


def forecast_of(counts: Counts, days: int, marks: Marks, watch: Callable[[int, int], None], voice: Voice) -> Forecast:
    try:
        return forecast(history_of(counts, marks), days, watch=watch)
    except TooShortError as error:
        raise Stop(voice.phrase("forecast_short", found=error.found)) from error


def forecast_table(found: Forecast, voice: Voice) -> str:
    """A line a day; intervals are in the file and in --json."""
    rows = []
    for number, day in enumerate(found.dates):
        total, low, high = found.total(number)
        marks = [*_kind(found, day, voice), *found.history.marks.events.get(day, ())]
        weekday = voice.phrase(f"fit_{WEEKDAYS[day.weekday()]}")
        rows.append(
            (
                voice.phrase("forecast_date", day=day.isoformat(), weekday=weekday),
                ", ".join(marks),
                f"{total:.0f}",
                f"{low:.0f} – {high:.0f}",
                f"{found.baseline[number].sum():.0f}",
            )
        )
    heads = [voice.phrase(head) for head in HEADS]
    return table(voice.phrase("forecast_title", days=len(found.dates)), heads, rows, left=2)


def written(found: Forecast) -> str:
    """The forecast of each interval as a table, which can be read as counts.csv when the last columns are cut off."""
    rows = [row for number in range(len(found.dates)) for row in _intervals(found, number)]
    return write_table(COLUMNS, [tuple(row.values()) for row in rows])


def as_dict(found: Forecast) -> dict[str, object]:
    return {
        "method": found.method,
        "tried": {name: round(error, 4) for name, error in found.tried.items()},
        "held_out": found.score.as_dict(),
        "interval_minutes": found.history.interval,
        "forecast": [_day(found, number) for number in range(len(found.dates))],
    }


def _day(found: Forecast, number: int) -> dict[str, object]:
    total, low, high = found.total(number)
    return {
        "day": found.dates[number].isoformat(),
        "count": round(total, 1),
        "low": round(low, 1),
        "high": round(high, 1),
        "baseline": round(float(found.baseline[number].sum()), 1),
        "intervals": _intervals(found, number),
    }


def _intervals(found: Forecast, number: int) -> list[dict[str, str | float]]:
    day = found.dates[number].isoformat()
    columns = (found.counts, found.low, found.high, found.baseline)
    return [
        {"start": f"{day}T{clock_text(found.minute(slot))}"}
        | {
            name: round(float(column[number, slot]), 2)
            for name, column in zip(COLUMNS.required[1:], columns, strict=True)
        }
        for slot in range(found.counts.shape[1])
    ]


def _kind(found: Forecast, day: date, voice: Voice) -> list[str]:
    marks = found.history.marks
    if marks.is_holiday(day):
        return [voice.phrase("fit_holiday")]
    return [voice.phrase("fit_makeup")] if marks.is_makeup(day) else []


def _holidays(country: str, counts: Counts, days: int) -> Calendar:
    """From the first day of the past until well after the last day asked for."""
    first, last = counts.rows[0].day, counts.rows[-1].day + timedelta(days=3 * days + 366)
    years = range(first.year, last.year + 1)
    return Calendar(dict.fromkeys(holidays.country_holidays(country, years=years), DayKind.HOLIDAY))
