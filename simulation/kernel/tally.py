"""Who was called in time, counted on the kernel's tables: what a search asks of each staffing, and nothing else."""

from simulation.drawing.draws import NONE, Ints
from simulation.kernel.compiled import compiled
from simulation.kernel.tables import CALLED, JOINED, OUTCOME, SERVICE, TRANSFER_TO, Tables
from simulation.paths import LEGS

MINUTE = 60_000
HITS, CAME = range(2)  # what is counted: who was called in time, and who came


@compiled
def tally(run: Tables, runs: Ints, places: Ints, within: Ints, counts: Ints, late: Ints) -> None:
    """Add to `counts` (by kind of count, day, cell) and to `late` (who came and was not in time, by half hour, service).

    `places` names for each minute from midnight its cell of half hours and the first cell of its mode, from which the
    services follow; the last row holds for all that is later. `within` is ms by service.
    """
    counts[:] = 0
    late[:] = 0
    last = len(places) - 1
    for day in range(len(runs) - 1):
        for customer in range(runs[day], runs[day + 1]):
            for leg in range(LEGS):
                ticket = run.tickets[LEGS * customer + leg]
                if ticket[OUTCOME] == NONE:
                    continue
                service = run.customers[customer, SERVICE if leg == 0 else TRANSFER_TO]
                minute = min(ticket[JOINED] // MINUTE, last)
                half, mode = places[minute, 0], places[minute, 1] + service
                in_time = ticket[CALLED] != NONE and ticket[CALLED] - ticket[JOINED] <= within[service]
                counts[CAME, day, half] += 1
                counts[CAME, day, mode] += 1
                if in_time:
                    counts[HITS, day, half] += 1
                    counts[HITS, day, mode] += 1
                else:
                    late[half, service] += 1
