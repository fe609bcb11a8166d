"""A check names what is wrong: in the log, in the keys, in a day, in a row; a repair mends rows and nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from hallops.domain.commands import CallNext, Issue, KeepTime, PrintTicket, Rate, Start, Transfer
from hallops.domain.hall import Hall
from hallops.store import tables
from hallops.store.backup import back_up
from hallops.store.check import CheckReport, check
from hallops.store.codec import GENESIS, link
from hallops.store.findings import FINDINGS
from hallops.store.repair import BeyondRepairError, repair
from hallops.store.store import Store
from tests.domain.halls import TUESDAY, at, small_hall
from tests.store.running import Running, running

ISO = TUESDAY.isoformat()


def parse(_: str) -> Hall:
    return small_hall()


@pytest.fixture
def run(store: Store) -> Iterator[Running]:
    """A hall after two working days."""
    with running(store) as found:
        found.open_windows()
        for minute in range(4):
            found.do(Issue("D1", "AE"[minute % 2]), f"09:0{minute}")
        found.do(PrintTicket("D1", "A001"))
        found.do(PrintTicket("D1", "A001", reprint=True))
        found.do(CallNext("S1", 1), "09:10")
        found.do(Start("S1", 1), "09:11")
        found.do(Transfer("S1", 1, service="E"), "09:15")
        found.do(KeepTime("calendar"), "19:30")
        found.clock.set("08:40", TUESDAY + timedelta(days=1))
        found.do(KeepTime("calendar"))
        found.do(Rate("pad", 1, 5, day=ISO))  # of the day before: the days overlap in the log
        yield found


def write(run: Running, *statements: object) -> None:
    with run.store.connection.begin():
        for statement in statements:
            run.store.connection.execute(statement)  # type: ignore[call-overload]


def looked(run: Running) -> CheckReport:
    return check(run.store.place, parse)


def codes(run: Running) -> list[str]:
    return sorted({finding.code for finding in looked(run).findings})


def chain_again(run: Running) -> None:
    """What somebody who knows the program would do after changing the log."""
    with run.store.connection.begin() as _:
        chain = GENESIS
        for row in run.store.connection.execute(select(tables.event).order_by(tables.event.c.seq)).all():
            chain = link(chain, row.seq, row.day, row.version, row.kind, row.body)
            change = update(tables.event).where(tables.event.c.seq == row.seq).values(hash=chain)
            run.store.connection.execute(change)


def change_body(run: Running, kind: str, old: str, new: str) -> None:
    event = tables.event
    with run.store.connection.begin():
        row = run.store.connection.execute(
            select(event).where(event.c.kind == kind, event.c.body.contains(old)).order_by(event.c.seq)
        ).first()
        assert row is not None
        change = update(event).where(event.c.seq == row.seq).values(body=row.body.replace(old, new))
        run.store.connection.execute(change)


def test_a_sound_store_has_nothing_to_say(run: Running) -> None:
    report = looked(run)
    assert (report.findings, report.days, report.events) == ((), 2, run.store.journal.head)


def test_a_row_that_was_changed_is_named_with_its_column(run: Running) -> None:
    write(run, update(tables.ticket).where(tables.ticket.c.id == "A001").values(service="X"))
    (finding,) = looked(run).findings
    assert str(finding) == f"ticket A001 of {ISO}: service is X and should be A."


def test_rows_that_are_lost_or_invented_are_named(run: Running) -> None:
    write(
        run,
        delete(tables.ticket).where(tables.ticket.c.id == "E001"),
        update(tables.call).values(number=9),
        insert(tables.business_day).values(hall="small", day="2020-01-01", phase="open", kind="workday", version=1),
    )
    assert codes(run) == ["row_extra", "row_missing"]
    assert len(looked(run).findings) == 4


def test_a_changed_event_breaks_the_chain(run: Running) -> None:
    change_body(run, "TicketIssued", "dispenser", "dispensed")
    assert codes(run) == ["chain_broken", "row_differs"]


def test_a_lost_event_is_a_gap(run: Running) -> None:
    write(run, delete(tables.event).where(tables.event.c.seq == 5))
    assert "event_missing" in codes(run)


def test_a_log_cut_at_its_end_shows_by_its_keys(run: Running) -> None:
    """The chain of what is left is whole."""
    write(run, delete(tables.event).where(tables.event.c.seq == run.store.journal.head))
    assert "key_ahead" in codes(run)


def test_a_time_that_goes_back_is_named(run: Running) -> None:
    write(run, update(tables.event).where(tables.event.c.seq == 5).values(at=at("08:00")))
    assert codes(run) == ["time_decreases"]


def test_an_event_of_a_newer_program_is_named(run: Running) -> None:
    write(run, update(tables.event).where(tables.event.c.seq == 5).values(kind="Teleported"))
    assert "event_unreadable" in codes(run)


def test_events_without_a_command_and_with_two_are_named(run: Running) -> None:
    write(run, delete(tables.command).where(tables.command.c.first_seq == 4))
    assert codes(run) == ["key_gap"]
    write(run, insert(tables.command).values(hall="small", key="k", body_hash="h", at=1, first_seq=4, last_seq=5))
    assert codes(run) == ["key_overlap"]


def test_keys_that_were_forgotten_are_not_missed(run: Running) -> None:
    write(run, delete(tables.command).where(tables.command.c.first_seq < 9))
    assert codes(run) == []


@pytest.mark.parametrize("personal", ["13912345678", "11010519491231002X", "110105194912310021"])
def test_a_personal_number_in_the_log_is_named(run: Running, personal: str) -> None:
    change_body(run, "TicketIssued", '"visit":"A001"', f'"visit":"{personal}"')
    chain_again(run)
    assert "personal_field" in codes(run)
    assert personal not in " ".join(str(finding) for finding in looked(run).findings if finding.place == "log")


def test_a_second_original_print_is_named(run: Running) -> None:
    change_body(run, "TicketPrinted", '"copy":2', '"copy":1')
    chain_again(run)
    assert "originals" in codes(run)


def test_events_that_can_not_follow_each_other_are_named(run: Running) -> None:
    change_body(run, "ServiceStarted", '"ticket":"A001"', '"ticket":"A777"')
    chain_again(run)
    assert codes(run) == ["day_illegal"]


def test_a_number_given_twice_breaks_a_rule(run: Running) -> None:
    change_body(run, "TicketIssued", '"number":2', '"number":7')
    chain_again(run)
    assert "day_invariant" in codes(run)


def test_every_finding_has_a_sentence_that_its_facts_fill(run: Running) -> None:
    write(run, update(tables.ticket).where(tables.ticket.c.id == "A001").values(service="X"))
    write(run, delete(tables.event).where(tables.event.c.seq == 5))
    for finding in looked(run).findings:
        assert finding.code in FINDINGS
        assert str(finding).endswith(".")


def test_a_repair_makes_rows_again_and_leaves_the_events_alone(run: Running) -> None:
    def events() -> object:
        with run.store.connection.begin():
            return run.store.connection.execute(select(tables.event).order_by(tables.event.c.seq)).all()

    before = events()
    write(
        run,
        update(tables.ticket).where(tables.ticket.c.id == "A001").values(service="X"),
        delete(tables.duty),
        insert(tables.business_day).values(hall="small", day="2020-01-01", phase="open", kind="workday", version=1),
    )
    done = repair(run.store)
    assert [day.isoformat() for day in done.days] == ["2020-01-01", ISO]
    assert {finding.facts["table"] for finding in done.mended} == {"ticket", "duty", "business_day"}
    assert codes(run) == []
    assert events() == before
    assert repair(run.store).days == ()


def test_a_broken_log_is_beyond_repair_and_the_good_backup_is_named(run: Running) -> None:
    folder = run.store.place.backups
    made = back_up(run.store.place, folder, at("20:00"))
    write(run, update(tables.ticket).where(tables.ticket.c.id == "A001").values(service="X"))
    change_body(run, "TicketIssued", "dispenser", "dispensed")
    with pytest.raises(BeyondRepairError, match=made.path.name):
        repair(run.store)
    assert "row_differs" in codes(run)


def test_without_a_backup_the_repair_says_that_as_well(run: Running, tmp_path: Path) -> None:
    change_body(run, "TicketIssued", "dispenser", "dispensed")
    with pytest.raises(BeyondRepairError, match="no good backup"):
        repair(run.store)
