"""What part of the visitors are of a class, do not show up, or are sent on; and who comes by booking."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from statistics import fmean, pstdev

from hallops.domain.rules import MINUTE
from hallops.domain.ticket import State
from simulation.fitting.arrivals import INTERVAL
from simulation.fitting.log import Log, PastDay
from simulation.scenario.scenario import Bookings

DIGITS = 4


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares by class; by service of those called who were not there; and of the served who were sent on."""

    classes: Mapping[str, float]
    no_show: Mapping[str, float]
    transfer: Mapping[str, Mapping[str, float]]
    lost_transfers: int  # sent on, and nothing tells where to


def shares_of(log: Log) -> Shares:
    first = [logged.ticket for day in log.days for logged in day.first_legs]
    called = Counter(ticket.service for ticket in first if ticket.called is not None or ticket.started is not None)
    absent = Counter(t.service for t in first if t.outcome == State.NO_SHOW and t.called is not None)
    sent, lost = _sent_on(log)
    served = Counter(ticket.service for ticket in first if ticket.outcome in {State.DONE, State.TRANSFERRED})
    return Shares(
        classes=_classes(log, Counter(ticket.priority for ticket in first)),
        no_show={code: round(absent[code] / called[code], DIGITS) for code in called},
        transfer={
            code: {to: round(count / served[code], DIGITS) for to, count in targets.items()}
            for code, targets in sent.items()
        },
        lost_transfers=lost,
    )


def _classes(log: Log, found: Counter[str]) -> dict[str, float]:
    """By rounding to a share that adds up: everybody's class gets the rest."""
    total = found.total() or 1
    known = {code: round(found[code] / total, DIGITS) for code in log.hall.classes if found[code]}
    everybody = log.hall.everybody.code
    rest = 1 - sum(share for code, share in known.items() if code != everybody)
    return {everybody: round(rest, DIGITS)} | {code: share for code, share in known.items() if code != everybody}


def _sent_on(log: Log) -> tuple[dict[str, Counter[str]], int]:
    """Where the first ticket of a visit led to, by the visit's next ticket."""
    sent: dict[str, Counter[str]] = defaultdict(Counter)
    lost = 0
    for day in log.days:
        by_visit = defaultdict(list)
        for logged in sorted(day.tickets, key=lambda logged: logged.came):
            by_visit[logged.ticket.visit].append(logged.ticket)
        for logged in day.first_legs:
            if logged.ticket.outcome != State.TRANSFERRED:
                continue
            legs = [] if logged.ticket.visit is None else by_visit[logged.ticket.visit][1:]
            if legs:
                sent[logged.ticket.service][legs[0].service] += 1
            else:
                lost += 1
    return sent, lost


def bookings_of(days: list[PastDay], service: str) -> Bookings | None:
    """Those who came with a booking, by half hour of the booked time; who stayed away is in no log.

    A scenario books whole people: as many as come on a mean day, rounded up, of whom the right share shows up.
    """
    booked = [
        (logged.ticket.booked, logged.came, day.midnight)
        for day in days
        for logged in day.first_legs
        if logged.ticket.service == service and logged.ticket.booked is not None
    ]
    if not booked:
        return None
    slots = Counter((at - midnight) // MINUTE // INTERVAL * INTERVAL for at, _, midnight in booked)
    places = {minute: ceil(count / len(days)) for minute, count in sorted(slots.items())}
    early = [(came - at) / MINUTE for at, came, _ in booked]
    return Bookings(
        places,
        show=round(len(booked) / len(days) / sum(places.values()), DIGITS),
        early_minutes=round(fmean(early), DIGITS),
        spread_minutes=round(pstdev(early), DIGITS),
    )
