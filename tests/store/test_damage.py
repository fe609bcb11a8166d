"""A damaged database does not start, says what was found and which backup is good, and is never made anew."""

import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import delete, select, update

from hallops.domain.commands import Issue
from hallops.domain.hall_day import HallDay
from hallops.store import tables
from hallops.store.backup import back_up
from hallops.store.codec import link
from hallops.store.halls import NoHallError
from hallops.store.lease import HallTakenError
from hallops.store.place import Place
from hallops.store.store import Store, StoreDamagedError, StoreUnusableError, open_store
from tests.domain.halls import at, small_hall
from tests.postgres import libpq_url
from tests.rules.tree import ROOT
from tests.store.running import open_small, opened, running

PAGE = 4096


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place.in_folder(tmp_path / "hall")


def work(place: Place) -> Path:
    """A morning's work and a backup of it; the store is closed again."""
    with opened(place) as run:
        run.open_windows()
        for minute in range(8):
            run.do(Issue("D1", "A"), f"09:0{minute}")
        return back_up(place, place.backups, at("09:30")).path


def work_and_crash(place: Place) -> Path:
    """The same, and the folder as it is found after a crash: with its write-ahead log."""
    crashed = Place.in_folder(place.folder.with_name("crashed"))
    with opened(place) as run:
        run.open_windows()
        for minute in range(8):
            run.do(Issue("D1", "A"), f"09:0{minute}")
        back_up(place, place.backups, at("09:30"))
        shutil.copytree(place.folder, crashed.folder, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    return crashed.folder


def damage(file: Path, where: int, what: bytes) -> None:
    data = bytearray(file.read_bytes())
    data[where : where + len(what)] = what
    file.write_bytes(data)


def refused(place: Place) -> StoreDamagedError:
    """The store does not open, and nothing of it is changed by the attempt."""
    database = place.database
    assert database is not None
    before = database.read_bytes() if database.exists() else None
    with pytest.raises(StoreDamagedError) as caught:
        open_small(place)
    assert (database.read_bytes() if database.exists() else None) == before
    return caught.value


def test_a_header_of_garbage_is_refused_and_the_good_backup_named(place: Place) -> None:
    backup = work(place)
    damage(place.folder / "hall.db", 0, b"x" * 64)
    error = refused(place)
    assert "not a database" in error.found
    assert error.backup == backup
    assert str(backup) in str(error)


def test_a_truncated_file_is_refused(place: Place) -> None:
    work(place)
    file = place.folder / "hall.db"
    file.write_bytes(file.read_bytes()[: 8 * PAGE])
    assert "malformed" in str(refused(place)) or "invalid page" in str(refused(place))


def test_a_file_truncated_to_nothing_is_refused_and_not_taken_for_a_new_one(place: Place) -> None:
    work(place)
    (place.folder / "hall.db").write_bytes(b"")
    assert "a watermark and 1 backups" in refused(place).found


def test_a_file_that_is_gone_is_not_made_anew(place: Place) -> None:
    work(place)
    (place.folder / "hall.db").unlink()
    assert "a watermark and 1 backups" in refused(place).found
    shutil.rmtree(place.backups)
    error = refused(place)
    assert "a watermark" in error.found
    assert error.backup is None


@pytest.mark.postgres
def test_a_server_that_was_emptied_is_not_taken_for_a_new_one(tmp_path: Path, postgres_database: str) -> None:
    server = Place(tmp_path, postgres_database)
    with opened(server) as run:
        run.open_windows()
        run.do(Issue("D1", "A"), "09:00")
        with run.store.connection.begin():
            for table in tables.metadata.sorted_tables:
                run.store.connection.execute(delete(table))
    with pytest.raises(StoreDamagedError, match="a watermark"):
        open_small(server)


def test_an_empty_file_where_there_never_was_a_hall_is_a_new_hall(place: Place) -> None:
    place.folder.mkdir()
    (place.folder / "hall.db").touch()
    open_small(place).close()


def test_a_folder_without_a_hall_says_that_there_is_none(place: Place) -> None:
    with pytest.raises(NoHallError):
        open_store(place, lambda _: small_hall())
    assert not (place.folder / "hall.db").exists()


def test_a_file_holds_one_hall(place: Place) -> None:
    work(place)
    with pytest.raises(NoHallError, match="other"):
        open_store(place, lambda _: small_hall(), create=small_hall(id="other"))


@pytest.mark.parametrize("page", [1, 2, 5, 9])
def test_a_page_of_garbage_is_refused(place: Place, page: int) -> None:
    work(place)
    damage(place.folder / "hall.db", page * PAGE, b"\xa5" * PAGE)
    assert refused(place).backup


def test_after_a_crash_the_log_beside_the_file_is_read(place: Place) -> None:
    with opened(Place.in_folder(work_and_crash(place)), "09:40") as run:
        assert run.do(Issue("D1", "A"), "09:40")[0].ticket == "A009"  # type: ignore[attr-defined]


@pytest.mark.parametrize("where", [0, 16, 32 + 8, 32 + 24 + 100, 20_000])
def test_a_flipped_byte_in_the_write_ahead_log_does_not_lose_tickets_silently(place: Place, where: int) -> None:
    """SQLite alone would start with the hall as it was before the bad byte."""
    folder = work_and_crash(place)
    wal = folder / "hall.db-wal"
    damage(wal, where, bytes([wal.read_bytes()[where] ^ 0x55]))
    error = refused(Place.in_folder(folder))
    assert "later commits can not be read" in error.found
    assert error.backup


def test_a_torn_last_transaction_is_what_a_power_cut_leaves_and_is_dropped(place: Place) -> None:
    """It was never acknowledged."""
    folder = work_and_crash(place)
    wal = folder / "hall.db-wal"
    wal.write_bytes(wal.read_bytes()[:-100])
    with opened(Place.in_folder(folder), "09:40") as run:
        assert run.do(Issue("D1", "A"), "09:40")[0].ticket == "A008"  # type: ignore[attr-defined]


def changed(store: Store, **values: object) -> None:
    with store.connection.begin():
        newest = select(tables.event.c.seq).order_by(tables.event.c.seq.desc()).limit(1).scalar_subquery()
        store.connection.execute(update(tables.event).where(tables.event.c.seq == newest).values(**values))


def test_a_changed_event_of_the_newest_day_is_refused(place: Place) -> None:
    work(place)
    store = open_small(place)
    changed(store, body='{"at":1}')
    store.close()
    assert "hash of event" in refused(place).found


@pytest.mark.postgres
def test_a_changed_event_on_a_server_is_refused_as_well(tmp_path: Path, postgres_database: str) -> None:
    server = Place(tmp_path, postgres_database)
    backup = work(server)
    store = open_small(server)
    changed(store, body='{"at":1}')
    store.close()
    for _ in range(2):  # a refusal leaves no connection and no lease behind
        with pytest.raises(StoreDamagedError, match=backup.name):
            open_small(server)


def test_an_event_that_this_program_does_not_know_is_refused(place: Place) -> None:
    work(place)
    store = open_small(place)
    with store.connection.begin():
        *_, before, last = store.connection.execute(select(tables.event).order_by(tables.event.c.seq)).all()
    chain = link(before.hash, last.seq, last.day, last.version, "Teleported", last.body)
    changed(store, kind="Teleported", hash=chain)
    store.close()
    assert "Teleported" in refused(place).found


def test_events_that_can_not_follow_each_other_are_refused(place: Place) -> None:
    work(place)
    store = open_small(place)
    with store.connection.begin():
        *_, before, last = store.connection.execute(select(tables.event).order_by(tables.event.c.seq)).all()
    body = f'{{"at":{last.at},"by":"S1","ticket":"A777","window":1}}'
    chain = link(before.hash, last.seq, last.day, last.version, "ServiceStarted", body)
    changed(store, kind="ServiceStarted", body=body, hash=chain)
    store.close()
    assert "A777" in refused(place).found


def test_a_refused_store_is_not_leased_any_more(place: Place) -> None:
    work(place)
    file = place.folder / "hall.db"
    good = file.read_bytes()
    damage(file, 0, b"x" * 64)
    refused(place)
    file.write_bytes(good)
    open_small(place).close()


def test_a_server_that_does_not_answer_is_no_damage(tmp_path: Path) -> None:
    nobody = Place(tmp_path, f"postgresql+psycopg://hallops@/hall?host={tmp_path}")
    with pytest.raises(StoreUnusableError, match="can not be used now"):
        open_small(nobody)


@pytest.mark.postgres
def test_the_hall_works_again_by_itself_when_the_server_was_away(tmp_path: Path, postgres_database: str) -> None:
    server = Place(tmp_path, postgres_database)
    with opened(server) as run:
        run.open_windows()
        run.do(Issue("D1", "A"), "09:00", key="before")
        with psycopg.connect(libpq_url(postgres_database), autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with pytest.raises(Exception, match=r"terminat|closed|connection"):
            run.do(Issue("D1", "A"), "09:01", key="while")
        assert run.do(Issue("D1", "A"), "09:02", key="while")[0].ticket == "A002"  # type: ignore[attr-defined]
        assert run.do(Issue("D1", "A"), "09:02", key="before")[0].ticket == "A001"  # type: ignore[attr-defined]
        with pytest.raises(HallTakenError):
            open_small(server)


def test_a_caller_that_goes_away_does_not_stop_the_hall(place: Place) -> None:
    store = open_small(place)
    with running(store) as run:
        run.open_windows()
        run.clock.set("09:00")
        assert not run.keeper.submit(Issue("D1", "A"), "gone").cancel()
        assert not run.keeper.ask(lambda day: day).cancel()
        day: HallDay = run.keeper.ask(lambda day: day).result(10)
        assert list(day.tickets) == ["A001"]
    store.close()


KILLED = """
import sys
from pathlib import Path
from tests.store.running import opened
from hallops.domain.commands import Issue
from hallops.store.place import Place
with opened(Place.in_folder(Path(sys.argv[1]))) as run:
    run.open_windows()
    for number in range(100_000):
        print(run.do(Issue("D1", "A"), "09:00")[0].ticket, flush=True)
"""


@pytest.mark.slow
def test_what_was_acknowledged_before_a_kill_is_there_after_it(place: Place) -> None:
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, place.folder], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        heard = [process.stdout.readline().strip() for _ in range(60)]
        process.kill()
        heard += process.stdout.read().split()
        process.wait()
        process.stdout.close()
        with opened(place, "09:00") as run:
            day = run.keeper.ask(lambda day: day).result(10)
            assert set(filter(None, heard)) <= set(day.tickets)
