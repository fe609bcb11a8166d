"""A simulation's outcome as pictures."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from matplotlib.figure import Figure

from hallops.app.failures import Stop
from hallops.app.voice import Voice
from hallops.domain.rules import MINUTE
from reports.figures.fonts import NoChineseFontError
from reports.figures.need import Need, need_against_open
from reports.figures.queue_course import Queue, queue_course
from reports.figures.save import save
from reports.figures.use_map import Use, use_map
from reports.figures.wait_band import Waits, wait_band
from simulation.analytic.offered_load import offered_load
from simulation.outcome.outcome import Result
from simulation.scenario.scenario import PlannedWindow, Scenario

HALF = 30  # minutes


def write_figures(result: Result, folder: Path, voice: Voice) -> None:
    """Each picture as PNG and SVG, in the language of messages."""
    try:
        figures = figures_of(result, voice.language)
    except NoChineseFontError as error:
        raise Stop(voice.phrase("figure_no_font")) from error
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in figures.items():
        save(figure, folder, name)


def figures_of(result: Result, language: str) -> dict[str, Figure]:
    """By the name of their files."""
    return {
        "wait": wait_band(waits(result), language),
        "windows": need_against_open(need(result.scenario), language),
        "use": use_map(use(result), language),
        "queue": queue_course(queue(result), language),
    }


def waits(result: Result) -> Waits:
    halves = _span(result.half_hours)
    spreads = [result.half_hours[half].figures.waiting.spread if half in result.half_hours else None for half in halves]
    targets = [service.target / MINUTE for service in result.scenario.services.values()]
    return Waits(
        _edges(halves),
        [None if spread is None else _minutes(spread.median) for spread in spreads],
        [None if spread is None else _minutes(spread.p90) for spread in spreads],
        targets,
    )


def need(scenario: Scenario) -> Need:
    """Work by the modified offered load, of an average day; windows of an interval are the mean over its minutes."""
    starts = range(scenario.opening, scenario.closing, scenario.interval)
    return Need(
        [*starts, scenario.closing],
        offered_load(scenario),
        [sum(_open_share(scenario, start)) for start in starts],
    )


def _open_share(scenario: Scenario, start: int) -> Iterator[float]:
    end = start + scenario.interval
    for window in scenario.windows:
        for period in window.open:
            yield max(min(period.end, end) - max(period.start, start), 0) / scenario.interval


def use(result: Result) -> Use:
    """Of the hours that are planned: what a window works after them would look like a full half hour."""
    scenario, time = result.scenario, result.window_time
    halves = range(scenario.opening // HALF, -(-scenario.closing // HALF))
    percent = [
        [
            100 * float(time.busy[place, half] / time.open[place, half]) if _is_planned(window, half) else None
            for half in halves
        ]
        for place, window in enumerate(scenario.windows)
    ]
    return Use(_edges(halves), [window.number for window in scenario.windows], percent)


def _is_planned(window: PlannedWindow, half: int) -> bool:
    return any(period.start < (half + 1) * HALF and half * HALF < period.end for period in window.open)


def queue(result: Result) -> Queue:
    halves = _span(result.queue)
    nobody = {"median": 0, "p90": 0, "longest": 0}
    found = [result.queue.get(half, nobody) for half in halves]
    columns = ([quantiles[name] for quantiles in found] for name in nobody)
    return Queue(_edges(halves), *columns)


def _span(halves: Iterable[int]) -> range:
    """From the first half hour to the last, gaps included."""
    found = list(halves)
    return range(min(found), max(found) + 1) if found else range(1)


def _edges(halves: range) -> list[int]:
    return [half * HALF for half in range(halves.start, halves.stop + 1)]


def _minutes(ms: int | None) -> float | None:
    return None if ms is None else ms / MINUTE
