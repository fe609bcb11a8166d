"""The hub as its user starts it, `hallops serve`, in a process of its own; and passes enough for many callers."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path

from hallops.app.cli import main
from hallops.app.places import parse_hall
from hallops.files.sample import HALL
from hallops.ports.access import Role
from hallops.services.access import Access
from hallops.store.passes import SqlPasses
from hallops.store.place import Place
from hallops.store.store import Store, open_store

CALLERS = 120  # passes of guides: each may give ten commands a second
STARTING = 20.0  # seconds


def always_open() -> str:
    """The sample hall with seats for everybody, open around the clock: the hub runs on this machine's time."""
    text = HALL.read_text("utf-8")
    modes = text[text.index("modes:") : text.index("reasons:")]
    always = (
        "modes:\n  - {id: weekday, zh: 全天, en: All day, kind: weekday, days: [all], "
        'hours: [["00:00", "24:00"]], windows: all, services: all}\n\n'
    )
    text = re.sub(r"(?m)^  seats: .*$", "  seats: 100000", text)
    return text.replace(modes, always).replace("last_ticket_minutes: 15", "last_ticket_minutes: 0")


def make_hall(folder: Path) -> None:
    """The data folder of that hall, as its manager makes it."""
    folder.mkdir(parents=True, exist_ok=True)
    described = folder / "hall.yaml"
    described.write_text(always_open(), "utf-8")
    with redirect_stdout(StringIO()):
        assert main(["hall", "import", str(described), "--data", str(folder / "data")]) == 0


def open_hall(folder: Path) -> Store:
    return open_store(Place.in_folder(folder / "data"), parse_hall)


def prepare(folder: Path) -> Path:
    """Make the hall and its passes; gives the file of tokens."""
    make_hall(folder)
    store = open_hall(folder)
    access = Access(SqlPasses(store.connection, store.hall))
    given = [access.give(Role.MANAGER, f"caller-{number}", None, 0)[1] for number in range(CALLERS)]
    store.close()
    tokens = folder / "tokens"
    tokens.write_text("\n".join(given), "utf-8")
    return tokens


def fresh(folder: Path, name: str) -> Path:
    """A copy of the prepared folder, its day still without tickets."""
    shutil.copytree(folder / "data", folder / name / "data")
    return folder / name


class HubProcess:
    """A hub that runs: its address once it is known, and the CPU seconds it took so far."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.begun = time.perf_counter()
        self.ready = 0.0
        data = str(folder / "data")
        command = [sys.executable, "-m", "hallops.app.cli", "serve", "--data", data, "--port", str(port)]
        self._process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env={**os.environ, "HALLOPS_LANGUAGE": "en"}
        )
        assert self._process.stderr is not None
        line = self._process.stderr.readline()
        found = re.search(r"http://([^ /]+:\d+)", line)
        assert found, line
        self.address = found[1]

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def wait_until_ready(self) -> float:
        """Seconds from the start of the process to the first answer that it is ready."""
        while time.perf_counter() - self.begun < STARTING:
            if self._is_ready():
                return time.perf_counter() - self.begun
            time.sleep(0.01)
        raise TimeoutError("the hub did not become ready")

    def _is_ready(self) -> bool:
        connection = HTTPConnection(self.address, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    @property
    def cpu(self) -> float:
        """Seconds of all its threads, user and system."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        self._process.kill()
        self._end()

    def stop(self) -> None:
        self._process.terminate()
        self._end()

    def _end(self) -> None:
        self._process.wait(20)
        assert self._process.stderr is not None
        self._process.stderr.close()


@contextmanager
def hub_at_work(folder: Path) -> Iterator[HubProcess]:
    hub = HubProcess(folder)
    try:
        hub.ready = hub.wait_until_ready()
        yield hub
    finally:
        hub.stop()
