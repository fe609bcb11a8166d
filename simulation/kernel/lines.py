"""Lines of waiting tickets and the heap of transfers to come, on the kernel's tables.

Who gave up stays in the line until it comes first: the line passes over it then.
"""

from simulation.drawing.draws import NONE
from simulation.kernel.compiled import compiled
from simulation.kernel.tables import (
    AT,
    BEFORE,
    FIRST,
    FOLLOWING,
    JOINED,
    LAST,
    LAST_SEQ,
    LEAVES,
    NEVER,
    OF,
    SEQ,
    TRANSFERS,
    WAITING,
    Tables,
)


@compiled
def join_line(run: Tables, ticket: int, service: int, line: int) -> None:
    """Put a ticket in its place: nearly always the end, sooner where a booked time is still to come."""
    tickets, ends = run.tickets, run.ends
    run.numbers[LAST_SEQ] += 1
    tickets[ticket, SEQ] = run.numbers[LAST_SEQ]
    behind = ends[service, line, LAST]
    while behind != NONE and tickets[behind, JOINED] > tickets[ticket, JOINED]:
        behind = tickets[behind, BEFORE]
    ahead = ends[service, line, FIRST] if behind == NONE else tickets[behind, FOLLOWING]
    tickets[ticket, BEFORE] = behind
    tickets[ticket, FOLLOWING] = ahead
    if behind == NONE:
        ends[service, line, FIRST] = ticket
    else:
        tickets[behind, FOLLOWING] = ticket
    if ahead == NONE:
        ends[service, line, LAST] = ticket
    else:
        tickets[ahead, BEFORE] = ticket
    run.services[service, WAITING] += 1


@compiled
def drop_first(run: Tables, service: int, line: int) -> None:
    tickets, ends = run.tickets, run.ends
    ahead = tickets[ends[service, line, FIRST], FOLLOWING]
    ends[service, line, FIRST] = ahead
    if ahead == NONE:
        ends[service, line, LAST] = NONE
    else:
        tickets[ahead, BEFORE] = NONE
    run.services[service, WAITING] -= 1


@compiled
def leaves(run: Tables, ticket: int) -> int:
    """When a ticket gives up; one that came by transfer does not."""
    return int(run.customers[ticket // 2, LEAVES]) if ticket % 2 == 0 else NEVER


@compiled
def head(run: Tables, service: int, line: int, now: int) -> int:
    """The first who still waits; giving up comes last in its millisecond."""
    ticket = run.ends[service, line, FIRST]
    while ticket != NONE and leaves(run, ticket) < now:
        drop_first(run, service, line)
        ticket = run.ends[service, line, FIRST]
    return int(ticket)


@compiled
def push_transfer(run: Tables, at: int, customer: int) -> None:
    heap = run.transfers
    place = run.numbers[TRANSFERS]
    run.numbers[TRANSFERS] += 1
    while place > 0:
        up = (place - 1) // 2
        if heap[up, AT] < at or (heap[up, AT] == at and heap[up, OF] < customer):
            break
        heap[place, AT], heap[place, OF] = heap[up, AT], heap[up, OF]
        place = up
    heap[place, AT], heap[place, OF] = at, customer


@compiled
def pop_transfer(run: Tables) -> int:
    """The customer of the next transfer."""
    heap = run.transfers
    found = heap[0, OF]
    run.numbers[TRANSFERS] -= 1
    size = run.numbers[TRANSFERS]
    at, customer = heap[size, AT], heap[size, OF]
    place, down = 0, 1
    while down < size:
        right = down + 1
        if right < size and (
            heap[right, AT] < heap[down, AT] or (heap[right, AT] == heap[down, AT] and heap[right, OF] < heap[down, OF])
        ):
            down = right
        if at < heap[down, AT] or (at == heap[down, AT] and customer < heap[down, OF]):
            break
        heap[place, AT], heap[place, OF] = heap[down, AT], heap[down, OF]
        place, down = down, 2 * down + 1
    heap[place, AT], heap[place, OF] = at, customer
    return int(found)
