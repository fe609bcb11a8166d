"""A demo dispenser: asks the hall for a ticket, prints it on a printer in memory, hands over the paper."""

from devices.codec.escpos import encode
from devices.printing.profile import GB18030_80MM
from devices.virtual.link import MemoryLink
from devices.virtual.paper import text_lines
from hallops.app.demo.floor import Floor
from hallops.app.slips import ticket_slip
from hallops.domain.commands import Issue, PrintTicket
from hallops.domain.events import TicketIssued
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import Ticket


class Dispenser:
    """`link` keeps what was printed; `refused` counts why visitors got no ticket."""

    def __init__(self, floor: Floor, link: MemoryLink) -> None:
        self._floor = floor
        self._link = link
        self.refused: dict[str, int] = {}
        self.first_of: dict[str, bytes] = {}  # the first job of each series, by ticket

    def take(self, command: Issue) -> str | None:
        """The ticket's id, read off the paper; None for a visitor who is turned away."""
        try:
            (issued,) = [event for event in self._floor.do(command) if isinstance(event, TicketIssued)]
        except Refusal as refusal:
            self.refused[refusal.code] = self.refused.get(refusal.code, 0) + 1
            return None
        return self.print(issued.ticket, command.by)

    def print(self, ticket_id: str, by: str) -> str:
        """Print a ticket that is in the log; paper never comes before that."""
        slip = ticket_slip(self._floor.hall, *self._floor.look(lambda day: _with_ahead(day, ticket_id)))
        self._floor.do(PrintTicket(by, ticket_id))
        job = encode(slip.document(), GB18030_80MM)
        self._link.write(job)
        number = next(line.strip() for line in text_lines(job) if line.strip() == slip.number)
        if number.endswith("001"):
            self.first_of[number] = job
        return number

    def print_missing(self) -> None:
        """Tickets of an interrupted run that did not reach the printer."""
        unprinted = self._floor.look(lambda day: [t.id for t in day.tickets.values() if not t.printed])
        for ticket in unprinted:
            self.print(ticket, "dispenser-1")


def _with_ahead(day: HallDay, ticket_id: str) -> tuple[Ticket, int]:
    ticket = day.tickets[ticket_id]
    ahead = sum(waiting.service == ticket.service and waiting.seq < ticket.seq for waiting in day.waiting())
    return ticket, ahead
