"""A store for each test, on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hallops.store.place import Place
from hallops.store.store import Store
from tests.store.running import open_small


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a new store will be."""
    if request.param == "sqlite":
        return Place.in_folder(tmp_path / "hall")
    return Place(tmp_path / "hall", request.getfixturevalue("postgres_database"))


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """The open store of the small hall."""
    opened = open_small(place)
    yield opened
    opened.close()
