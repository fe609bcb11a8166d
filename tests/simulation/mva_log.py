"""A foreign log as an example: what a hall's screen said every five minutes, turned into tickets.csv.

The file has, for each office and service, how many wait and how long the first of them has waited (in minutes), so that
the first one's time of joining is known: t − wait. In between the queue is first come, first served. Nobody who is
called within five minutes is ever seen, and nothing is known of services; so one window stands for all who serve a
queue, and a "service" lasts until the next call. That is coarse, and honest: the tickets say when people were called.
"""

import csv
import gzip
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hallops.domain.hall import Hall
from hallops.domain.record import TicketRecord
from hallops.domain.rules import MINUTE
from hallops.files.hall_file import read_hall

ZONE = "America/New_York"
LOOK = 5 * MINUTE
Look = tuple[int, int, int]  # when, how many wait, since when the first of them


def mva_hall(services: int) -> Hall:
    """A queue and a window for each service, open on weekdays and on Saturday morning."""
    codes = [f"S{number}" for number in range(1, services + 1)]
    text = "\n".join(
        [
            "schema: hallops-hall/1",
            f"hall: {{id: mva, zh: 车管所, en: Vehicle office, timezone: {ZONE}}}",
            "services:",
            *(
                f"  - {{code: {code}, letter: {'ABCDEFGHJ'[place]}, zh: 业务, en: Service, target_minutes: 15}}"
                for place, code in enumerate(codes)
            ),
            "windows:",
            *(
                f"  - {{window: {place}, rank: {{{code}: 1}}, accessible: true}}"
                for place, code in enumerate(codes, start=1)
            ),
            "classes: [{code: N, zh: 普通, en: Everybody}]",
            "modes:",
            "  - {id: day, zh: 工作日, en: Day, kind: weekday, days: [workday], hours: [['08:30', '16:30']]}",
            "  - {id: sat, zh: 周六, en: Saturday, kind: weekend, days: [sat], hours: [['08:30', '12:00']]}",
        ]
    )
    return read_hall(text.encode()).hall


def mva_tickets(file: Path, office: str, services: tuple[str, ...]) -> list[TicketRecord]:
    """An office's tickets for these services, in order of joining. The n-th service is Sn, at window n."""
    looks: dict[tuple[str, str], list[Look]] = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["office"] == office and row["service"] in services:
                local = datetime.fromisoformat(f"{row['date']}T{row['time']}").replace(tzinfo=ZoneInfo(ZONE))
                at = int(local.timestamp() * 1000)
                waited = int(row["wait_time"]) * MINUTE
                looks[row["service"], row["date"]].append((at, int(row["num_people"]), at - waited))
    found = [
        ticket
        for (service, day), seen in sorted(looks.items())
        for ticket in _tickets(f"S{services.index(service) + 1}", services.index(service) + 1, day, seen)
    ]
    return sorted(found, key=lambda ticket: ticket.joined)


@dataclass(frozen=True, slots=True)
class _Person:
    joined: int


def _tickets(service: str, window: int, day: str, looks: list[Look]) -> Iterator[TicketRecord]:
    calls = sorted(_calls(looks))
    for number, (called, joined) in enumerate(calls):
        following = calls[number + 1] if number + 1 < len(calls) else None
        busy = following is not None and following[1] <= called  # the next one was waiting already
        yield TicketRecord(
            ticket=f"{service}-{day}-{number:03d}"[-24:],
            service=service,
            priority="N",
            channel="",
            joined=joined,
            called=called,
            started=called if busy else None,
            finished=following[0] if busy and following else None,
            outcome="done",
            window=window,
        )


def _calls(looks: list[Look]) -> Iterator[tuple[int, int]]:
    """Call and joining of each person: who is no longer the first one was called since the last look."""
    queue: deque[_Person] = deque()
    for at, waiting, first in looks:
        gone = []
        while queue and (len(queue) > waiting or queue[0].joined < first - MINUTE):
            gone.append(queue.popleft())
        for number, person in enumerate(gone, start=1):
            called = at - LOOK + number * LOOK // (len(gone) + 1)
            yield max(called, person.joined), person.joined
        if waiting and not queue:
            queue.append(_Person(first))
        missing = waiting - len(queue)
        queue.extend(_Person(at - LOOK + number * LOOK // (missing + 1)) for number in range(1, missing + 1))
        if queue:
            queue[0] = replace(queue[0], joined=first)
