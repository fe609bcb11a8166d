"""Migrations: up and down on both databases, the schema is what the tables say, and a kill leaves old or new."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from hallops.store import migrations
from hallops.store.engine import open_engine
from hallops.store.migrate import HEAD, REVISIONS, NewerSchemaError, downgrade, migrate, revision, upgrade
from hallops.store.place import Place
from hallops.store.store import open_store
from hallops.store.tables import metadata
from tests.domain.halls import small_hall
from tests.rules.tree import ROOT
from tests.store.running import open_small


@pytest.fixture
def engine(place: Place) -> Iterator[Engine]:
    place.folder.mkdir()
    made = open_engine(place.url)
    yield made
    made.dispose()


def difference(engine: Engine) -> object:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return compare_metadata(context, metadata)


def tables_of(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    scripts = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(scripts)) == REVISIONS
    assert REVISIONS[-1] == HEAD


def test_the_migrated_schema_is_what_the_tables_say(engine: Engine) -> None:
    migrate(engine)
    assert difference(engine) == []
    assert tables_of(engine) == set(metadata.tables)


def test_each_step_goes_up_and_down(engine: Engine) -> None:
    for step in REVISIONS:
        upgrade(engine, step)
        assert revision(engine) == step
    for step in [*reversed(REVISIONS[:-1]), "base"]:
        downgrade(engine, step)
        assert revision(engine) == (None if step == "base" else step)
    assert tables_of(engine) == set()
    migrate(engine)
    assert difference(engine) == []


def test_data_of_a_newer_program_is_refused_by_name_and_left_alone(place: Place) -> None:
    store = open_small(place)
    with store.connection.begin():
        store.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(NewerSchemaError, match="newer program"):
        open_store(place, lambda _: small_hall())
    engine = open_engine(place.url)
    assert revision(engine) == "9999"
    engine.dispose()


UP_AND_DOWN = """
import os, sys
from hallops.store.engine import open_engine
from hallops.store.migrate import downgrade, upgrade
for _ in sys.stdin:  # a line asks for a victim, forked: to start and import anew takes longer than to die
    victim = os.fork()
    if not victim:
        engine = open_engine(sys.argv[1])
        upgrade(engine, "head")
        print(os.getpid(), flush=True)
        while True:
            downgrade(engine, "base")
            upgrade(engine, "head")
    os.waitpid(victim, 0)
    print("dead", flush=True)
"""


@pytest.fixture
def kill_one(place: Place) -> Iterator[Callable[[float], None]]:
    """Kills a process that migrates up and down, so many seconds after its first time up."""
    command = [sys.executable, "-c", UP_AND_DOWN, place.url]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        said, lines = process.stdin, process.stdout

        def kill(after: float) -> None:
            said.write("next\n")
            said.flush()
            victim = int(lines.readline())
            time.sleep(after)
            os.kill(victim, signal.SIGKILL)
            assert lines.readline() == "dead\n"

        try:
            yield kill
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_kill_in_the_middle_of_a_migration_leaves_the_old_schema_or_the_new(
    engine: Engine, kill_one: Callable[[float], None]
) -> None:
    rng, found = random.Random(8), set()
    for _ in range(12):
        kill_one(rng.uniform(0, 0.15))
        found.add(revision(engine))
        assert tables_of(engine) == (set(metadata.tables) if revision(engine) else set())
        migrate(engine)
        assert difference(engine) == []
    assert found <= {None, HEAD}
