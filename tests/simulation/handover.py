"""A simulated day cut at an instant: how the hall stands then by the paths, and who is still to come."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from simulation.drawing.draws import COLUMNS, NONE, Draws
from simulation.paths import Outcome, Paths, legs
from simulation.roster import roster
from simulation.scenario.scenario import Scenario
from simulation.standing import Person, Post, Standing


@dataclass(frozen=True)
class Handover:
    """`kept` are the customers of the whole day that the rest of it is about."""

    standing: Standing
    draws: Draws
    kept: list[int]


@dataclass(frozen=True)
class _Ticket:
    customer: int
    leg: int
    issued: int
    joined: int
    called: int
    ended: int
    window: int
    outcome: int

    def is_there(self, at: int) -> bool:
        """Waits or is at a window at the beginning of the millisecond."""
        return self.issued < at and (self.ended == NONE or self.ended >= at)


def cut(scenario: Scenario, draws: Draws, paths: Paths, at: int) -> Handover:
    tickets = [_ticket(draws, paths, customer, leg) for customer, leg in legs(paths)]
    by_joining = sorted((t for t in tickets if t.issued < at), key=lambda t: (t.issued, t.customer))
    seq = {(t.customer, t.leg): number for number, t in enumerate(by_joining, 1)}
    there = [t for t in tickets if t.is_there(at)]
    people = tuple(_person(t, seq[t.customer, t.leg], at) for t in there)
    kept = [t.customer for t in there] + [one for one in range(draws.customers) if draws.arrival[one] >= at]
    posts = tuple(_posts(scenario, draws, tickets, at))
    return Handover(Standing(at, people, posts), _some(draws, kept), kept)


def _ticket(draws: Draws, paths: Paths, customer: int, leg: int) -> _Ticket:
    place = (customer, leg)
    joined = int(paths.joined[place])
    issued = joined if leg else int(draws.arrival[customer])
    times = (int(column[place]) for column in (paths.called, paths.ended, paths.window, paths.outcome))
    return _Ticket(customer, leg, issued, joined, *times)


def _person(ticket: _Ticket, seq: int, at: int) -> Person:
    person = Person(ticket.leg, ticket.joined, seq)
    if ticket.called == NONE or ticket.called >= at:
        return person
    return replace(person, window=ticket.window, called=ticket.called)


def _posts(scenario: Scenario, draws: Draws, tickets: list[_Ticket], at: int) -> Iterator[Post]:
    services = list(scenario.services.values())
    for window in scenario.windows:
        opened = [s for s in roster(scenario, 1) if s.window == window.number and s.start < at]
        is_open = bool(opened) and opened[-1].end >= at
        served = [t for t in tickets if t.window == window.number and t.called != NONE and t.called < at]
        if not served:
            if is_open:
                yield Post(window.number, idle_since=opened[-1].start)
            continue
        last = max(served, key=lambda t: (t.called, t.ended))  # an absent visitor may take no time
        service = services[(draws.transfer_to if last.leg else draws.service)[last.customer]]
        until = last.ended + (service.wrap_up if last.outcome == Outcome.SERVED else 0)
        if until < at:
            if is_open:
                yield Post(window.number, idle_since=max(until, opened[-1].start))
        else:
            yield Post(window.number, is_open, last.called, None if last.ended >= at else until)


def _some(draws: Draws, kept: list[int]) -> Draws:
    columns = {name: getattr(draws, name)[kept] for name in COLUMNS}
    return Draws(draws.services, draws.classes, np.array([0, len(kept)]), **columns)
