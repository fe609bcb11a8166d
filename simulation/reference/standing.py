"""The domain's day as a hall stands at an instant: whoever waits has a ticket, windows are as they were found.

There is no log of what came before, so the day is set up by its own moves, not by decisions.
"""

from collections.abc import Iterator, Sequence

from hallops.domain.apply import apply
from hallops.domain.events import Event, Paused, ServiceStarted, SignedIn, TicketCalled, WindowAsked
from hallops.domain.ticket import Ticket, ticket_id
from simulation.reference.customer import Customer
from simulation.reference.floor import BY, SERIES, Floor, Visit
from simulation.reference.hall import VERSION, WRAP_UP
from simulation.standing import Person, Post, Standing


def set_up(floor: Floor, standing: Standing, customers: Sequence[Customer]) -> None:
    """Put people and windows on an empty floor; their calls are then to be attended to."""
    for person, customer in zip(standing.people, customers, strict=False):
        ticket = _ticket(person, customer)
        floor.day.add_ticket(ticket)
        floor.visits[ticket.id] = Visit(customer, person.leg)
        if person.leg == 0:
            floor.first[customer.number] = ticket.id
    floor.day.series[SERIES] = len(standing.people)
    floor.leaving.update(post.window for post in standing.posts if not post.opened)
    for event in sorted(_events(floor, standing), key=lambda event: event.at):
        apply(floor.day, event)
        if isinstance(event, TicketCalled):
            floor.calls.append(event)


def _ticket(person: Person, customer: Customer) -> Ticket:
    number = customer.number + 1
    return Ticket(
        id=ticket_id(SERIES, number, person.leg + 1),
        visit=ticket_id(SERIES, number, 1),
        service=(customer.transfer_to or "") if person.leg else customer.service,
        prefix=SERIES,
        number=number,
        leg=person.leg + 1,
        seq=person.seq,
        priority=customer.visitor_class,
        issued=min(person.joined, customer.arrival),
        joined=person.joined,
        channel="",
        language="zh",
        accessible=customer.accessible,
        booking=None if customer.booked is None else str(customer.number),
        booked=None if person.leg else customer.booked,
        transferred=bool(person.leg),
    )


def _events(floor: Floor, standing: Standing) -> Iterator[Event]:
    tickets = list(floor.visits)
    at_window = {person.window: (tickets[place], person) for place, person in enumerate(standing.people)}
    for number, post in enumerate(standing.posts, 1):
        place = str(post.window)
        yield SignedIn(post.idle_since, BY, place, place, planned=True)
        if post.window in at_window:
            ticket, person = at_window[post.window]
            called = person.called or 0
            yield TicketCalled(called, BY, ticket, post.window, place, number, 0, 0, VERSION)
            if not floor.is_absent(ticket):
                yield ServiceStarted(called, BY, ticket, post.window)
        else:
            yield _at_rest(post, place)


def _at_rest(post: Post, place: str) -> Event:
    if post.busy_until is not None:
        return Paused(post.idle_since, BY, place, WRAP_UP)
    return WindowAsked(post.idle_since, BY, place)
