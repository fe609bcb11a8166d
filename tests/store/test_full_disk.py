"""A full or read-only disk: the command is refused whole, and the next one works by itself when there is room."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text

from hallops.domain.commands import Issue
from hallops.domain.hall import Hall
from hallops.ports.journal import JournalFullError
from hallops.store.check import check
from hallops.store.place import Place
from hallops.store.store import StoreUnusableError
from hallops.store.watermark import Watermark
from tests.domain.halls import small_hall
from tests.domain.test_machine import picture
from tests.rules.tree import ROOT
from tests.store.running import Running, opened
from tests.store.test_journal import assert_rows_equal_the_fold, the_day

NOBODY = 65534
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root: it mounts a file system or becomes another user")


def parse(_: str) -> Hall:
    return small_hall()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place.in_folder(tmp_path / "hall")


def issue_until_full(run: Running) -> int:
    """Tickets until there is no room; nothing of the refused one happened."""
    for number in range(3000):
        before = picture(the_day(run))
        try:
            run.do(Issue("D1", "A"), "09:00", key=f"full-{number}")
        except JournalFullError:
            assert picture(the_day(run)) == before
            assert_rows_equal_the_fold(run)
            return number
    pytest.fail("the disk did not get full")


def goes_on(run: Running, given: int) -> None:
    """The same command, sent again, gets the number that it would have had."""
    answer = run.do(Issue("D1", "A"), "09:01", key=f"full-{given}")
    assert answer[0].ticket == f"A{given + 1:03d}"  # type: ignore[attr-defined]
    assert_rows_equal_the_fold(run)


def test_a_database_at_its_limit_refuses_and_goes_on_when_there_is_room(place: Place) -> None:
    with opened(place) as run:
        run.open_windows()
        with run.store.connection.begin():
            pages = run.store.connection.execute(text("PRAGMA page_count")).scalar_one()
            run.store.connection.execute(text(f"PRAGMA max_page_count={pages + 6}"))
        given = issue_until_full(run)
        with pytest.raises(JournalFullError):
            run.do(Issue("D1", "A"))
        with run.store.connection.begin():
            run.store.connection.execute(text("PRAGMA max_page_count=1000000"))
        goes_on(run, given)
    assert check(place, parse).findings == ()


@contextmanager
def file_size_limit(most: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def limited(folder: Path) -> None:
    """Runs in a process of its own: the limit holds for all its files."""
    place = Place.in_folder(folder)
    with opened(place) as run:
        run.open_windows()
        with file_size_limit(200_000):
            given = issue_until_full(run)
        goes_on(run, given)
    assert check(place, parse).findings == ()


def unwritable_watermark(folder: Path) -> None:
    """Runs as nobody: the open database can still be written, the watermark can not."""
    place = Place.in_folder(folder)
    with opened(place) as run:
        run.open_windows()
        folder.chmod(0o500)
        given = issue_until_full(run)
        assert given == 0
        folder.chmod(0o700)
        goes_on(run, given)
        assert run.store.watermark.marks == Watermark(place.watermark("small")).marks
    assert check(place, parse).findings == ()


def unwritable_folder(folder: Path) -> None:
    """Runs as nobody: a hall whose folder is read-only does not start, and says why."""
    place = Place.in_folder(folder)
    with opened(place) as run:
        run.open_windows()
    folder.chmod(0o500)
    try:
        with pytest.raises(StoreUnusableError, match="can not be used now"), opened(place):
            pass
    finally:
        folder.chmod(0o700)
    with opened(place) as run:
        goes_on(run, 0)


def become_nobody(folder: Path) -> None:
    """Root may write everywhere. All that the scene needs is imported before, since nobody may not read it all."""
    with opened(Place.in_folder(folder / "warm-up")) as run:
        run.open_windows()
    check(Place.in_folder(folder / "warm-up"), parse)
    os.chown(folder, NOBODY, NOBODY)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def run_apart(scene: str, folder: Path, before: str = "") -> None:
    code = f"""
import sys, pathlib
from tests.store import test_full_disk as t
folder = pathlib.Path(sys.argv[1])
{before}
t.{scene}(folder / "hall")
"""
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, folder], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_limit_on_the_size_of_files_refuses_and_goes_on(tmp_path: Path) -> None:
    run_apart("limited", tmp_path)


@needs_root
@pytest.mark.slow
@pytest.mark.parametrize("scene", ["unwritable_watermark", "unwritable_folder"])
def test_a_folder_that_became_read_only(scene: str) -> None:
    with TemporaryDirectory(prefix="hallops-nobody-") as folder:  # pytest's own folders are closed to nobody
        run_apart(scene, Path(folder), "t.become_nobody(folder)")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False, capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


@needs_root
@pytest.mark.slow
@pytest.mark.parametrize("spare", [0, 300_000])
def test_a_disk_that_is_really_full(small_disk: Path, spare: int) -> None:
    """With some room left the database fills it; with none the watermark is refused first."""
    place = Place.in_folder(small_disk / "hall")
    with opened(place) as run:
        run.open_windows()
        ballast = small_disk / "film"
        fill(ballast, spare)
        given = issue_until_full(run)
        ballast.unlink()
        goes_on(run, given)
    assert check(place, parse).findings == ()


def fill(ballast: Path, spare: int) -> None:
    """Take all room of a disk but `spare` bytes."""
    free = os.statvfs(ballast.parent)
    size = free.f_bavail * free.f_frsize - spare
    with ballast.open("wb") as file:
        file.write(b"x" * max(0, size))


@needs_root
@pytest.mark.slow
def test_a_hall_on_a_read_only_disk_does_not_start_and_says_why(small_disk: Path) -> None:
    place = Place.in_folder(small_disk / "hall")
    with opened(place) as run:
        run.open_windows()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(StoreUnusableError, match="can not be used now"), opened(place):
        pass
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    with opened(place) as run:
        goes_on(run, 0)


@pytest.mark.postgres
def test_a_server_that_only_reads_refuses_and_goes_on(tmp_path: Path, postgres_database: str) -> None:
    place = Place(tmp_path, postgres_database)
    with opened(place) as run:
        run.open_windows()
        with run.store.connection.begin():
            run.store.connection.execute(text("SET SESSION default_transaction_read_only = on"))
        given = issue_until_full(run)
        with run.store.connection.begin():
            run.store.connection.execute(text("SET SESSION default_transaction_read_only = off"))
        goes_on(run, given)
    assert check(place, parse).findings == ()
