"""The dispenser: which services give a ticket now, how many wait for each and how long; else, why not.

Public. `decide` is asked with a walk-in's Issue for each service, so that what is offered here is what it gives.
"""

from collections.abc import Mapping

from hallops.domain.commands import Issue
from hallops.domain.hall import Service
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.refusal import Moment, Refusal
from hallops.services.estimate import Waits
from hallops.services.possible import ASKING, why_not
from hallops.services.views.hours import mode_now, next_opening, stretch_at
from hallops.services.views.names import Json, hall_of, name_of
from hallops.services.views.places import waiting_by_service
from hallops.services.views.refused import refusal_of
from hallops.services.views.waits import estimate_of

Reasons = Mapping[str, Refusal | None]  # by service; None: it gives a ticket

# What the hall's state is called, by the first of these reasons that some service has. By booking only is open too:
# whoever has a booking checks in here.
STATES = (
    ("open", frozenset({None, "booking_only"})),
    ("full", frozenset({"hall_full", "service_full"})),
    ("ahead", frozenset({"day_ahead", "service_opens_later"})),
    ("last_ticket", frozenset({"last_ticket_gone"})),
)


def dispenser(day: HallDay, now: int, waits: Waits) -> Json:
    reasons = {code: why_no_ticket(day, code, now) for code in day.hall.services}
    state, closes, booked = state_of(reasons), _closes(day, now), _booking_only(reasons)
    waiting = waiting_by_service(day)
    return {
        "hall": hall_of(day.hall),
        "mode": mode_now(day, now),
        "state": state,
        "opens": _opens(day, reasons, now) if booked or state in {"ahead", "last_ticket", "closed"} else None,
        "closes": closes,
        "last_ticket": None if closes is None else closes - day.hall.rules.last_ticket,
        "booking_only": booked,
        "check_in": _takes_bookings(day, now),
        "qr": day.hall.public_url is not None,
        "guidance": day.hall.guidance,
        "online": None if day.hall.online is None else name_of(day.hall.online),
        "services": [
            _service(
                day,
                service,
                reasons[service.code],
                waiting[service.code],
                estimate_of(day, service.code, now, waits),
            )
            for service in day.hall.services.values()
        ],
    }


def state_of(reasons: Reasons) -> str:
    """open, full, ahead, last_ticket or closed: the best that can be said of the hall as a whole."""
    codes = {None if refusal is None else refusal.code for refusal in reasons.values()}
    return next((state for state, some in STATES if codes & some), "closed")


def why_no_ticket(day: HallDay, service: str, now: int) -> Refusal | None:
    """The refusal that a walk-in of a service would meet; None if it gives a ticket."""
    return why_not(day, Issue(ASKING, service), now)


def _booking_only(reasons: Reasons) -> bool:
    """Whether only those with a booking get a ticket now."""
    codes = {None if refusal is None else refusal.code for refusal in reasons.values()}
    return "booking_only" in codes and None not in codes


def _takes_bookings(day: HallDay, now: int) -> bool:
    """Whether somebody may check in now: while a service is offered to bookings, or shortly before."""
    early = day.hall.rules.booking_early
    stretches = (stretch for of_service in day.plan.booked.values() for stretch in of_service)
    return day.phase is Phase.OPEN and any(stretch.start - early <= now < stretch.end for stretch in stretches)


def _service(day: HallDay, service: Service, refusal: Refusal | None, waiting: int, estimate: Json) -> Json:
    return {
        "code": service.code,
        "letter": service.letter,
        "name": name_of(service.name),
        "zone": service.zone,
        "zone_name": None if service.zone is None else name_of(day.hall.zones[service.zone].name),
        "online_only": service.online_only,
        "offered": refusal is None,
        "reason": None if refusal is None else refusal.code,
        "why": None if refusal is None else refusal_of(day, refusal),
        "waiting": waiting,
        "estimate": estimate if refusal is None else None,
        "opens": None if refusal is None else _when(refusal),
    }


def _when(refusal: Refusal) -> int | None:
    """When it gives tickets again, where the refusal knows."""
    opens = refusal.facts.get("opens")
    return opens.at if isinstance(opens, Moment) else None


def _opens(day: HallDay, reasons: Reasons, now: int) -> int | None:
    """When the first ticket is given again: as the refusals say, or on the next day that has hours."""
    facts = [refusal.facts.get("opens") for refusal in reasons.values() if refusal is not None]
    told = [fact.at for fact in facts if isinstance(fact, Moment)]
    return min(told, default=None) or next_opening(day, now)


def _closes(day: HallDay, now: int) -> int | None:
    """The end of the walk-in hours that run now, of the service that stays longest."""
    running = [stretch_at(stretches, now) for stretches in day.plan.walk_in.values()]
    return max((stretch.end for stretch in running if stretch is not None), default=None)
