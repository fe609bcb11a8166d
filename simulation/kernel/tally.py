"""Who was called in time, counted on the kernel's tables: what a search asks of each staffing, and nothing else."""

from typing import NamedTuple

from simulation.drawing.draws import NONE, Ints
from simulation.kernel.compiled import compiled
from simulation.kernel.tables import CALLED, JOINED, OUTCOME, SERVICE, TRANSFER_TO, Tables
from simulation.paths import LEGS

MINUTE = 60_000
HITS, CAME = range(2)  # what is counted: who was called in time, and who came


class Tally(NamedTuple):
    """What is counted, and by what.

    `places` names for each minute from midnight its cell of half hours and the first cell of its mode, from which the
    services follow; the last row holds for all that is later. `within` is ms by service.
    """

    places: Ints
    within: Ints
    counts: Ints  # by kind of count, day and cell
    late: Ints  # who came and was not called in time, by half hour and service


@compiled
def tally(run: Tables, runs: Ints, into: Tally) -> None:
    """Count the tickets of all runs anew; each run is a day."""
    into.counts[:] = 0
    into.late[:] = 0
    last = len(into.places) - 1
    for day in range(len(runs) - 1):
        for customer in range(runs[day], runs[day + 1]):
            for leg in range(LEGS):
                ticket = run.tickets[LEGS * customer + leg]
                if ticket[OUTCOME] == NONE:
                    continue
                service = run.customers[customer, SERVICE if leg == 0 else TRANSFER_TO]
                minute = min(ticket[JOINED] // MINUTE, last)
                half, mode = into.places[minute, 0], into.places[minute, 1] + service
                in_time = ticket[CALLED] != NONE and ticket[CALLED] - ticket[JOINED] <= into.within[service]
                into.counts[CAME, day, half] += 1
                into.counts[CAME, day, mode] += 1
                if in_time:
                    into.counts[HITS, day, half] += 1
                    into.counts[HITS, day, mode] += 1
                else:
                    into.late[half, service] += 1
