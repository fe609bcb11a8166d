"""The PostgreSQL of the tests is a real one that keeps its word."""

import psycopg
import pytest

from tests.postgres import libpq_url

pytestmark = pytest.mark.postgres


@pytest.mark.usefixtures("postgres_as_shipped")
def test_the_server_can_be_as_it_is_shipped(postgres_url: str) -> None:
    with psycopg.connect(libpq_url(postgres_url)) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_finds_its_database_empty(postgres_database: str, turn: int) -> None:
    with psycopg.connect(libpq_url(postgres_database)) as connection:
        connection.execute("CREATE TABLE ticket (number text, turn integer)")
        connection.execute("INSERT INTO ticket VALUES ('号', %s)", [turn])
        assert connection.execute("SELECT * FROM ticket").fetchall() == [("号", turn)]
