"""A restore brings the hall back from a backup, on either database, and no number is ever on paper twice."""

from datetime import timedelta
from pathlib import Path

import pytest

from hallops.domain.commands import Issue, KeepTime, SignIn
from hallops.domain.hall import Hall
from hallops.domain.hall_day import HallDay
from hallops.domain.invariants import violations
from hallops.store.backup import Backup, BackupDamagedError, back_up
from hallops.store.check import check
from hallops.store.lease import HallTakenError
from hallops.store.place import Place
from hallops.store.restore import PlaceNotEmptyError, Restored, restore
from hallops.store.watermark import BLOCK
from tests.domain.halls import TUESDAY, at, small_hall
from tests.store.running import Running, opened

WEDNESDAY = TUESDAY + timedelta(days=1)


def parse(_: str) -> Hall:
    return small_hall()


def issue(run: Running, clock: str, service: str = "A") -> int:
    event = run.do(Issue("D1", service), clock)[0]
    return event.number  # type: ignore[attr-defined, no-any-return]


def the_day(run: Running) -> HallDay:
    return run.keeper.ask(lambda day: day).result(10)


def put_back(backup: Backup, place: Place, clock: str = "10:30", **more: object) -> Restored:
    more.setdefault("now", at(clock))
    more.setdefault("replace", not place.is_sqlite)
    return restore(backup.path, place, parse, **more)  # type: ignore[arg-type]


@pytest.fixture
def backup(place: Place, tmp_path: Path) -> Backup:
    """A backup after three tickets; the hall then gave two more and was lost."""
    with opened(place) as run:
        run.open_windows()
        assert [issue(run, "09:00"), issue(run, "09:01"), issue(run, "09:02")] == [1, 2, 3]
        made = back_up(place, tmp_path / "usb", at("10:00"))
        assert [issue(run, "10:10"), issue(run, "10:11", "E")] == [4, 1]
    return made


def test_the_hall_goes_on_above_every_number_it_has_given(place: Place, backup: Backup) -> None:
    done = put_back(backup, place)
    assert done.watermark == "read"
    assert done.on_paper[TUESDAY.isoformat()] == {"A": 1 + BLOCK, "E": 1 + BLOCK}
    with opened(place, "10:40") as run:
        assert list(the_day(run).tickets) == ["A001", "A002", "A003"]
        assert issue(run, "10:40") == 2 + BLOCK
        assert issue(run, "10:41", "E") == 2 + BLOCK
        assert violations(the_day(run)) == []
    assert check(place, parse).findings == ()


def test_a_restart_after_a_restore_passes_over_nothing_more(place: Place, backup: Backup) -> None:
    put_back(backup, place)
    with opened(place, "10:40") as run:
        last = issue(run, "10:40")
    with opened(place, "10:45") as run:
        assert issue(run, "10:45") == last + 1


def test_the_epoch_is_new_so_that_nobody_takes_old_numbers_for_new_ones(place: Place, backup: Backup) -> None:
    with opened(place) as run:
        before = run.store.epoch
    done = put_back(backup, place)
    with opened(place) as run:
        assert run.store.epoch == done.epoch != before


def test_numbers_read_from_paper_are_passed_over_too(place: Place, backup: Backup) -> None:
    put_back(backup, place, above={"A": 120, "D": 5})
    with opened(place, "10:40") as run:
        assert issue(run, "10:40") == 121
        assert the_day(run).series["D"] == 5


def test_a_backup_of_yesterday_still_knows_that_todays_numbers_are_out(
    place: Place, backup: Backup, tmp_path: Path
) -> None:
    """Numbers start again each date; the restored log ends before the date whose tickets people hold."""
    with opened(place, "19:30") as run:
        run.do(KeepTime("calendar"))
        run.clock.set("08:40", WEDNESDAY)
        run.do(KeepTime("calendar"))
        run.do(SignIn("S1", "1", "S1"))
        run.clock.set("09:00", WEDNESDAY)
        assert run.do(Issue("D1", "A"))[0].number == 1  # type: ignore[attr-defined]
    put_back(backup, place, now=at("09:10", WEDNESDAY))
    with opened(place, "09:15", WEDNESDAY) as run:
        run.do(KeepTime("calendar"))  # ends Tuesday
        run.do(KeepTime("calendar"))  # opens Wednesday again
        assert the_day(run).day == WEDNESDAY
        assert run.do(Issue("D1", "A"))[0].number == 2 + BLOCK  # type: ignore[attr-defined]
        assert violations(the_day(run)) == []
    assert check(place, parse).findings == ()


