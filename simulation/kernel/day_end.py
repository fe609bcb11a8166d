"""The end of the day: who expires at the last closing, and when the windows that stayed leave for good."""

from simulation.drawing.draws import NONE
from simulation.kernel.choose import may_be_taken
from simulation.kernel.compiled import compiled
from simulation.kernel.lines import leaves
from simulation.kernel.tables import (
    CLOSING,
    ENDED,
    FIRST,
    FOLLOWING,
    IS_OPEN,
    LAST,
    NEVER,
    OUTCOME,
    RUNS_UNTIL,
    STAYS,
    WAITING,
    Tables,
)
from simulation.paths import Outcome

EXPIRED = int(Outcome.EXPIRED)


@compiled
def expire(run: Tables) -> None:
    """At the end of the last closing's millisecond: every waiting ticket that no staying window can take."""
    closing = run.numbers[CLOSING]
    for service in range(run.ends.shape[0]):
        for line in range(run.ends.shape[1]):
            if may_be_taken(run, service, line % 2):
                continue
            ticket = run.ends[service, line, FIRST]
            while ticket != NONE:
                if leaves(run, ticket) > closing:
                    run.tickets[ticket, OUTCOME] = EXPIRED
                    run.tickets[ticket, ENDED] = closing
                ticket = run.tickets[ticket, FOLLOWING]
                run.services[service, WAITING] -= 1
            run.ends[service, line, FIRST] = NONE
            run.ends[service, line, LAST] = NONE


@compiled
def leave_if_served_out(run: Tables, now: int) -> None:
    """Staying windows are gone if nobody waited and no service ran at the end of a millisecond before `now`."""
    if max(run.numbers[CLOSING], run.numbers[RUNS_UNTIL]) < now and _waits_until(run) < now:
        run.windows[:, STAYS] = 0
        run.windows[:, IS_OPEN] = 0


@compiled
def _waits_until(run: Tables) -> int:
    """When the last of those in line gives up."""
    latest = NONE
    for service in range(run.ends.shape[0]):
        if run.services[service, WAITING] == 0:
            continue
        for line in range(run.ends.shape[1]):
            ticket = run.ends[service, line, FIRST]
            while ticket != NONE and latest < NEVER:
                latest = max(latest, leaves(run, ticket))
                ticket = run.tickets[ticket, FOLLOWING]
    return latest
