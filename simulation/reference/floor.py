"""The hall's floor: what people do at each turn, as commands to the domain, which alone decides what follows.

`calls` are the calls that nobody has attended to yet: whoever acts hands each to its window.
"""

from dataclasses import dataclass

from hallops.domain.apply import apply
from hallops.domain.commands import Booking as CheckIn
from hallops.domain.commands import (
    CallNext,
    Command,
    Continue,
    Finish,
    HoldTicket,
    Issue,
    KeepTime,
    Leave,
    Miss,
    Pause,
    SignIn,
    SignOut,
    Start,
    Transfer,
)
from hallops.domain.events import Event, TicketCalled, TicketIssued, TicketTransferred
from hallops.domain.lapsing import lapse
from hallops.domain.perform import perform
from hallops.domain.ticket import Hold, State, ticket_id
from simulation.reference.customer import Customer
from simulation.reference.hall import WRAP_UP, SimulatedDay

SERIES = "T"  # one series of numbers for all services
BY = "simulation"


@dataclass(frozen=True, slots=True)
class Visit:
    """A customer with the ticket of one leg."""

    customer: Customer
    leg: int


class Floor:
    """The day, who holds which ticket, and which windows are to leave."""

    def __init__(self, day: SimulatedDay) -> None:
        self.day = day
        self.events: list[Event] = []
        self.visits: dict[str, Visit] = {}
        self.first: dict[int, str] = {}  # the ticket that each customer, by number, was given
        self.calls: list[TicketCalled] = []
        self.leaving: set[int] = set()  # windows that finish first
        self.staying: set[int] = set()  # windows that serve out
        self._ask(KeepTime(BY), 0)

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits and no service runs."""
        return not self.day.counts[State.WAITING] and not self.day.counts[State.SERVING]

    def open(self, window: int, now: int) -> None:
        """Take the window; one that is still busy with its last visitor goes on after them."""
        if self.day.desk_at(window) is not None:
            self.leaving.discard(window)
            return
        self._ask(SignIn(BY, str(window), str(window)), now)
        self._ask(CallNext(BY, window), now)

    def close(self, window: int, now: int) -> None:
        """Leave the window; a busy one finishes first."""
        desk = self.day.desk_at(window)
        if desk is not None and not desk.asking:
            self.leaving.add(window)
        else:
            self._ask(SignOut(BY, str(window)), now)

    def stay(self, window: int) -> None:
        self.staying.add(window)

    def go(self, now: int) -> None:
        """All is served out: the windows that stayed leave."""
        for window in sorted(self.staying):
            self.close(window, now)
        self.staying.clear()

    def next(self, window: int, now: int) -> None:
        """The window is free: it calls, or leaves."""
        if window in self.leaving:
            self.leaving.discard(window)
            self._ask(SignOut(BY, str(window)), now)
        else:
            self._ask(CallNext(BY, window), now)

    def issue(self, customer: Customer, now: int) -> None:
        booking = None if customer.booked is None else CheckIn(str(customer.number), customer.booked)
        issued = self._ask(
            Issue(
                BY,
                customer.service,
                priority=customer.visitor_class,
                accessible=customer.accessible,
                booking=booking,
                series=SERIES,
            ),
            now,
        )
        ticket = next(event.ticket for event in issued if isinstance(event, TicketIssued))
        self.visits[ticket] = Visit(customer, 0)
        self.first[customer.number] = ticket

    def is_absent(self, ticket: str) -> bool:
        """Whether its visitor will not come when called."""
        visit = self.visits[ticket]
        return visit.customer.no_show and visit.leg == 0

    def start(self, call: TicketCalled, now: int) -> None:
        self._ask(Start(BY, call.window, call.ticket), now)

    def finish(self, call: TicketCalled, now: int) -> None:
        """End the service; whoever is to be sent on stands by until that is due."""
        if self.goes_on(call):
            self._ask(HoldTicket(BY, call.window, call.ticket, hold=Hold.STEP), now)
        else:
            self._ask(Finish(BY, call.window, call.ticket), now)

    def goes_on(self, call: TicketCalled) -> bool:
        visit = self.visits[call.ticket]
        return visit.leg == 0 and visit.customer.transfer_to is not None

    def send_on(self, call: TicketCalled, now: int) -> None:
        customer = self.visits[call.ticket].customer
        sent = self._ask(Transfer(BY, call.window, call.ticket, service=customer.transfer_to or ""), now)
        event = next(event for event in sent if isinstance(event, TicketTransferred))
        ticket = self.day.tickets[event.ticket]
        self.visits[ticket_id(ticket.prefix, ticket.number, event.leg)] = Visit(customer, 1)

    def wrap_up(self, window: int, now: int) -> None:
        self._ask(Pause(BY, str(window), WRAP_UP), now)

    def wrapped_up(self, window: int, now: int) -> None:
        self._ask(Continue(BY, str(window)), now)

    def miss(self, call: TicketCalled, now: int) -> None:
        self._ask(Miss(BY, call.window, call.ticket), now)

    def give_up(self, customer: Customer, now: int) -> None:
        """Leave, unless called by now."""
        ticket = self.first[customer.number]
        if self.day.tickets[ticket].state is State.WAITING:
            self._ask(Leave(BY, ticket), now)

    def lapse(self, now: int) -> None:
        """Whoever no staying window can take goes home."""
        for event in lapse(self.day, self.staying, BY, now):
            apply(self.day, event)
            self.events.append(event)

    def _ask(self, command: Command, now: int) -> list[Event]:
        happened = perform(self.day, command, now)
        self.events += happened
        self.calls += [event for event in happened if isinstance(event, TicketCalled)]
        return happened