def test_a_second_restore_of_the_same_backup_repeats_no_number_either(place: Place, backup: Backup) -> None:
    put_back(backup, place)
    with opened(place, "10:40") as run:
        last = [issue(run, "10:40") for _ in range(30)][-1]
    put_back(backup, place, "10:50")
    with opened(place, "11:00") as run:
        assert issue(run, "11:00") > last


def test_without_a_watermark_the_restore_says_so(place: Place, backup: Backup) -> None:
    place.watermark.unlink()
    assert put_back(backup, place).watermark == "missing"


def test_an_unreadable_watermark_is_said_and_kept(place: Place, backup: Backup) -> None:
    place.watermark.write_text("{half")
    done = put_back(backup, place, above={"A": 50})
    assert "JSONDecodeError" in done.watermark
    assert place.watermark.with_suffix(".unreadable").read_text() == "{half"
    with opened(place, "10:40") as run:
        assert issue(run, "10:40") == 51


def test_nothing_that_was_there_is_deleted(place: Place, backup: Backup) -> None:
    (aside,) = put_back(backup, place).aside
    if place.is_sqlite:
        assert aside.name == "hall.db.aside-20260915-023000"
    kept = check(Place(aside.parent, f"sqlite:///{aside}"), parse)
    assert kept.findings == ()
    assert kept.events > check(place, parse).events


def test_a_running_hub_is_not_overwritten(place: Place, backup: Backup) -> None:
    with opened(place) as run:
        head = run.store.journal.head
        with pytest.raises(HallTakenError, match="small"):
            put_back(backup, place)
        assert issue(run, "10:40") == 5
        assert run.store.journal.head == head + 1


def test_a_damaged_file_touches_nothing(place: Place, backup: Backup) -> None:
    data = bytearray(backup.path.read_bytes())
    spot = data.index(b'"prefix":"A","number":2')
    data[spot + 10 : spot + 11] = b"B"
    backup.path.write_bytes(data)
    before = place.watermark.read_bytes()
    with pytest.raises(BackupDamagedError, match="hash of event"):
        put_back(backup, place)
    assert place.watermark.read_bytes() == before
    with opened(place, "10:40") as run:
        assert issue(run, "10:40") == 5


def test_an_interrupted_restore_can_be_done_again_and_no_old_log_reaches_the_new_file(
    place: Place, backup: Backup
) -> None:
    if place.database is None:
        pytest.skip("on PostgreSQL a restore is one transaction")
    wal = place.database.with_name("hall.db-wal")
    place.database.rename(place.database.with_name("hall.db.aside-1"))
    wal.write_bytes(b"what is left of a database that was moved")
    done = put_back(backup, place)
    assert [path.name for path in done.aside] == ["hall.db.aside-20260915-023000-wal"]
    assert check(place, parse).findings == ()


def test_a_server_that_holds_the_hall_is_replaced_only_when_told(place: Place, backup: Backup) -> None:
    if place.is_sqlite:
        pytest.skip("a file is moved aside in any case")
    with pytest.raises(PlaceNotEmptyError, match="small"):
        put_back(backup, place, replace=False)
    with opened(place, "10:40") as run:
        assert issue(run, "10:40") == 5


@pytest.mark.postgres
def test_a_hall_moves_from_sqlite_to_postgresql_and_back(tmp_path: Path, postgres_database: str) -> None:
    small, server, again = (
        Place.in_folder(tmp_path / "small"),
        Place(tmp_path / "server", postgres_database),
        Place.in_folder(tmp_path / "again"),
    )
    with opened(small) as run:
        run.open_windows()
        issue(run, "09:00")
    put_back(back_up(small, tmp_path, at("10:00")), server, replace=False)
    with opened(server, "10:40") as run:
        assert issue(run, "10:40") == 2
    put_back(back_up(server, tmp_path, at("11:00")), again)
    with opened(again, "11:40") as run:
        assert issue(run, "11:40") == 3
    assert check(again, parse).findings == ()
