"""A day's tickets, duties and ratings as records: what files, measures and reports are made of."""

from collections.abc import Iterator

from hallops.domain.hall_day import HallDay
from hallops.domain.record import DutyRecord, RatingRecord, TicketRecord
from hallops.domain.ticket import Ticket


def ticket_records(day: HallDay) -> Iterator[TicketRecord]:
    """In the order of joining."""
    for ticket in sorted(day.tickets.values(), key=lambda ticket: ticket.seq):
        yield ticket_record(day, ticket)


def ticket_record(day: HallDay, ticket: Ticket) -> TicketRecord:
    mode = day.plan.mode_at(ticket.joined if ticket.started is None else ticket.started)
    return TicketRecord(
        ticket=ticket.id,
        service=ticket.service,
        priority=ticket.priority,
        channel=ticket.channel,
        joined=ticket.joined,
        called=ticket.called,
        started=ticket.started,
        finished=ticket.ended,
        outcome=ticket.state.value,
        window=ticket.window,
        staff=ticket.staff,
        visit=ticket.visit,
        issued=ticket.issued,
        booked=ticket.booked,
        mode=None if mode is None else mode.id,
        passed_over=ticket.passed_over,
        quoted_low=ticket.quoted_low,
        quoted_high=ticket.quoted_high,
        flagged=ticket.flagged,
    )


def duty_records(day: HallDay) -> Iterator[DutyRecord]:
    """Windows only, in order of time; posts have no queue."""
    for duty in day.duty:
        if duty.place not in day.hall.posts:
            window = int(duty.place)
            yield DutyRecord(window, duty.staff, duty.since, duty.until, duty.state.value, duty.reason)


def rating_records(day: HallDay) -> Iterator[RatingRecord]:
    for call in day.calls.values():
        if call.grade is not None and call.rated is not None and call.rated_by is not None:
            yield RatingRecord(
                call.number, call.ticket, call.window, call.rated, call.grade, call.rated_by, call.reasons
            )
