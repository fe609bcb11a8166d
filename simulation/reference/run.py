"""simulate_reference(scenario, draws): the paths of every customer, by the domain's own decisions."""

from collections.abc import Iterator
from dataclasses import dataclass

from hallops.domain.events import Event
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import State, Ticket
from simulation.drawing.draws import NONE, Draws
from simulation.paths import Outcome, Paths, joined_paths
from simulation.reference.customer import customers
from simulation.reference.floor import Floor
from simulation.reference.hall import SimulatedDay
from simulation.reference.processes import Play
from simulation.reference.standing import set_up
from simulation.roster import roster
from simulation.scenario.scenario import DAY, Scenario
from simulation.standing import EMPTY, Standing

OUTCOMES = {
    State.DONE: Outcome.SERVED,
    State.TRANSFERRED: Outcome.SERVED,
    State.NO_SHOW: Outcome.NO_SHOW,
    State.LEFT: Outcome.LEFT,
    State.EXPIRED: Outcome.EXPIRED,
    State.WAITING: Outcome.OPEN,
}


@dataclass(frozen=True, slots=True)
class Played:
    """A run as it went: the domain's day, its events, and what they mean for each customer."""

    day: SimulatedDay
    events: list[Event]
    paths: Paths


def simulate_reference(scenario: Scenario, draws: Draws, standing: Standing = EMPTY) -> Paths:
    """Play all days: each on its own, or all as one run where they follow each other.

    With `standing` each day begins as the hall stands then; its people are the first customers of each.
    """
    return joined_paths([played.paths for played in play_all(scenario, draws, standing)])


def play_all(scenario: Scenario, draws: Draws, standing: Standing = EMPTY) -> Iterator[Played]:
    if scenario.carry_over:
        yield play(scenario, draws, standing)
        return
    for day in draws.each_day():
        yield play(scenario, day, standing)


def play(scenario: Scenario, draws: Draws, standing: Standing = EMPTY) -> Played:
    """One run, until nothing more happens."""
    closing = None if scenario.carry_over else scenario.closing * MINUTE
    people = Play(scenario, Floor(SimulatedDay(scenario)), closing, standing.at)
    everybody = list(customers(draws, DAY))
    set_up(people.floor, standing, everybody)
    _go_on(people, standing)
    for stretch in roster(scenario, draws.days):
        if stretch.end >= standing.at:
            people.env.process(people.window(stretch))
    for customer in everybody[len(standing.people) :]:
        people.env.process(people.customer(customer))
    if closing is not None:
        people.env.process(people.closes(closing))
    people.env.run()
    return Played(people.floor.day, people.floor.events, _paths(people.floor, draws))


def _go_on(people: Play, standing: Standing) -> None:
    """What goes on when the run begins: services, wrap-ups, and the patience of those who wait."""
    floor = people.floor
    calls, floor.calls = floor.calls, []
    for call in calls:
        people.env.process(people.attention(call))
    busy = {call.window for call in calls}
    for post in standing.posts:
        if post.busy_until is not None and post.window not in busy:
            people.env.process(people.writing_up(post.window, post.busy_until))
    for place in standing.waiting:
        if standing.people[place].leg == 0:
            people.env.process(people.waiting(floor.visits[floor.first[place]].customer))


def _paths(floor: Floor, draws: Draws) -> Paths:
    paths = Paths.blank(draws.customers)
    midnights = (draws.day * DAY).tolist()
    for ticket_id, visit in floor.visits.items():
        ticket, place = floor.day.tickets[ticket_id], (visit.customer.number, visit.leg)
        midnight = midnights[visit.customer.number]
        for column, value in zip(paths.columns(), _row(ticket), strict=False):
            column[place] = NONE if value is None else value - midnight
        paths.window[place] = NONE if ticket.window is None else ticket.window
        paths.outcome[place] = OUTCOMES[ticket.state]
    return paths


def _row(ticket: Ticket) -> tuple[int | None, ...]:
    return ticket.joined, ticket.called, ticket.started, ticket.ended
