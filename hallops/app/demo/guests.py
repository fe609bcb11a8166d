"""What visitors do on the floor: come, take a ticket, wait, give up, come back after a missed call."""

from hallops.app.demo.dispenser import Dispenser
from hallops.app.demo.floor import Floor, Process
from hallops.app.demo.habits import DISPENSERS
from hallops.app.demo.visitors import Visitor
from hallops.domain.commands import Issue, Leave, Reinsert
from hallops.domain.ticket import State, Ticket


class Guests:
    """All visitors of the day, by the id that their visit carries."""

    def __init__(self, floor: Floor, dispenser: Dispenser, visitors: list[Visitor]) -> None:
        self._floor = floor
        self._dispenser = dispenser
        self.visitors = {visitor.id: visitor for visitor in visitors}
        self.stepped_out: set[str] = set()  # tickets whose visitor has been away in the middle of the service

    def arrive(self) -> None:
        """Start everyone; after an interruption those who have a ticket go on waiting with it."""
        here = self._floor.look(lambda day: {t.visit: t for t in day.tickets.values() if t.leg == 1})
        now = self._floor.now
        for number, visitor in enumerate(self.visitors.values()):
            if visitor.id in here:
                self._floor.env.process(self._wait(visitor, here[visitor.id]))
            elif visitor.arrives >= now:
                self._floor.env.process(self._visit(visitor, number % DISPENSERS + 1))

    def of(self, ticket: Ticket) -> Visitor:
        return self.visitors[ticket.visit]

    def come_back(self, ticket: str, after: int) -> Process:
        """Go to the guide desk some time after a missed call."""
        yield self._floor.env.timeout(after)
        if self._floor.tried(Reinsert("guide", ticket)):
            self._floor.ring()

    def _visit(self, visitor: Visitor, dispenser: int) -> Process:
        yield self._floor.until(visitor.arrives)
        at_guide = visitor.priority != self._floor.hall.everybody.code
        command = Issue(
            by="guide" if at_guide else f"dispenser-{dispenser}",
            service=visitor.service,
            channel="guide" if at_guide else "dispenser",
            visit=visitor.id,
            priority=visitor.priority,
            proof_seen=at_guide,
            accessible=visitor.accessible,
            language=visitor.language,
            booking=visitor.booking,
        )
        number = self._dispenser.take(command)
        if number is not None:
            self._floor.ring()
            yield from self._wait(visitor, self._floor.ticket(number))

    def _wait(self, visitor: Visitor, ticket: Ticket) -> Process:
        """Give up when patience ends before the first call."""
        if ticket.state is State.MISSED and visitor.comes_back is not None:
            yield from self.come_back(ticket.id, visitor.comes_back)
        yield self._floor.until(ticket.joined + visitor.patience)
        if self._floor.ticket(ticket.id).state is State.WAITING and ticket.misses == 0:
            self._floor.tried(Leave("visitor", ticket.id))
