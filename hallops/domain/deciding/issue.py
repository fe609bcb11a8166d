"""Whether a visitor gets a ticket now, and which."""

import re

from hallops.domain.commands import Issue
from hallops.domain.day_plan import Stretch
from hallops.domain.deciding.guards import asked, require_open
from hallops.domain.deciding.visit import services_asked
from hallops.domain.events import Event, TicketIssued
from hallops.domain.hall import Service
from hallops.domain.hall_day import HallDay
from hallops.domain.refusal import Moment, Refusal
from hallops.domain.ticket import State, ticket_id

LANGUAGES = ("zh", "en")
ITEM = re.compile(r"[A-Za-z0-9_-]{1,24}")
VISIT_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")  # 96 bits or more of chance
PERSON_TOKEN = re.compile(r"(?=.*[a-f])[0-9a-f]{16,64}")  # a hash; nothing that could be a number or a name


def issue(day: HallDay, command: Issue, now: int) -> list[Event]:
    require_open(day, command)
    services = services_asked(day, command)
    service = services[0]
    require_language(command.language)
    _require_marks(day, command)
    _require_booking(day, command, now)
    for each in services:
        _require_hours(day, command, each.code, now)
        _require_quota(day, command, each)
    _require_room(day, command)
    priority = priority_for(day, command.priority, proof_seen=command.proof_seen)
    prefix = command.series or service.letter
    number = day.series[prefix] + 1
    ticket = ticket_id(prefix, number, leg=1)
    booking, estimate = command.booking, command.estimate
    return [
        TicketIssued(
            now,
            command.by,
            ticket,
            visit=command.visit or ticket,
            service=service.code,
            prefix=prefix,
            number=number,
            seq=day.last_seq + 1,
            priority=priority,
            joined=max(now, booking.start) if booking else now,
            channel=command.channel,
            language=command.language,
            accessible=command.accessible,
            booking=booking.code if booking else None,
            booked=booking.start if booking else None,
            person=command.person,
            quoted_low=estimate.low if estimate else None,
            quoted_high=estimate.high if estimate else None,
            quoted_by=estimate.source if estimate else None,
            also=command.also,
            token=command.token,
            item=command.item,
        )
    ]


def priority_for(day: HallDay, code: str | None, *, proof_seen: bool) -> str:
    """The class to give; any but everybody's only on sight of its proof."""
    if code is None:
        return day.hall.everybody.code
    priority = day.hall.classes.get(code)
    if priority is None:
        raise Refusal("unknown_class", priority=code, known=", ".join(day.hall.classes))
    if priority.proof is not None and not proof_seen:
        raise Refusal("proof_needed", priority=code, proof=priority.proof.zh, proof_en=priority.proof.en)
    return code


def require_language(language: str) -> None:
    if language not in LANGUAGES:
        raise Refusal("unknown_language", language=language, known=", ".join(LANGUAGES))


def _require_marks(day: HallDay, command: Issue) -> None:
    """The token is a new one that nobody can guess, the item a code: neither may carry anything else."""
    if command.token is not None and not VISIT_TOKEN.fullmatch(command.token):
        raise Refusal("token_malformed")
    if command.token in day.visit_of:
        raise Refusal("token_used")
    if command.item is not None and not ITEM.fullmatch(command.item):
        raise Refusal("item_malformed")


def _require_hours(day: HallDay, command: Issue, service: str, now: int) -> None:
    """Walk-ins come while the service is offered, until the last ticket; bookings until it closes."""
    booked = command.booking is not None
    stretches = day.plan.offers(service, booked=booked)
    last_ticket = 0 if booked else day.hall.rules.last_ticket
    early = day.hall.rules.booking_early if booked else 0
    for stretch in stretches:
        if stretch.start - early <= now < stretch.end - last_ticket:
            return
    raise _out_of_hours(day, service, now, stretches, booked=booked)


def _out_of_hours(day: HallDay, service: str, now: int, stretches: tuple[Stretch, ...], *, booked: bool) -> Refusal:
    following = next((stretch.start for stretch in stretches if stretch.start > now), None)
    if following is not None:
        return Refusal("service_opens_later", service=service, opens=Moment(following))
    if any(stretch.start <= now < stretch.end for stretch in stretches):
        return Refusal("last_ticket_gone", service=service, closes=Moment(stretches[-1].end))
    if not booked and any(now < stretch.end for stretch in day.plan.offers(service, booked=True)):
        return Refusal("booking_only", service=service)
    if not stretches:
        return Refusal("service_not_today", service=service, day=day.day.isoformat())
    return Refusal("service_closed", service=service, closed=Moment(stretches[-1].end))


def _require_booking(day: HallDay, command: Issue, now: int) -> None:
    booking, rules = command.booking, day.hall.rules
    if booking is None:
        return
    taken = next(
        (t for t in day.tickets.values() if t.booking == booking.code and t.state is not State.CANCELLED),
        None,
    )
    if taken is not None:
        raise Refusal("booking_used", booking=booking.code, ticket=taken.id)
    if now < booking.start - rules.booking_early:
        raise Refusal("booking_early", booking=booking.code, opens=Moment(booking.start - rules.booking_early))
    if now > booking.start + rules.booking_late:
        raise Refusal("booking_late", ("Issue",), booking=booking.code, start=Moment(booking.start))


def _require_quota(day: HallDay, command: Issue, service: Service) -> None:
    """The service has tickets left, and this visit does not wait for it already."""
    if service.daily_limit is not None and day.issued_of[service.code] >= service.daily_limit:
        raise Refusal("service_full", service=service.code, limit=service.daily_limit)
    if command.visit is not None:
        _require_no_twin(day, command.visit, service.code)


def _require_room(day: HallDay, command: Issue) -> None:
    """Limits by person and by the seats in the hall; a booked visitor has a seat."""
    if command.person is not None and not PERSON_TOKEN.fullmatch(command.person):
        raise Refusal("person_not_token")
    limit = day.hall.rules.person_limit
    if limit is not None and command.person is not None and day.issued_to[command.person] >= limit:
        raise Refusal("person_full", limit=limit, asked=asked(command))
    seats = day.hall.seats
    if seats is not None and command.booking is None and day.in_hall >= seats:
        raise Refusal("hall_full", present=day.in_hall, seats=seats)


def _require_no_twin(day: HallDay, visit: str, service: str) -> None:
    for waiting in day.waiting():
        ticket = day.tickets[waiting.ticket]
        if ticket.visit == visit and ticket.service == service:
            raise Refusal("already_waiting", ticket=ticket.id, service=service)
