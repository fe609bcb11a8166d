"""The calling rule over the heads of lines, as `hallops.domain.calling` has it. Path equality holds the copy to it."""

from hallops.domain.calling import ON_TARGET
from simulation.drawing.draws import NONE
from simulation.kernel.compiled import compiled
from simulation.kernel.lines import head
from simulation.kernel.tables import (
    BUSY_UNTIL,
    FOR_ALL,
    HEAD_START,
    IDLE_SINCE,
    IS_OPEN,
    JOINED,
    NEVER,
    NEXT_CALL,
    OVERFLOW,
    SEQ,
    STAYS,
    TARGET,
    WAITING,
    Tables,
)


@compiled
def choose_ticket(run: Tables, window: int, now: int) -> tuple[int, int, int]:
    """Whom a window calls, as ticket, service and line; NONE if nobody waits that it may take."""
    best, best_service, best_line = NONE, NONE, NONE
    best_first, best_score, best_rank = 0, 0, 0
    nearest = 0
    stays, step = run.windows[window, STAYS], 2 - run.windows[window, FOR_ALL]
    for place in range(run.by_rank.shape[1]):
        service = run.by_rank[window, place]
        if service == NONE:
            break
        if run.services[service, WAITING] == 0:
            continue
        rank, target = run.rank[window, service], run.services[service, TARGET]
        for line in range(0, run.ends.shape[1], step):
            ticket = head(run, service, line, now)
            if ticket == NONE:
                continue
            nearest = rank if nearest == 0 else nearest
            waited, first = now - run.tickets[ticket, JOINED], run.lines[line // 2, NEXT_CALL]
            bound = rank != nearest and first == 0 and stays == 0
            if bound and waited * ON_TARGET // target < run.numbers[OVERFLOW]:
                continue
            score = (waited + run.lines[line // 2, HEAD_START]) * ON_TARGET // target
            if best == NONE or _goes_before(
                run, (first, score, rank, ticket), (best_first, best_score, best_rank, best)
            ):
                best, best_service, best_line = ticket, service, line
                best_first, best_score, best_rank = first, score, rank
    return best, best_service, best_line


@compiled
def _goes_before(run: Tables, one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether a ticket, with its precedence, score and rank, is called before another."""
    order = _compare(one[0], other[0], one[1], other[1])
    if order == 0:
        order = _compare(other[2], one[2], 0, 0)
    if order == 0:
        mine, its = run.tickets[one[3]], run.tickets[other[3]]
        order = _compare(its[JOINED], mine[JOINED], its[SEQ], mine[SEQ])
    return order > 0


@compiled
def _compare(first: int, other_first: int, second: int, other_second: int) -> int:
    """1 if the one pair is greater than the other, −1 if less, 0 if equal."""
    if first != other_first:
        return 1 if first > other_first else -1
    if second != other_second:
        return 1 if second > other_second else -1
    return 0


@compiled
def choose_window(run: Tables, service: int, accessible: int) -> int:
    """The free window that a new ticket goes to; NONE if there is none."""
    windows, rank, best = run.windows, run.rank, NONE
    for window in range(len(windows)):
        if windows[window, IS_OPEN] == 0 or windows[window, BUSY_UNTIL] != NEVER:
            continue
        if rank[window, service] == 0 or windows[window, FOR_ALL] < accessible:
            continue
        if best == NONE or (
            _compare(rank[best, service], rank[window, service], windows[best, IDLE_SINCE], windows[window, IDLE_SINCE])
            > 0
        ):
            best = window
    return best


@compiled
def may_be_taken(run: Tables, service: int, accessible: int) -> bool:
    """Whether a window that stays serves the ticket."""
    for window in range(len(run.windows)):
        serves = run.rank[window, service] > 0 and run.windows[window, FOR_ALL] >= accessible
        if serves and run.windows[window, STAYS] == 1:
            return True
    return False
