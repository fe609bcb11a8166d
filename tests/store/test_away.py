"""The database goes away under the working hall, or does not say whether it wrote: nothing is lost or done twice."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from hallops.domain.commands import Issue
from hallops.domain.hall import Hall
from hallops.domain.hall_day import HallDay
from hallops.ports.journal import Accepted, JournalError
from hallops.store.check import check
from hallops.store.engine import open_engine
from hallops.store.journal import SqlJournal
from hallops.store.lease import AdvisoryLease
from hallops.store.place import Place
from tests.domain.halls import small_hall
from tests.postgres import libpq_url
from tests.store.running import Running, opened


def parse(_: str) -> Hall:
    return small_hall()


def issue(run: Running, key: str) -> str:
    return run.do(Issue("D1", "A"), "09:00", key=key)[0].ticket  # type: ignore[attr-defined, no-any-return]


@contextmanager
def away(url: str, server: str) -> Iterator[None]:
    """The server ends all sessions of a database and takes no new ones."""
    name = url.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(libpq_url(server), autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        yield
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())


@pytest.mark.postgres
def test_the_keeper_outlives_a_server_that_stays_away(
    tmp_path: Path, postgres_url: str, postgres_database: str
) -> None:
    place = Place(tmp_path, postgres_database)
    with opened(place) as run:
        run.open_windows()
        issue(run, "one")
        with away(postgres_database, postgres_url):
            for _ in range(3):
                with pytest.raises(JournalError):
                    issue(run, "two")
            with pytest.raises(JournalError):
                run.keeper.ask(lambda day: day).result(10)
        assert issue(run, "two") == "A002"
    assert check(place, parse).findings == ()


@pytest.mark.postgres
def test_a_hub_that_lost_its_lease_while_the_server_was_away_writes_no_more(
    tmp_path: Path, postgres_url: str, postgres_database: str
) -> None:
    place = Place(tmp_path, postgres_database)
    with opened(place) as run:
        run.open_windows()
        with away(postgres_database, postgres_url), pytest.raises(JournalError):
            issue(run, "one")
        other = open_engine(place.url)
        lease = AdvisoryLease(other.connect(), "small")
        for _ in range(2):
            with pytest.raises(JournalError, match="another hub runs hall small"):
                issue(run, "one")
        lease.release()
        other.dispose()
        assert issue(run, "one") == "A001"
    assert check(place, parse).findings == ()


def test_a_batch_that_came_through_unheard_is_not_done_twice(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection breaks after the commit and before its answer."""
    append = SqlJournal.append

    def unheard(journal: SqlJournal, batch: Sequence[Accepted], days: Iterable[HallDay]) -> None:
        known = journal._head, journal._last_at, journal._hash
        append(journal, batch, days)
        journal._head, journal._last_at, journal._hash = known
        raise JournalError("unavailable", "the connection is gone")

    with opened(place) as run:
        run.open_windows()
        with monkeypatch.context() as patched:
            patched.setattr(SqlJournal, "append", unheard)
            with pytest.raises(JournalError):
                issue(run, "one")
        assert issue(run, "one") == "A001"
        assert issue(run, "two") == "A002"
    assert check(place, parse).findings == ()


def test_reading_needs_no_lock_to_write(tmp_path: Path) -> None:
    place = Place.in_folder(tmp_path / "hall")
    with opened(place) as run:
        run.open_windows()
        other = open_engine(place.url)
        with other.begin():  # BEGIN IMMEDIATE
            assert len(run.store.journal.events_between(1, 3)) == 3
        other.dispose()
