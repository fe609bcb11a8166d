"""Holds a store against what its callers were told: nothing lost, doubled, changed or made up.

It reads the log and the rows afresh and trusts no object of the program that wrote them.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from hallops.domain.apply import apply
from hallops.domain.hall_day import HallDay
from hallops.domain.invariants import violations
from hallops.store import tables
from hallops.store.codec import GENESIS, decode, link
from hallops.store.rows import rows_of
from hallops.store.store import Store
from tests.domain.halls import TUESDAY
from tests.store.clients import Acknowledged
from tests.store.test_journal import stored_rows

ENDS = {"ServiceFinished"}  # the only end of a call that the clients ask for


def complaints(store: Store, history: Sequence[Acknowledged], *, complete: bool = True) -> list[str]:
    """Everything that is wrong, as sentences. `complete`: every command of the log was answered in the end."""
    with store.connection.begin():
        log = store.connection.execute(select(tables.event).order_by(tables.event.c.seq)).all()
        commands = store.connection.execute(select(tables.command).order_by(tables.command.c.first_seq)).all()
    found = [*_lost(history, log, commands), *_chain(log), *_ranges(log, commands)]
    if complete:
        answered = {each.key for each in history}
        found += [
            f"made up: {row.key} is in the log and nobody was told" for row in commands if row.key not in answered
        ]
    return [*found, *_numbers(log), *_double_calls(log), *_told_twice(history), *_rows(store, log)]


def _lost(history: Iterable[Acknowledged], log: Sequence[Any], commands: Iterable[Any]) -> Iterator[str]:
    by_key = {row.key: row for row in commands}
    for each in history:
        row = by_key.get(each.key)
        if row is None:
            yield f"lost: {each.key} was acknowledged and is not in the log"
        elif (row.first_seq, row.last_seq) != (each.first, each.first + len(each.events) - 1):
            yield f"changed: {each.key} was told {each.first}, the log says {row.first_seq}"
        elif tuple((event.kind, event.body) for event in log[row.first_seq - 1 : row.last_seq]) != each.events:
            yield f"changed: {each.key} was told another answer than the log has"


def _chain(log: Iterable[Any]) -> Iterator[str]:
    chain, seq, at = GENESIS, 0, 0
    for event in log:
        chain = link(chain, event.seq, event.day, event.version, event.kind, event.body)
        if event.seq != seq + 1 or event.at < at or bytes(event.hash) != chain:
            yield f"chain: broken at {event.seq}"
        seq, at = event.seq, event.at


def _ranges(log: Sequence[Any], commands: Iterable[Any]) -> Iterator[str]:
    """Every event belongs to exactly one command: a command carried out twice would leave events of its own."""
    expected = 1
    for row in commands:
        if row.first_seq != expected:
            yield f"doubled: the events before {row.first_seq} are of no command or of two"
        expected = row.last_seq + 1
    if expected != len(log) + 1:
        yield f"doubled: the events from {expected} on are of no command"


def _numbers(log: Iterable[Any]) -> Iterator[str]:
    given: dict[str, list[int]] = defaultdict(list)
    for event in log:
        if event.kind == "TicketIssued":
            body = json.loads(event.body)
            given[body["prefix"]].append(body["number"])
    for prefix, numbers in given.items():
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"numbers: series {prefix} is not 1..{len(numbers)}"


def _double_calls(log: Iterable[Any]) -> Iterator[str]:
    """Told from the events alone: a ticket stands at one window, a window has one ticket, nobody is called again."""
    window_of: dict[str, int] = {}
    called: set[str] = set()
    for event in log:
        body = json.loads(event.body)
        if event.kind == "TicketCalled":
            if body["ticket"] in called or body["window"] in window_of.values():
                yield f"called twice: {body['ticket']} at window {body['window']}"
            called.add(body["ticket"])
            window_of[body["ticket"]] = body["window"]
        elif event.kind in ENDS and window_of.pop(body["ticket"], None) != body["window"]:
            yield f"called twice: {body['ticket']} ends at window {body['window']}, where it is not"


def _told_twice(history: Iterable[Acknowledged]) -> Iterator[str]:
    """No two callers hold one number, or call one ticket."""
    for kind in ("TicketIssued", "TicketCalled"):
        told = Counter(json.loads(body)["ticket"] for each in history for found, body in each.events if found == kind)
        yield from (
            f"doubled: {kind} of {ticket} was told {times} times" for ticket, times in told.items() if times > 1
        )


def _rows(store: Store, log: Iterable[Any]) -> Iterator[str]:
    day = HallDay(TUESDAY, store.halls.version_for(TUESDAY), store.halls.hall)
    for event in log:
        apply(day, decode(event.kind, event.body))
    stored = stored_rows(store)
    for name, rows in rows_of(store.hall, day).items():
        if rows != stored[name]:
            yield f"rows: {name} is not the fold of the events"
    yield from violations(day)
