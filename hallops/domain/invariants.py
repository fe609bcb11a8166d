"""What must always hold of a day, as checks that name what is wrong. Tests ask after each command, `check` on demand.

The numbers are those of the design: 2 number series, 3 tickets and windows, 4 states and times, 7 nobody waits for a
window that has asked, 8 conservation, 9 ratings, 10 paper.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from hallops.domain.choosing import choose_ticket
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.ticket import AT_WINDOW, State, Ticket


def violations(day: HallDay) -> list[str]:
    """Every broken invariant as a sentence; empty when all is well."""
    return [sentence for check in CHECKS for sentence in check(day)]


def _numbers(day: HallDay) -> Iterator[str]:
    given: dict[str, list[int]] = defaultdict(list)
    for ticket in day.tickets.values():
        if ticket.leg == 1:
            given[ticket.prefix].append(ticket.number)
    for prefix, numbers in given.items():
        expected = sorted(set(range(1, day.series[prefix] + 1)) - day.skipped.get(prefix, set()))
        if sorted(numbers) != expected:
            yield f"2: series {prefix} is not 1..{day.series[prefix]} without gap or repeat"


def _windows(day: HallDay) -> Iterator[str]:
    for desk in day.desks.values():
        if desk.ticket is None:
            continue
        ticket = day.tickets[desk.ticket]
        if ticket.state not in AT_WINDOW or str(ticket.window) != desk.place:
            yield f"3: window {desk.place} has {ticket.id}, which is {ticket.state} at window {ticket.window}"
    held = Counter(desk.ticket for desk in day.desks.values() if desk.ticket)
    for ticket in day.tickets.values():
        if held[ticket.id] != (ticket.state in AT_WINDOW):
            yield f"3: {ticket.id} is {ticket.state} and stands at {held[ticket.id]} windows"


def _times(day: HallDay) -> Iterator[str]:
    for ticket in day.tickets.values():
        steps = [
            ticket.issued,
            *(at for at in (ticket.called, ticket.started, ticket.ended) if at is not None),
        ]
        if steps != sorted(steps) or steps[-1] > day.now:
            yield f"4: the times of {ticket.id} do not follow each other"
        if ticket.state.is_end != (ticket.ended is not None):
            yield f"4: {ticket.id} is {ticket.state}, its end is {ticket.ended}"
    if day.phase is Phase.CLOSED:
        yield from (f"4: {t.id} is {t.state} after closing" for t in day.tickets.values() if not t.state.is_end)


def _lines(day: HallDay) -> Iterator[str]:
    waiting = {ticket.id for ticket in day.tickets.values() if ticket.state is State.WAITING}
    if waiting != {entry.ticket for entry in day.waiting()}:
        yield "7: the lines do not hold the waiting tickets"
    for desk in day.asking_desks():
        if not desk.is_free:
            yield f"7: window {desk.place} asks and is not free"
        elif choose_ticket(day, day.hall.windows[desk.window or 0], day.now):
            yield f"7: window {desk.place} has asked, and somebody it may serve waits"


def _conservation(day: HallDay) -> Iterator[str]:
    counted = Counter(ticket.state for ticket in day.tickets.values())
    if +day.counts != counted:
        yield f"8: counted {dict(counted)}, kept {dict(+day.counts)}"


def _calls(day: HallDay) -> Iterator[str]:
    for call in day.calls.values():
        if call.grade is not None and call.outcome not in {State.DONE, State.TRANSFERRED}:
            yield f"9: call {call.number} is rated and its service did not end there"
        if call.ticket not in day.tickets:
            yield f"9: call {call.number} is of no ticket"


def _visits(day: HallDay) -> Iterator[str]:
    """A transferred ticket goes on in exactly one next leg; no service that a visit asked for is forgotten."""
    legs = {(t.prefix, t.number, t.leg): t for t in day.tickets.values()}
    for ticket in day.tickets.values():
        following = legs.get((ticket.prefix, ticket.number, ticket.leg + 1))
        if (ticket.state is State.TRANSFERRED) != (following is not None):
            yield f"8: {ticket.id} is {ticket.state}, and its next leg does not agree"
        if _forgets(ticket, following):
            yield f"8: {ticket.id} has lost a service of its visit"


def _forgets(ticket: Ticket, following: Ticket | None) -> bool:
    """Whether a service is neither done nor to come; who leaves or is ended by force takes the rest along."""
    to_come = () if following is None else (following.service, *following.also)
    left = tuple(code for code in ticket.also if code not in ticket.also_done and code not in to_come)
    return bool(left) and ticket.state in {State.DONE, State.TRANSFERRED} and not ticket.flagged


def _tokens(day: HallDay) -> Iterator[str]:
    """The page of a visit shows that visit."""
    held = {ticket.token: ticket.id for ticket in day.tickets.values() if ticket.token and ticket.leg == 1}
    if held != day.visit_of:
        yield "5: the tokens do not open the tickets that hold them"


CHECKS: tuple[Callable[[HallDay], Iterator[str]], ...] = (
    _numbers,
    _windows,
    _times,
    _lines,
    _conservation,
    _calls,
    _visits,
    _tokens,
)
