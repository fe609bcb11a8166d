"""The people of a simulated day as SimPy processes. They only wait for their turns; the floor does what is done."""

from collections.abc import Generator

from simpy import Environment, Event

from hallops.domain.events import TicketCalled
from simulation.reference.customer import Customer
from simulation.reference.floor import Floor
from simulation.reference.turns import Turn, turn
from simulation.roster import Stretch
from simulation.scenario.scenario import Scenario

Process = Generator[Event, None, None]


class Play:
    """One run: a day, or days that follow each other."""

    def __init__(self, scenario: Scenario, floor: Floor, closing: int | None, since: int = 0) -> None:
        self.env = Environment(initial_time=since)
        self.scenario = scenario
        self.floor = floor
        self.closing = closing  # the last one; None where nothing ends
        self._ending = -1  # the ms whose end is watched for already

    @property
    def now(self) -> int:
        return int(self.env.now)

    def window(self, stretch: Stretch) -> Process:
        """Open and close; one that is open when the run begins only closes."""
        if stretch.start >= self.now:
            yield turn(self.env, stretch.start, Turn.OPENS, stretch.window)
            self.floor.open(stretch.window, stretch.start)
            self._settle()
        yield turn(self.env, stretch.end, Turn.CLOSES, stretch.window)
        if stretch.end == self.closing and self.scenario.stays:
            self.floor.stay(stretch.window)
        else:
            self.floor.close(stretch.window, stretch.end)
        self._settle()

    def customer(self, customer: Customer) -> Process:
        yield turn(self.env, customer.arrival, Turn.JOINS, customer.number)
        self.floor.issue(customer, self.now)
        self._settle(joined=True)
        yield from self.waiting(customer)

    def waiting(self, customer: Customer) -> Process:
        """Until the patience ends."""
        if customer.patience is None:
            return
        yield turn(self.env, customer.joined + customer.patience, Turn.LEAVES, customer.number)
        self.floor.give_up(customer, self.now)
        self._settle()

    def transfer(self, call: TicketCalled) -> Process:
        yield turn(self.env, self.now, Turn.JOINS, self.floor.visits[call.ticket].customer.number)
        self.floor.send_on(call, self.now)
        self._settle(joined=True)

    def service(self, call: TicketCalled) -> Process:
        """From the call until the window is free again."""
        if not self.floor.is_absent(call.ticket):
            self.floor.start(call, call.at)
        yield from self.attention(call)

    def attention(self, call: TicketCalled) -> Process:
        """The rest of it, once an expected visitor has come."""
        visit = self.floor.visits[call.ticket]
        demand = self.scenario.services[self.floor.day.tickets[call.ticket].service]
        if self.floor.is_absent(call.ticket):
            yield turn(self.env, call.at + demand.no_show_time, Turn.FREES, call.window)
            self.floor.miss(call, self.now)
        else:
            time = visit.customer.second_time if visit.leg else visit.customer.service_time
            yield turn(self.env, call.at + time, Turn.FREES, call.window)
            self._finish(call)
            if demand.wrap_up:
                self.floor.wrap_up(call.window, self.now)
                self._settle()
                yield from self.wrap_up(call.window, self.now + demand.wrap_up)
        self.floor.next(call.window, self.now)
        self._settle()

    def wrap_up(self, window: int, until: int) -> Process:
        yield turn(self.env, until, Turn.FREES, window)
        self.floor.wrapped_up(window, self.now)

    def writing_up(self, window: int, until: int) -> Process:
        """The wrap-up of somebody who has gone before the run begins."""
        yield from self.wrap_up(window, until)
        self.floor.next(window, self.now)
        self._settle()

    def _finish(self, call: TicketCalled) -> None:
        self.floor.finish(call, self.now)
        if self.floor.goes_on(call):
            self.env.process(self.transfer(call))

    def ends(self) -> Process:
        """The end of a millisecond, from the last closing on."""
        yield turn(self.env, self.now, Turn.ENDS)
        if self.now == self.closing:
            self.floor.lapse(self.now)
        if self.floor.is_empty:
            self.floor.go(self.now)

    def closes(self, at: int) -> Process:
        """The last closing comes, whether anything else happens then or not."""
        yield turn(self.env, at, Turn.CLOSES)
        self._settle()

    def _settle(self, *, joined: bool = False) -> None:
        """After each turn: windows attend to their calls; after closing, see to those who can not be served."""
        now = self.now
        calls, self.floor.calls = self.floor.calls, []
        for call in calls:
            self.env.process(self.service(call))
        if self.closing is None or now < self.closing:
            return
        if joined and now > self.closing:
            self.floor.lapse(now)
        if self._ending != now:
            self._ending = now
            self.env.process(self.ends())
