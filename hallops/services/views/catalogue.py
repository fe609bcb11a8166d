"""Entries of the catalogue as the hall offers them now: what each needs, where and when it is served, and why not now.

Public. Whether its service gives a ticket is `decide`'s own answer; the catalogue adds the modes that an entry is
offered in, and what is done online only.
"""

from hallops.domain.catalogue import CatalogueItem, Handling
from hallops.domain.hall import Service
from hallops.domain.hall_day import HallDay
from hallops.domain.names import Name
from hallops.domain.refusal import Refusal
from hallops.services.catalogue_index import Found
from hallops.services.estimate import SIMPLE, Waits
from hallops.services.views.dispenser import why_no_ticket
from hallops.services.views.hours import segment_at
from hallops.services.views.names import Json, name_of, service_name
from hallops.services.views.offers import Offers
from hallops.services.views.places import waiting_by_service
from hallops.services.views.refused import refusal_of
from hallops.services.views.waits import estimate_of

HANDLING = {
    Handling.ACCEPTED: Name("受理", "Decided or passed on here"),
    Handling.AGENT: Name("代收代办", "Papers taken for another office"),
    Handling.ADVICE: Name("咨询预审", "Advice and a first look at the papers"),
}


def catalogue_page(day: HallDay, now: int, found: Found, waits: Waits = SIMPLE) -> Json:
    """One page of a search."""
    shown = _Shown(day, now, waits)
    return {
        "total": found.total,
        "offset": found.offset,
        "guidance": _guidance(day, shown),
        "items": [shown.item(item) for item in found.items],
    }


def _guidance(day: HallDay, shown: "_Shown") -> Json | None:
    """The service whose ticket helps with what is done online only, and where that is done."""
    code = day.hall.guidance
    where = None if day.hall.online is None else name_of(day.hall.online)
    if code is None or code not in day.hall.services:
        return None if where is None else {"service": None, "offered": False, "online": where}
    return {"service": code, "offered": shown.refusal(code) is None, "online": where}


class _Shown:
    """One look at the day: what holds for a service is found out once."""

    def __init__(self, day: HallDay, now: int, waits: Waits) -> None:
        self._day = day
        self._waits = waits
        self._now = now
        self._waiting = waiting_by_service(day)
        self._offers = Offers(day, now)
        self._by_letter = {service.letter: service for service in day.hall.services.values()}
        self._refusals: dict[str, Refusal | None] = {}

    def refusal(self, service: str) -> Refusal | None:
        if service not in self._refusals:
            self._refusals[service] = why_no_ticket(self._day, service, self._now)
        return self._refusals[service]

    def item(self, item: CatalogueItem) -> Json:
        service = self._by_letter.get(item.letter)
        why = self._why(item, service)
        return {
            "code": item.code,
            "name": name_of(item.name),
            "letter": item.letter,
            "department": item.department,
            "handling": {"code": item.handling.value, "name": name_of(HANDLING[item.handling])},
            "needs": list(item.needs),
            "promise_days": item.promise_days,
            "statutory_days": item.statutory_days,
            "online_only": _is_online(item, service),
            "offered": why is None,
            "reason": None if why is None else why.code,
            "why": None if why is None else refusal_of(self._day, why),
            "opens": None if why is None or service is None else self._offers.opens(item, service, why),
            **self._of_service(service, offered=why is None),
            "today": [] if service is None else self._offers.today(item, service),
        }

    def _why(self, item: CatalogueItem, service: Service | None) -> Refusal | None:
        if service is None:
            return Refusal("unknown_service", service=item.letter, known=", ".join(self._day.hall.services))
        if _is_online(item, service):
            return Refusal("online_only", service=service.code)
        refusal = self.refusal(service.code)
        segment = segment_at(self._day, self._now)
        if refusal is None and segment is not None and segment.mode.id not in item.modes:
            return Refusal("not_at_this_time")
        return refusal

    def _of_service(self, service: Service | None, *, offered: bool) -> Json:
        """Its queue and its place in the hall."""
        if service is None:
            return {"service": None, "service_name": None, "waiting": 0, "estimate": None, "zone": None, "windows": []}
        hall = self._day.hall
        zone = None if service.zone is None else hall.zones[service.zone]
        return {
            "service": service.code,
            "service_name": service_name(hall, service.code),
            "waiting": self._waiting[service.code],
            "estimate": estimate_of(self._day, service.code, self._now, self._waits) if offered else None,
            "zone": None if zone is None else name_of(zone.name),
            "windows": [w.number for w in hall.windows.values() if w.rank.get(service.code) == 1],
        }


def _is_online(item: CatalogueItem, service: Service | None) -> bool:
    return item.online_only or (service is not None and service.online_only)
