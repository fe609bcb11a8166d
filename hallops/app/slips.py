"""What stands on a visitor's ticket, in the visitor's language."""

from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo

from devices.printing.slip import TicketSlip
from hallops.domain.hall import Hall
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import Ticket
from hallops.language import sentence

WORDS = {
    "ahead": "Ahead of you",
    "people": "{count}",
    "wait": "Expected wait",
    "no_wait": "At once",
    "minutes": "{low}-{high} min",
    "zone": "Waiting area",
    "taken": "Taken at",
    "listen": "Please watch the board and listen for your number.",
    "missed": "If you miss your call, go to the guide desk.",
    "reprint": "Reprint",
}


def ticket_slip(hall: Hall, ticket: Ticket, ahead: int, *, reprint: bool = False) -> TicketSlip:
    """The slip of a ticket; `ahead` counts the waiting of its service that were there before."""
    say = _Speaker(ticket.language)
    service = hall.services[ticket.service]
    facts = [(say("ahead"), say("people", count=ahead))]
    if ticket.quoted_low is not None and ticket.quoted_high is not None:
        facts.append((say("wait"), _wait(say, ticket.quoted_low, ticket.quoted_high)))
    if service.zone is not None:
        facts.append((say("zone"), hall.zones[service.zone].name.in_language(ticket.language)))
    taken = datetime.fromtimestamp(ticket.issued / 1000, ZoneInfo(hall.timezone))
    facts.append((say("taken"), f"{taken:%Y-%m-%d %H:%M}"))
    return TicketSlip(
        hall=hall.name.in_language(ticket.language),
        number=ticket.spoken,
        service=service.name.in_language(ticket.language),
        facts=tuple(facts),
        notes=(say("listen"), say("missed")),
        reprint=say("reprint") if reprint else None,
    )


class _Speaker:
    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, word: str, **facts: int) -> str:
        return sentence(WORDS[word], facts, self._language)


def _wait(say: _Speaker, low: int, high: int) -> str:
    """Whole minutes, from the lower one to the next above."""
    if high < MINUTE:
        return say("no_wait")
    return say("minutes", low=low // MINUTE, high=ceil(high / MINUTE))
