"""The doctor looks a hall over, names what is not well, and changes nothing."""

from pathlib import Path

import pytest
from sqlalchemy import text

from hallops.domain.commands import Issue
from hallops.domain.rules import HOUR, MINUTE
from hallops.store import doctor
from hallops.store.backup import back_up
from hallops.store.doctor import EXAMINATIONS, Examination, Verdict, examine
from hallops.store.place import Place
from tests.domain.halls import at
from tests.store.running import opened

NOW = at("10:00")


@pytest.fixture(autouse=True)
def _as_shipped(request: pytest.FixtureRequest) -> None:
    """The doctor looks how the server is set."""
    if request.node.get_closest_marker("postgres"):
        request.getfixturevalue("postgres_as_shipped")


def looked(place: Place, now: int = NOW, **more: object) -> dict[str, Examination]:
    found = examine(place, now, **more)  # type: ignore[arg-type]
    assert all(str(each).endswith(".") for each in found)
    return {each.name: each for each in found}


def work(place: Place) -> None:
    with opened(place) as run:
        run.open_windows()
        run.do(Issue("D1", "A"), "09:00")
        back_up(place, place.backups, NOW)


def test_a_hall_in_order_is_well(place: Place) -> None:
    work(place)
    found = looked(place, NOW + MINUTE)
    said = {name: each.verdict for name, each in found.items() if name not in {"sqlite", "disk"}}
    assert set(said.values()) == {Verdict.OK}
    assert {"python", "zones", "folder", "database", "lease", "clock", "backup"} <= set(said)
    assert str(found["backup"]) == "The newest good backup is 1 minutes old."


def test_the_lease_of_a_running_hub_is_seen_and_left_alone(place: Place) -> None:
    with opened(place) as run:
        run.open_windows()
        assert looked(place)["lease"].code == "lease_held"
        assert run.do(Issue("D1", "A"), "09:00")
    assert looked(place)["lease"].code == "lease_free"


def test_an_old_backup_and_none_are_named(place: Place) -> None:
    with opened(place) as run:
        run.open_windows()
        assert looked(place)["backup"].code == "backup_none"
        back_up(place, place.backups, NOW)
    assert looked(place, NOW + 2 * HOUR)["backup"].verdict is Verdict.OK
    assert looked(place, NOW + 2 * HOUR + MINUTE)["backup"].code == "backup_old"


def test_a_clock_behind_the_log_is_named_with_how_much(place: Place) -> None:
    work(place)
    found = looked(place, at("08:58"))["clock"]
    assert (found.verdict, found.facts["minutes"]) == (Verdict.WARN, 2)


def test_a_place_without_anything_is_bad_and_stays_empty(tmp_path: Path) -> None:
    found = looked(Place.in_folder(tmp_path / "nowhere"))
    assert found["folder"].verdict is Verdict.BAD
    assert found["database"].code == "database_none"
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_bad(tmp_path: Path) -> None:
    (tmp_path / "hall.db").write_bytes(b"garbage" * 1000)
    found = looked(Place.in_folder(tmp_path))["database"]
    assert found.verdict is Verdict.BAD
    assert "not a database" in str(found)


def test_a_server_that_does_not_answer_is_bad(tmp_path: Path) -> None:
    found = looked(Place(tmp_path, f"postgresql+psycopg://hallops@/hall?host={tmp_path}"))
    assert found["database"].code == "database_silent"


@pytest.mark.postgres
def test_a_server_that_does_not_write_through_is_bad(tmp_path: Path, postgres_database: str) -> None:
    place = Place(tmp_path, postgres_database)
    with opened(place) as run:
        run.open_windows()
        with run.store.connection.begin():
            name = run.store.connection.execute(text("SELECT current_database()")).scalar_one()
            run.store.connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    found = looked(place)["server"]
    assert (found.verdict, found.facts["setting"]) == (Verdict.BAD, "synchronous_commit")


def test_data_of_a_newer_program_is_bad(place: Place) -> None:
    with opened(place) as run, run.store.connection.begin():
        run.store.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert looked(place)["database"].code == "database_newer"


@pytest.mark.parametrize(
    ("version", "verdict"), [("3.40.1", Verdict.WARN), ("3.51.2", Verdict.WARN), ("3.51.3", Verdict.OK)]
)
def test_an_sqlite_that_may_damage_a_shared_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, verdict: Verdict
) -> None:
    monkeypatch.setattr(doctor, "sqlite_version", lambda: version)
    assert looked(Place.in_folder(tmp_path))["sqlite"].verdict is verdict


def test_missing_time_zone_data_is_bad(tmp_path: Path) -> None:
    assert looked(Place.in_folder(tmp_path), zone="Asia/Atlantis")["zones"].verdict is Verdict.BAD


def test_others_can_add_what_they_look_at(tmp_path: Path) -> None:
    font = Examination("font", Verdict.OK, "python", {"version": "x"})
    assert looked(Place.in_folder(tmp_path), extra=(lambda: font,))["font"] is font
    assert set(EXAMINATIONS) >= {font.code}
