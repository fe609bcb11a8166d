"""A real PostgreSQL server for the tests that need one, and a fresh database for each of them."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

SOON = 1000  # looks


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a server that this session starts and stops.

    It runs without fsync, which only matters when a server or its machine dies: no test kills the server, those that
    kill do so to the program beside it. A database made and dropped for each test costs a quarter of the time then.

    It listens on a Unix socket in a folder of its own, and runs as the user `postgres` where we are root,
    because PostgreSQL refuses to run as root.
    """
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (on Debian: the package postgresql)")
    user = "postgres" if os.geteuid() == 0 else None
    if user and user not in {entry.pw_name for entry in pwd.getpwall()}:
        pytest.skip("PostgreSQL does not run as root, and there is no user 'postgres' to run it")
    folder = Path(tempfile.mkdtemp(prefix="hallops-pg-"))
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"

    def run(program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [programs / program, "-D", data, *arguments],
            cwd=folder,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        server_log = log.read_text("utf-8") if log.exists() else ""
        assert done.returncode == 0, done.stdout + server_log

    try:
        run("initdb", "--username=hallops", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        run("pg_ctl", "start", "-w", "-l", log, "-o", f"-k {folder} -c listen_addresses=''")
        url = f"postgresql+psycopg://hallops@/postgres?host={folder}"
        _sync(url, "off")
        yield url
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "stop", "-w", "-m", "fast")
        shutil.rmtree(folder)


@pytest.fixture
def postgres_as_shipped(postgres_url: str) -> Iterator[None]:
    """For a test that looks how the server is set: with fsync on, as Debian ships it."""
    _sync(postgres_url, "on")
    yield
    _sync(postgres_url, "off")


def _sync(url: str, wanted: str) -> None:
    """Set fsync, and wait until new connections have it."""
    with psycopg.connect(libpq_url(url), autocommit=True) as server:
        server.execute(f"ALTER SYSTEM SET fsync = {wanted}".encode())
        server.execute("SELECT pg_reload_conf()")
    for _ in range(SOON):
        with psycopg.connect(libpq_url(url)) as server:
            if server.execute("SHOW fsync").fetchone() == (wanted,):
                return
        time.sleep(0.01)
    raise TimeoutError("the server did not read its settings")


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database, dropped after the test."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(libpq_url(postgres_url), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        yield postgres_url.replace("/postgres?", f"/{name}?")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def libpq_url(url: str) -> str:
    """The same URL without SQLAlchemy's name of the driver."""
    return url.replace("postgresql+psycopg:", "postgresql:")


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, else the one on the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    on_path = shutil.which("initdb")
    if debian:
        return debian[-1].parent
    return Path(on_path).resolve().parent if on_path else None
