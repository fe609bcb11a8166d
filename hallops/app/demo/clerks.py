"""What a clerk does: sign in, call by the rule, serve, pause, sign out. The state of the desk says what is next."""

from hallops.app.demo.duties import Break, Stint
from hallops.app.demo.floor import Floor, Process
from hallops.app.demo.guests import Guests
from hallops.app.demo.habits import RATING, TRY_AGAIN, WALK
from hallops.app.demo.visitors import Visitor
from hallops.domain.commands import (
    CallNext,
    Continue,
    Finish,
    HoldTicket,
    Miss,
    Pause,
    Rate,
    Recall,
    Resume,
    SignIn,
    SignOut,
    Start,
    Transfer,
)
from hallops.domain.hall import Reason
from hallops.domain.hall_day import HallDay
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import Hold, State, Ticket


class Clerk:
    """One stint at one place."""

    def __init__(self, floor: Floor, guests: Guests, stint: Stint, wrap_up: int) -> None:
        self._floor = floor
        self._guests = guests
        self._stint = stint
        self._wrap_up = wrap_up
        self._window = int(stint.place) if stint.place not in floor.hall.posts else None

    def work(self) -> Process:
        """The whole stint; one that is over by now has been worked before an interruption."""
        stint, floor = self._stint, self._floor
        if stint.until <= floor.now and not self._is_here():
            return
        yield floor.until(stint.since)
        while not self._is_here() and not floor.tried(SignIn(stint.staff, stint.place, stint.staff)):
            yield floor.env.timeout(TRY_AGAIN)
        while not self._is_over():
            yield from self._next()
        floor.tried(SignOut(stint.staff, stint.place))

    def _next(self) -> Process:
        """One thing: go on with whom one has, pause, take back a held visitor, call, or wait for the bell."""
        ticket = self._floor.ticket_at(self._stint.place)
        pause = self._due_break()
        if ticket is not None:
            yield from self._attend(ticket)
        elif pause is not None:
            yield from self._pause(pause)
        elif self._window is not None and not self._resumed() and not self._called():
            yield self._floor.bell() | self._floor.until(self._next_moment())
        elif self._window is None:
            yield self._floor.until(self._stint.until)

    def _is_here(self) -> bool:
        desk = self._floor.look(lambda day: day.desks.get(self._stint.place))
        return desk is not None and desk.staff == self._stint.staff

    def _is_over(self) -> bool:
        """Time is up and nobody is at the window or, for the last stint, in a line that it serves."""
        if self._floor.now < self._stint.until or self._floor.ticket_at(self._stint.place) is not None:
            return False
        return not (self._stint.stays and self._floor.look(self._somebody_waits))

    def _somebody_waits(self, day: HallDay) -> bool:
        window = day.hall.windows[self._window or 0]
        return bool(self._held_here(day)) or any(waiting.service in window.rank for waiting in day.lines)

    # visitors

    def _called(self) -> bool:
        return self._floor.tried(CallNext(self._stint.staff, self._window or 0))

    def _resumed(self) -> bool:
        """A visitor held here who is back."""
        for ticket, since in self._floor.look(self._held_here):
            if since + (self._guests.of(ticket).step or 0) <= self._floor.now:
                return self._floor.tried(Resume(self._stint.staff, self._window or 0, ticket.id))
        return False

    def _held_here(self, day: HallDay) -> list[tuple[Ticket, int]]:
        """Tickets held at this window, each with the time since when."""
        held = [t for t in day.tickets.values() if t.state is State.HELD and t.window == self._window]
        return [(ticket, day.calls[ticket.call or 0].ended or 0) for ticket in held]

    def _attend(self, ticket: Ticket) -> Process:
        visitor = self._guests.of(ticket)
        if ticket.state is State.CALLED:
            if visitor.absent and ticket.misses == 0:
                yield from self._miss(ticket, visitor)
                return
            yield self._floor.env.timeout(WALK)
            self._floor.do(Start(self._stint.staff, self._window or 0, ticket.id))
        yield from self._serve(ticket.id, visitor)

    def _miss(self, ticket: Ticket, visitor: Visitor) -> Process:
        """Recall until the visitor counts as absent."""
        rules = self._floor.hall.rules
        while not self._floor.tried(Miss(self._stint.staff, self._window or 0, ticket.id)):
            yield self._floor.env.timeout(rules.recall_gap)
            self._floor.tried(Recall(self._stint.staff, self._window or 0, ticket.id))
        if visitor.comes_back is not None:
            self._floor.env.process(self._guests.come_back(ticket.id, visitor.comes_back))

    def _serve(self, ticket_id: str, visitor: Visitor) -> Process:
        """Serve to the end; somebody who needs a copy goes for it half-way, and keeps the papers here."""
        ticket, away = self._floor.ticket(ticket_id), self._guests.stepped_out
        length = visitor.service_time if ticket.leg == 1 else visitor.service_2
        started = ticket.started or self._floor.now
        if visitor.step is None or ticket.leg > 1:
            yield self._floor.until(started + length)
        elif ticket_id in away:
            yield self._floor.env.timeout(length - length // 2)
        else:
            away.add(ticket_id)
            yield self._floor.until(started + length // 2)
            self._floor.do(HoldTicket(self._stint.staff, self._window or 0, ticket_id, hold=Hold.KEPT))
            return
        yield from self._end(ticket, visitor)

    def _end(self, ticket: Ticket, visitor: Visitor) -> Process:
        staff, window = self._stint.staff, self._window or 0
        if ticket.leg == 1 and visitor.transfer_to is not None:
            self._floor.do(Transfer(staff, window, ticket.id, service=visitor.transfer_to))
            self._floor.ring()
        else:
            self._floor.do(Finish(staff, window, ticket.id))
        if visitor.grade is not None and ticket.call is not None:
            self._floor.env.process(self._rate(ticket.call, visitor.grade))
        yield self._floor.env.timeout(self._wrap_up)

    def _rate(self, call: int, grade: int) -> Process:
        yield self._floor.env.timeout(RATING)
        reasons = list(self._floor.hall.reasons.get(Reason.RATING, {}))[:1] if grade <= 2 else []  # noqa: PLR2004
        self._floor.tried(Rate(f"pad-{self._window}", call, grade, reasons=tuple(reasons)))

    # pauses

    def _due_break(self) -> Break | None:
        return next((b for b in self._stint.breaks if b.since <= self._floor.now < b.until), None)

    def _pause(self, pause: Break) -> Process:
        paused = self._floor.look(lambda day: day.desks[self._stint.place].paused)
        if paused is None:
            self._floor.do(Pause(self._stint.staff, self._stint.place, pause.reason))
        yield self._floor.until(pause.until)
        self._floor.do(Continue(self._stint.staff, self._stint.place))

    def _next_moment(self) -> int:
        """When there is something to do even if nobody comes."""
        ahead = [b.since for b in self._stint.breaks if b.since > self._floor.now]
        return min([self._floor.now + MINUTE, *ahead])
