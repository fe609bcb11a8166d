"""The kernel's tables: a scenario, the customers and the state of a run as arrays of whole numbers.

Everything is counted from 0, windows in the order of their numbers. A ticket is twice its customer plus its leg. A
line holds the tickets of one service with the same head start, precedence and need, as a chain in order of (joined,
seq); odd lines are of those who need an accessible window.
"""

from typing import NamedTuple

import numpy as np

from hallops.domain.rules import MINUTE, EndOfDay
from simulation.drawing.draws import NONE, Draws, Ints
from simulation.paths import LEGS
from simulation.roster import roster
from simulation.scenario.scenario import Scenario

NEVER = 1 << 58  # ms; four times it is still a number

SERVICE, VISITOR_CLASS, ACCESSIBLE, ARRIVAL, BOOKED, TIME, NO_SHOW, TRANSFER_TO, SECOND_TIME = range(9)  # of a customer
JOINED, CALLED, STARTED, ENDED, WINDOW, OUTCOME, LEAVES, FOLLOWING, BEFORE, SEQ = range(10)  # of a ticket
TARGET, WRAP_UP, NO_SHOW_TIME, WAITING = range(4)  # of a service; WAITING counts its lines, who gave up included
FOR_ALL, IS_OPEN, STAYS, BUSY_UNTIL, IDLE_SINCE = range(5)  # of a window; FOR_ALL: it is accessible
HEAD_START, NEXT_CALL = range(2)  # of a kind of line
FIRST, LAST = range(2)  # ends of a line
AT, OF = range(2)  # of a transfer to come
SINCE, CHANGE, WHERE = range(3)  # of the roster
OVERFLOW, CLOSING, STAYING, TRANSFERS, LAST_SEQ, RUNS_UNTIL = range(6)  # single numbers
WALK_IN, BY_BOOKING, BY_TRANSFER = range(3)  # how a ticket came
CLOSES, FREES, OPENS, JOINS, KINDS = range(5)  # kinds of events in the order of one millisecond


class Tables(NamedTuple):
    """All that the kernel reads and writes, in ms since the run's first midnight."""

    customers: Ints
    tickets: Ints
    order: Ints  # customers by arrival
    services: Ints
    windows: Ints
    rank: Ints  # by window and service, 0 where it does not serve
    by_rank: Ints  # by window: its services, its own work first, then NONE
    kind: Ints  # by class and way of coming: which kind of line
    lines: Ints  # by kind of line
    ends: Ints  # by service and line
    transfers: Ints  # a heap, by time, then customer
    roster: Ints  # in the order of events, for one run
    numbers: Ints


def tables(scenario: Scenario, draws: Draws, midnight: Ints, days: int) -> Tables:
    """For runs of so many days that follow each other; 1 where each day is its own."""
    services = list(scenario.services.values())
    kind, lines = _lines(scenario)
    rank = np.array([[window.rank.get(one.code, 0) for one in services] for window in scenario.windows], np.int64)
    return Tables(
        customers=_customers(draws, midnight),
        tickets=_tickets(draws, midnight),
        order=_order(scenario, draws, midnight),
        services=np.array([(one.target, one.wrap_up, one.no_show_time, 0) for one in services], np.int64),
        windows=np.array([(one.accessible, 0, 0, NEVER, 0) for one in scenario.windows], np.int64),
        rank=rank,
        by_rank=_by_rank(rank),
        kind=kind,
        lines=lines,
        ends=np.full((len(services), 2 * len(lines), 2), NONE, np.int64),
        transfers=np.zeros((draws.customers + 1, 2), np.int64),
        roster=_roster(scenario, days),
        numbers=_numbers(scenario),
    )


def _customers(draws: Draws, midnight: Ints) -> Ints:
    columns = [
        draws.service,
        draws.visitor_class,
        draws.accessible,
        draws.arrival + midnight,
        np.where(draws.booked == NONE, NONE, draws.booked + midnight),
        draws.service_time,
        draws.no_show,
        draws.transfer_to,
        draws.second_time,
    ]
    return np.stack(columns, axis=1)


def _tickets(draws: Draws, midnight: Ints) -> Ints:
    found = np.full((LEGS * draws.customers, 10), NONE, np.int64)
    found[:, LEAVES] = NEVER
    found[::LEGS, LEAVES] = np.where(draws.patience == NONE, NEVER, draws.joined + midnight + draws.patience)
    return found


def _order(scenario: Scenario, draws: Draws, midnight: Ints) -> Ints:
    """Days after each other, unless all are one run; by id within a millisecond."""
    arrival = draws.arrival + midnight
    keys = (arrival,) if scenario.carry_over else (arrival, draws.day)
    return np.lexsort(keys).astype(np.int64)


def _lines(scenario: Scenario) -> tuple[Ints, Ints]:
    rule = scenario.rule
    extra = (0, rule.booked_head_start, rule.transfer_head_start)  # by way of coming
    kinds = [[(one.head_start + head, int(one.next_call)) for head in extra] for one in scenario.classes.values()]
    known = sorted({kind for row in kinds for kind in row})
    return np.array([[known.index(kind) for kind in row] for row in kinds], np.int64), np.array(known, np.int64)


def _by_rank(rank: Ints) -> Ints:
    found = np.full(rank.shape, NONE, np.int64)
    for window, ranks in enumerate(rank.tolist()):
        served = sorted((one, service) for service, one in enumerate(ranks) if one)
        found[window, : len(served)] = [service for _, service in served]
    return found


def _roster(scenario: Scenario, days: int) -> Ints:
    index = {window.number: place for place, window in enumerate(scenario.windows)}
    events = []
    for stretch in roster(scenario, days):
        events.append((stretch.start, OPENS, index[stretch.window]))
        events.append((stretch.end, CLOSES, index[stretch.window]))
    return np.array(sorted(events), np.int64).reshape(len(events), 3)


def _numbers(scenario: Scenario) -> Ints:
    staying = scenario.end_of_day is EndOfDay.SERVE_OUT
    closing = NEVER if scenario.carry_over else scenario.closing * MINUTE
    return np.array([scenario.rule.overflow, closing, staying, 0, 0, NONE], np.int64)
