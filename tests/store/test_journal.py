"""What was acknowledged is in the store: once, in order, as rows and as events, after any restart."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, text, update

from hallops.domain.commands import (
    CallNext,
    ChangeHall,
    Finish,
    HoldTicket,
    Issue,
    KeepTime,
    Rate,
    SignIn,
    Start,
    Transfer,
    Undo,
)
from hallops.domain.hall_day import HallDay, Phase
from hallops.domain.invariants import violations
from hallops.domain.refusal import Refusal
from hallops.domain.ticket import Hold, State
from hallops.ports.journal import JournalError
from hallops.store import tables
from hallops.store.codec import GENESIS, link
from hallops.store.lease import HallTakenError
from hallops.store.place import Place
from hallops.store.rows import rows_of
from hallops.store.store import Store
from tests.domain.halls import TUESDAY, at
from tests.domain.test_machine import picture
from tests.store.running import Running, open_small, opened, running


@pytest.fixture
def run(store: Store) -> Iterator[Running]:
    with running(store) as found:
        found.open_windows()
        yield found


def stored_rows(store: Store, day: date = TUESDAY) -> dict[str, list[dict[str, object]]]:
    found = {}
    with store.connection.begin():
        for name in ("business_day", "ticket", "call", "duty"):
            table = tables.metadata.tables[name]
            query = select(table).where(table.c.day == day.isoformat()).order_by(*table.primary_key.columns)
            found[name] = [dict(row._mapping) for row in store.connection.execute(query)]
    return found


def the_day(run: Running) -> HallDay:
    return run.keeper.ask(lambda day: day).result(10)


def assert_rows_equal_the_fold(run: Running) -> None:
    day = the_day(run)
    stored, folded = stored_rows(run.store), rows_of("small", day)
    for name, rows in folded.items():
        columns = tables.metadata.tables[name].columns.keys()
        key = [column.name for column in tables.metadata.tables[name].primary_key]
        in_order = sorted(rows, key=lambda row: [row[column] for column in key])
        assert stored[name] == [{column: row[column] for column in columns} for row in in_order]


def a_busy_morning(run: Running) -> None:
    for minute in range(6):
        run.do(Issue("D1", "AE"[minute % 2]), f"09:0{minute}")
    run.do(CallNext("S1", 1), "09:10")
    run.do(CallNext("S2", 2))
    run.do(Undo("S2", 2))
    run.do(Start("S1", 1), "09:11")
    run.do(Transfer("S1", 1, service="E"), "09:15")
    run.do(Rate("pad", 1, 5))
    run.do(CallNext("S1", 1), "09:16")
    run.do(Start("S1", 1))
    run.do(HoldTicket("S1", 1, hold=Hold.KEPT), "09:20")


def test_rows_equal_the_fold_of_the_events(run: Running) -> None:
    a_busy_morning(run)
    assert_rows_equal_the_fold(run)


def test_a_restart_rebuilds_the_day_exactly(place: Place) -> None:
    with opened(place) as first:
        first.open_windows()
        a_busy_morning(first)
        before = picture(the_day(first))
    with opened(place, "09:21") as again:
        assert picture(the_day(again)) == before
        again.do(CallNext("S2", 2), "09:22")
        assert violations(the_day(again)) == []


def test_the_log_is_a_chain_without_gaps(run: Running) -> None:
    a_busy_morning(run)
    with run.store.connection.begin():
        events = run.store.connection.execute(select(tables.event).order_by(tables.event.c.seq)).all()
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [event.at for event in events] == sorted(event.at for event in events)
    chain = GENESIS
    for event in events:
        chain = link(chain, event.seq, event.day, event.version, event.kind, event.body)
        assert bytes(event.hash) == chain


def test_a_repeated_command_gets_the_same_answer_and_happens_once(run: Running) -> None:
    run.clock.set("09:00")
    first = run.keeper.submit(Issue("D1", "A"), "once").result(10)
    again = run.keeper.submit(Issue("D1", "A"), "once").result(10)
    assert again.events == first.events
    assert again.repeated
    with pytest.raises(Refusal, match="another command"):
        run.keeper.submit(Issue("D1", "E"), "once").result(10)
    assert len(the_day(run).tickets) == 1


def test_a_repeated_command_is_known_after_a_restart(place: Place) -> None:
    with opened(place) as first:
        first.open_windows()
        first.clock.set("09:00")
        answer = first.keeper.submit(Issue("D1", "A"), "once").result(10)
    with opened(place, "09:05") as again:
        assert again.keeper.submit(Issue("D1", "A"), "once").result(10).events == answer.events


def test_sixteen_callers_get_sixteen_numbers_and_no_ticket_twice(run: Running) -> None:
    run.clock.set("09:00")
    answers: list[str] = []

    def caller(number: int) -> None:
        for each in range(20):
            answer = run.keeper.submit(Issue(f"D{number}", "A"), f"{number}-{each}").result(30)
            answers.append(answer.events[0].ticket)  # type: ignore[attr-defined]

    threads = [threading.Thread(target=caller, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [f"A{number:03d}" for number in range(1, 321)]
    assert_rows_equal_the_fold(run)


def test_a_second_hub_on_the_same_hall_is_refused(store: Store, place: Place) -> None:
    with pytest.raises(HallTakenError, match="small"):
        open_small(place)


def test_the_store_is_the_second_lock_and_only_the_culprit_fails(run: Running) -> None:
    run.do(Issue("D1", "A"), "09:00")
    ghost = rows_of("small", the_day(run))["ticket"][0] | {"id": "ghost", "number": 2}
    with run.store.connection.begin():
        run.store.connection.execute(insert(tables.ticket), [ghost])
    question = run.keeper.ask(lambda _: threading.Event().wait(0.2))
    culprit = run.keeper.submit(Issue("D1", "A"), "culprit")
    innocent = run.keeper.submit(Issue("D1", "E"), "innocent")
    question.result(10)
    with pytest.raises(JournalError):
        culprit.result(10)
    assert innocent.result(10).events
    assert list(the_day(run).tickets) == ["A001", "E001"]


def test_a_late_rating_reaches_the_day_before(run: Running) -> None:
    run.do(Issue("D1", "A"), "17:00")
    run.do(CallNext("S1", 1), "17:10")
    run.do(Start("S1", 1))
    run.do(Finish("S1", 1), "17:20")
    run.do(KeepTime("calendar"), "19:30")
    run.clock.set("08:45", TUESDAY + timedelta(days=1))
    run.do(KeepTime("calendar"))
    assert the_day(run).phase is Phase.OPEN
    run.do(Rate("pad", 1, 4, day=TUESDAY.isoformat()))
    with pytest.raises(Refusal, match="its rating already"):
        run.do(Rate("pad", 1, 5, day=TUESDAY.isoformat()))
    with pytest.raises(Refusal, match="no business day"):
        run.do(Rate("pad", 1, 5, day="yesterday"))
    assert [row["grade"] for row in stored_rows(run.store)["call"]] == [4]


def test_numbers_start_again_with_the_date_and_never_go_back_with_the_clock(run: Running) -> None:
    run.do(Issue("D1", "A"), "09:00")
    run.do(KeepTime("calendar"), "19:30")
    run.clock.set("08:40", TUESDAY + timedelta(days=1))
    run.do(KeepTime("calendar"))
    run.do(SignIn("S1", "1", "S1"))
    run.clock.set("09:00", TUESDAY + timedelta(days=1))
    assert run.do(Issue("D1", "A"))[0].ticket == "A001"  # type: ignore[attr-defined]
    run.clock.set("10:00")
    assert run.do(Issue("D1", "A"))[0].ticket == "A002"  # type: ignore[attr-defined]
    assert the_day(run).day == TUESDAY + timedelta(days=1)
    assert the_day(run).tickets["A002"].issued == at("09:00", TUESDAY + timedelta(days=1))


def test_an_empty_change_is_answered_and_not_remembered(run: Running) -> None:
    head = run.store.journal.head
    assert run.do(KeepTime("calendar"), "10:00") == ()
    assert run.store.journal.head == head


def test_what_is_written_survives_an_update_by_hand_only_until_the_check(run: Running) -> None:
    """The rows are copies: a row that was changed by hand no longer equals the fold."""
    run.do(Issue("D1", "A"), "09:00")
    with run.store.connection.begin():
        run.store.connection.execute(update(tables.ticket).values(state=State.DONE.value))
    with pytest.raises(AssertionError):
        assert_rows_equal_the_fold(run)


def test_sqlite_writes_through_to_the_disk(store: Store) -> None:
    if not store.place.is_sqlite:
        pytest.skip("PostgreSQL has its own setting, which Debian leaves on")
    with store.connection.begin():
        pragmas = [
            store.connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")
        ]
    assert pragmas == ["wal", 2]


def test_every_event_names_the_version_it_was_decided_under(run: Running) -> None:
    run.do(Issue("D1", "A"), "09:00")
    run.store.halls.add("small", TUESDAY + timedelta(days=9), 0, "test")
    run.do(ChangeHall("manager", 2), "09:01")
    run.do(Issue("D1", "A"), "09:02")
    with run.store.connection.begin():
        found = run.store.connection.execute(select(tables.event.c.kind, tables.event.c.version)).all()
    assert [row.version for row in found if row.kind == "TicketIssued"] == [1, 2]
