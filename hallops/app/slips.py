"""What stands on a visitor's ticket, in the visitor's language."""

from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo

from devices.printing.slip import TicketSlip
from hallops.domain.catalogue import CatalogueItem
from hallops.domain.hall import Hall
from hallops.domain.rules import MINUTE
from hallops.domain.ticket import Ticket
from hallops.language import sentence

WORDS = {
    "ahead": "Ahead of you",
    "people": "{count}",
    "wait": "Expected wait",
    "no_wait": "At once",
    "minutes": "about {low} to {high} minutes",
    "zone": "Waiting area",
    "taken": "Taken at",
    "listen": "Please watch the board and listen for your number.",
    "missed": "If you miss your call, go to the guide desk.",
    "reprint": "Reprint",
    "then": "Then, with this ticket",
    "item": "For",
    "online": "It is done online",
    "bring": "Please have at hand",
    "guided": "The guide at the desk helps you with it.",
    "scan": "Scan to see your place in line.",
}


def ticket_slip(
    hall: Hall, ticket: Ticket, ahead: int, item: CatalogueItem | None = None, *, reprint: bool = False
) -> TicketSlip:
    """The slip of a ticket; `ahead` counts the waiting of its service that were there before.

    `item` is what the visitor chose from the catalogue; one that is done online only makes it a guide slip (导办单).
    """
    say = _Speaker(ticket.language)
    service = hall.services[ticket.service]
    facts = [(say("ahead"), say("people", count=ahead))]
    if ticket.quoted_low is not None and ticket.quoted_high is not None:
        facts.append((say("wait"), _wait(say, ticket.quoted_low, ticket.quoted_high)))
    if service.zone is not None:
        facts.append((say("zone"), hall.zones[service.zone].name.in_language(ticket.language)))
    facts += _facts_of_visit(hall, ticket, item, say)
    link = None if hall.public_url is None or ticket.token is None else f"{hall.public_url}/t/{ticket.token}"
    taken = datetime.fromtimestamp(ticket.issued / 1000, ZoneInfo(hall.timezone))
    facts.append((say("taken"), f"{taken:%Y-%m-%d %H:%M}"))
    return TicketSlip(
        hall=hall.name.in_language(ticket.language),
        number=ticket.spoken,
        service=service.name.in_language(ticket.language),
        facts=tuple(facts),
        notes=(
            *((say("guided"),) if item is not None and item.online_only else ()),
            say("listen"),
            say("missed"),
            *((say("scan"),) if link else ()),
        ),
        qr=link,
        reprint=say("reprint") if reprint else None,
    )


def _facts_of_visit(hall: Hall, ticket: Ticket, item: CatalogueItem | None, say: "_Speaker") -> list[tuple[str, str]]:
    """The further services, and of an entry of the catalogue what it needs and where it is done."""
    named = [(say("then"), hall.services[code].name.in_language(ticket.language)) for code in ticket.also]
    if item is None:
        return named
    facts = [*named, (say("item"), item.name.in_language(ticket.language))]
    if item.online_only and hall.online is not None:
        facts.append((say("online"), hall.online.in_language(ticket.language)))
    if item.needs:
        facts.append((say("bring"), "、".join(item.needs)))
    return facts


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
