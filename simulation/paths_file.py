"""paths.csv: what happened to each ticket of a simulation, so that another program can replay it and compare."""

from collections.abc import Iterator

from hallops.files.csv_file import Columns, write_table
from simulation.drawing.draws import NONE, Draws
from simulation.paths import Outcome, Paths, legs, service_of

COLUMNS = Columns(("day", "id", "leg", "service", "joined_ms", "called_ms", "start_ms", "end_ms", "window", "outcome"))
_WORDS = {outcome.value: outcome.name.lower() for outcome in Outcome}


def write_paths(draws: Draws, paths: Paths) -> str:
    """One line a ticket, by day, id and leg; times are ms since the customer's own midnight."""
    return write_table(COLUMNS, _rows(draws, paths))


def _rows(draws: Draws, paths: Paths) -> Iterator[tuple[str | int | None, ...]]:
    day, number, service = draws.day.tolist(), draws.id.tolist(), service_of(draws).tolist()
    columns = [column.tolist() for column in paths.columns()]
    for customer, leg in legs(paths):
        *times, window, outcome = (column[customer][leg] for column in columns)
        yield (
            day[customer],
            number[customer],
            leg + 1,
            draws.services[service[customer][leg]],
            *(None if time == NONE else time for time in times),
            None if window == NONE else window,
            _WORDS[outcome],
        )
