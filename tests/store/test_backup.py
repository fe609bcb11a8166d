"""A backup is made beside the working hall, is proven before it has its name, and old ones go by rule."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text, update

from hallops.domain.commands import Issue
from hallops.domain.rules import HOUR, MINUTE
from hallops.services.batch import Answer
from hallops.store import tables
from hallops.store.backup import Backup, BackupDamagedError, back_up, backups, good_backup, read_backup
from hallops.store.backup_rounds import BackupRounds, due, keep, to_keep
from hallops.store.check import check
from hallops.store.engine import sqlite_url
from hallops.store.halls import NoHallError
from hallops.store.place import Place
from hallops.store.store import Store
from tests.domain.halls import at, small_hall
from tests.store.running import HandClock, Running, running

NOW = at("10:00")
DAY = 24 * HOUR


@pytest.fixture
def run(store: Store) -> Iterator[Running]:
    with running(store) as found:
        found.open_windows()
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "usb stick"


def place_of(backup: Backup) -> Place:
    return Place(backup.path.parent, sqlite_url(backup.path))


def test_a_backup_holds_what_was_acknowledged_and_passes_every_check(run: Running, folder: Path) -> None:
    for minute in range(5):
        run.do(Issue("D1", "AE"[minute % 2]), f"09:0{minute}")
    made = back_up(run.store.place, folder, NOW)
    assert made.path.name == "hallops-small-20260915-020000.db"
    assert read_backup(made.path).head.seq == run.store.journal.head
    assert check(place_of(made), lambda _: small_hall()).findings == ()
    assert [path.name for path in folder.iterdir()] == [made.path.name]


def test_only_its_owner_may_read_a_backup(run: Running, folder: Path) -> None:
    assert back_up(run.store.place, folder, NOW).path.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_the_hall_works_on_while_backups_are_made(run: Running, folder: Path) -> None:
    run.clock.set("09:00")
    stop = threading.Event()
    issued: list[Answer] = []

    def dispenser() -> None:
        while not stop.is_set():
            issued.append(run.keeper.submit(Issue("D1", "A"), f"d-{len(issued)}").result(10))

    thread = threading.Thread(target=dispenser)
    thread.start()
    try:
        for number in range(10):
            acknowledged = len(issued)
            made = back_up(run.store.place, folder, NOW + number * MINUTE)
            report = check(place_of(made), lambda _: small_hall())
            assert report.findings == ()
            assert report.events >= acknowledged
    finally:
        stop.set()
        thread.join()
    assert len(issued) > 10
    assert check(run.store.place, lambda _: small_hall()).findings == ()


def test_a_copy_that_is_not_sound_gets_no_name(run: Running, folder: Path) -> None:
    run.do(Issue("D1", "A"), "09:00")
    with run.store.connection.begin():
        run.store.connection.execute(update(tables.event).where(tables.event.c.seq == 2).values(body="{}"))
    with pytest.raises(BackupDamagedError, match="event 2"):
        back_up(run.store.place, folder, NOW)
    assert list(folder.iterdir()) == []


def test_a_hall_that_is_not_there_has_no_backup(store: Store, folder: Path) -> None:
    with pytest.raises(NoHallError, match="elsewhere"):
        back_up(store.place, folder, NOW, "elsewhere")
    assert list(folder.iterdir()) == []


def test_the_good_backup_is_the_newest_that_passes(run: Running, folder: Path) -> None:
    older = back_up(run.store.place, folder, NOW)
    newer = back_up(run.store.place, folder, NOW + HOUR)
    assert good_backup(folder) == newer
    newer.path.write_bytes(newer.path.read_bytes()[:-4096])
    assert good_backup(folder) == older
    older.path.write_bytes(b"")
    assert good_backup(folder) is None
    assert [backup.path for backup in backups(folder)] == [newer.path, older.path]


def test_a_database_of_something_else_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    engine = create_engine(sqlite_url(path))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE song (title TEXT)"))
    engine.dispose()
    with pytest.raises(BackupDamagedError, match="something else"):
        read_backup(path)


def test_other_files_of_the_folder_are_left_alone(run: Running, folder: Path) -> None:
    folder.mkdir()
    (folder / "hallops-notes.txt").write_text("mine")
    (folder / "hallops-small.db").write_text("mine, too")
    made = back_up(run.store.place, folder, NOW)
    assert backups(folder) == [made]
    assert keep(folder, "small", 0, 0) == [made]
    assert len(list(folder.iterdir())) == 2


def made_at(now: int) -> Backup:
    return Backup(Path(f"{now}.db"), "small", now, 1)


def test_of_a_year_48_hours_and_30_dates_stay() -> None:
    found = [made_at(hour * HOUR) for hour in range(365 * 24)]
    kept = sorted(backup.made_at for backup in to_keep(found))
    assert kept[-48:] == [backup.made_at for backup in found[-48:]]
    assert kept[:-48] == [day * DAY + 23 * HOUR for day in range(335, 363)]


def test_a_backup_is_due_each_hour_and_when_the_clock_jumped() -> None:
    assert due(None, NOW)
    assert not due(NOW, NOW + HOUR - 1)
    assert due(NOW, NOW + HOUR)
    assert not due(NOW, NOW - MINUTE)
    assert due(NOW, NOW - 2 * HOUR)


def test_the_rounds_make_one_backup_an_hour_and_tell_a_failure(run: Running, folder: Path) -> None:
    clock = HandClock(NOW)
    rounds = BackupRounds(run.store.place, folder, "small", clock)
    assert rounds.look()
    assert rounds.look() is None
    clock.set_ms(NOW - 2 * HOUR)
    assert rounds.look()
    assert rounds.look() is None
    clock.set_ms(NOW + HOUR)
    aside = folder.rename(folder.with_name("aside"))
    folder.write_text("a file is in the way")
    assert rounds.look() is None
    assert "exists" in str(rounds.failure)
    folder.unlink()
    aside.rename(folder)
    assert rounds.look()
    assert str(rounds.failure) == "None"
    assert len(backups(folder)) == 3


def test_the_rounds_run_by_themselves_until_they_are_stopped(run: Running, folder: Path) -> None:
    rounds = BackupRounds(run.store.place, folder, "small", HandClock(NOW))
    rounds.start()
    rounds.stop()
    assert [backup.made_at for backup in backups(folder)] in ([], [NOW])
    assert datetime.fromtimestamp(NOW / 1000, UTC).hour == 2
