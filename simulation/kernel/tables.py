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
from simulation.scenario.scenario import DAY, Scenario
from simulation.standing import EMPTY, Standing

NEVER = 1 << 58  # ms; four times it is still a number

SERVICE, VISITOR_CLASS, ACCESSIBLE, ARRIVAL, BOOKED, TIME, NO_SHOW, TRANSFER_TO, SECOND_TIME = range(9)  # of a customer
LEAVES, MIDNIGHT = 9, 10  # of a customer: when the first ticket gives up, and the own day's beginning
JOINED, CALLED, STARTED, ENDED, WINDOW, OUTCOME, FOLLOWING, BEFORE, SEQ = range(9)  # of a ticket
TARGET, WRAP_UP, NO_SHOW_TIME, WAITING = range(4)  # of a service; WAITING counts its lines, who gave up included
FOR_ALL, IS_OPEN, STAYS, BUSY_UNTIL, IDLE_SINCE, NUMBER = range(6)  # of a window; FOR_ALL: it is accessible
HEAD_START, NEXT_CALL = range(2)  # of a kind of line
FIRST, LAST = range(2)  # ends of a line
AT, OF = range(2)  # of a transfer to come
WHO, LEG, SINCE_JOINED, SINCE_CALLED, AT_WINDOW = range(5)  # of a person who is there when the run begins
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
    people: Ints  # who is there when a run begins, in the order of joining
    posts: Ints  # the windows as a run finds them: is open, busy until, idle since


class Given(NamedTuple):
    """Draws made ready, once for any number of staffings."""

    customers: Ints
    order: Ints
    runs: Ints  # customers of run r are [runs[r], runs[r + 1])
    days: int  # of a run


def given(draws: Draws, *, carry_over: bool) -> Given:
    """Each day is a run of its own, unless days follow each other."""
    midnight = draws.day * DAY if carry_over else np.zeros(draws.customers, np.int64)
    arrival = draws.arrival + midnight
    return Given(
        customers=_customers(draws, arrival, midnight),
        order=_order(draws, arrival, carry_over=carry_over),
        runs=draws.starts[[0, -1]] if carry_over else draws.starts,
        days=draws.days if carry_over else 1,
    )


def tables(scenario: Scenario, ready: Given, standing: Standing = EMPTY) -> Tables:
    """For runs that begin with an empty hall, or each as the hall stands."""
    services = list(scenario.services.values())
    kind, lines = _lines(scenario)
    rank = np.array([[window.rank.get(one.code, 0) for one in services] for window in scenario.windows], np.int64)
    return Tables(
        customers=ready.customers,
        tickets=np.empty((LEGS * len(ready.customers), 9), np.int64),
        order=ready.order,
        services=np.array([(one.target, one.wrap_up, one.no_show_time, 0) for one in services], np.int64),
        windows=np.array([(one.accessible, 0, 0, NEVER, 0, one.number) for one in scenario.windows], np.int64),
        rank=rank,
        by_rank=_by_rank(rank),
        kind=kind,
        lines=lines,
        ends=np.full((len(services), 2 * len(lines), 2), NONE, np.int64),
        transfers=np.empty((len(ready.customers) + 1, 2), np.int64),
        roster=shifts(scenario, ready.days, standing.at),
        numbers=_numbers(scenario),
        people=_people(scenario, standing),
        posts=_posts(scenario, standing),
    )


def _customers(draws: Draws, arrival: Ints, midnight: Ints) -> Ints:
    columns = (
        draws.service,
        draws.visitor_class,
        draws.accessible,
        arrival,
        np.where(draws.booked == NONE, NONE, draws.booked + midnight),
        draws.service_time,
        draws.no_show,
        draws.transfer_to,
        draws.second_time,
        np.where(draws.patience == NONE, NEVER, draws.joined + midnight + draws.patience),
        midnight,
    )
    found = np.empty((draws.customers, len(columns)), np.int64)
    for place, column in enumerate(columns):
        found[:, place] = column
    return found


def _order(draws: Draws, arrival: Ints, *, carry_over: bool) -> Ints:
    """By run, then arrival, then id."""
    key = arrival if carry_over else draws.day * (4 * DAY) + arrival
    if np.all(key[1:] >= key[:-1]):
        return np.arange(draws.customers)
    return np.argsort(key, kind="stable")


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


def shifts(scenario: Scenario, days: int, since: int = 0) -> Ints:
    """When windows open and close in a run, in the order of events: all that one staffing has and another has not."""
    index = _index(scenario)
    events = []
    for stretch in roster(scenario, days):
        events.append((stretch.start, OPENS, index[stretch.window]))
        events.append((stretch.end, CLOSES, index[stretch.window]))
    left = sorted(event for event in events if event[SINCE] >= since)
    return np.array(left, np.int64).reshape(len(left), 3)


def _index(scenario: Scenario) -> dict[int, int]:
    return {window.number: place for place, window in enumerate(scenario.windows)}


def _people(scenario: Scenario, standing: Standing) -> Ints:
    index, rows = _index(scenario), []
    for who, person in enumerate(standing.people):
        called = NONE if person.called is None else person.called
        window = NONE if person.window is None else index[person.window]
        rows.append((person.seq, who, person.leg, person.joined, called, window))
    return np.array([row[1:] for row in sorted(rows)], np.int64).reshape(len(rows), 5)


def _posts(scenario: Scenario, standing: Standing) -> Ints:
    index, rows = _index(scenario), [(0, NEVER, 0)] * len(scenario.windows)
    for post in standing.posts:
        until = NEVER if post.busy_until is None else post.busy_until
        rows[index[post.window]] = (int(post.opened), until, post.idle_since)
    return np.array(rows, np.int64)


def _numbers(scenario: Scenario) -> Ints:
    staying = scenario.end_of_day is EndOfDay.SERVE_OUT
    closing = NEVER if scenario.carry_over else scenario.closing * MINUTE
    return np.array([scenario.rule.overflow, closing, staying, 0, 0, NONE], np.int64)
