"""The live demo as its user sees it: real processes on real sockets, devices that find the hub, kills, and an end."""

import asyncio
import csv
import json
import os
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from devices.discovery import DEVICES, Neighbourhood
from hallops.app.demo.live.picture import Painter, Picture
from tests.app.running import Cli

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]  # seven processes start, on a machine that may be busy
DEVICES_IN_ALL = (
    37  # two dispensers, eleven consoles, ten pads (one is left to a person), thirteen boards, the guide desk
)


class Demo:
    """A running demo, what it said, and a look at its hall."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "hallops.app.cli", "demo", "--out", str(folder), *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.links: dict[str, str] = {}
        for line in self.process.stderr:
            found = re.match(r"  (.+?): (http\S+)", line)
            if found:
                self.links[found[1]] = found[2]
            if "Manager" in self.links:
                break
        port, token = re.findall(r":(\d+)/enter\?token=([^&]+)", self.links["Manager"])[0]
        self.base = f"http://127.0.0.1:{port}"
        self._painter = Painter(self.base, token)

    def look(self) -> Picture | None:
        return self._painter.paint()

    def until(self, seen: Callable[[Picture], bool], seconds: float = 120) -> Picture:
        """Look until the hall stands as wanted."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            picture = self.look()
            if picture is not None and seen(picture):
                return picture
            time.sleep(0.1)
        pytest.fail("the hall did not come to it")

    def children(self) -> dict[int, str]:
        return children(self.process.pid)

    def hub(self) -> int:
        return next(pid for pid, command in self.children().items() if "live.hub" in command)

    def end(self, how: int) -> tuple[str, str]:
        self.process.send_signal(how)
        return self.wait()

    def wait(self) -> tuple[str, str]:
        said = self.process.communicate(timeout=150)
        self._painter.close()
        return said


@contextmanager
def demo(folder: Path, *options: str) -> Iterator[Demo]:
    found = Demo(folder, *options)
    try:
        yield found
    finally:
        if found.process.poll() is None:
            found.end(signal.SIGKILL)


def children(pid: int) -> dict[int, str]:
    """Processes that a demo started, by id."""
    pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(pid): Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in pids}


def gone(pids: list[int], seconds: float = 30) -> bool:
    """Whether these processes come to their end."""
    end = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def served(picture: Picture) -> int:
    return picture.glance.served


def events(folder: Path, kind: str) -> int:
    """How many events of a kind the log has."""
    database = sqlite3.connect(folder / "data" / "hall.db")
    try:
        return int(database.execute("SELECT count(*) FROM event WHERE kind = ?", [kind]).fetchone()[0])
    finally:
        database.close()


def board(found: Demo) -> dict[str, Any]:
    view: dict[str, Any] = httpx.get(f"{found.base}/v1/views/board", trust_env=False).json()
    return view


async def announced(epoch: str) -> set[str]:
    """Devices of this demo that zeroconf tells of."""
    seen: set[str] = set()
    async with asyncio.timeout(90), Neighbourhood() as around:
        async for device in around.find(DEVICES):
            if device.told.get("hub") == epoch:
                seen.add(f"{device.told['kind']} {device.told['id']}")
            if len(seen) == DEVICES_IN_ALL:
                break
    return seen


def test_a_live_hall_survives_a_kill_of_its_hub_and_a_killed_demo_leaves_nothing_behind(
    cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    with demo(folder, "--speed", "120", "--from", "10:00", "--leave-windows", "1") as found:
        assert {"Console 1", "Pad 1"} <= set(found.links)
        assert "Console 2" not in found.links
        before = found.until(lambda picture: served(picture) >= 5)
        assert before.rows([1])[0].staff is None
        sign_in(found, found.links["Console 1"])
        seen = board(found)
        assert seen["view"]["newest"]["number"]
        assert 1 in seen["view"]["open_windows"]
        assert seen["pace"] == 120
        devices = asyncio.run(announced(seen["epoch"]))
        assert {"dispenser dispenser-2", "pad pad-11", "console console-3", "board board-1"} <= devices
        taken = take_ticket(found, found.links["Dispenser"])
        found.until(lambda picture: any(number == taken for number, _ in picture.calls(20)))
        processes = list(found.children())
        hub = found.hub()
        os.kill(hub, signal.SIGKILL)
        after = found.until(lambda picture: served(picture) > served(before) + 5)
        assert found.hub() != hub
        assert sum(after.counts.values()) > sum(before.counts.values())
        assert after.rows([1])[0].staff == "S01"
        processes += found.children()
        _, err = found.end(signal.SIGKILL)
        assert gone(processes)
    assert "The process Hub was gone and is started again." in err
    assert "Traceback" not in "".join(log.read_text("utf-8") for log in (folder / "live").glob("*.log"))
    assert "is sound" in cli("check", "--data", folder / "data").out
    assert events(folder, "TicketCalled") >= events(folder, "ServiceStarted") > 5
    assert events(folder, "Rated") > 0
    assert (folder / "tickets" / "A001.escpos").read_bytes().startswith(b"\x1b@")


def sign_in(found: Demo, link: str) -> None:
    """What the console page does for the person who opened it."""
    command(found, link, "SignIn", place="1", staff="S01")


def take_ticket(found: Demo, link: str) -> str:
    """What the dispenser page does for a visitor whom nobody expected."""
    return str(command(found, link, "Issue", service="K")["events"][0]["ticket"])


def command(found: Demo, link: str, name: str, **body: str) -> dict[str, Any]:
    token = re.findall(r"token=([^&]+)", link)[0]
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"a-person-at-the-screen-{name}"}
    answer = httpx.post(f"{found.base}/v1/commands/{name}", json=body, headers=headers, trust_env=False)
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


IN_TERMINAL = """
import os, signal, sys
os.login_tty(0)
signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background ignores it
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


class Terminal:
    """A demo in a terminal of its own, and all that it showed."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._master, slave = os.openpty()
        command = ["-m", "hallops.app.cli", "demo", "--out", str(folder), *options]
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", IN_TERMINAL, *command], stdin=slave, stdout=slave, stderr=slave, env=environment
        )
        os.close(slave)
        self.shown = ""

    def until(self, text: str, seconds: float = 150) -> None:
        end = time.monotonic() + seconds
        while text not in self.shown:
            assert time.monotonic() < end, self.shown[-2000:]
            if select.select([self._master], [], [], 0.5)[0]:
                self.shown += os.read(self._master, 65536).decode(errors="replace")

    def press_ctrl_c(self) -> None:
        os.write(self._master, b"\x03")

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_terminal(folder: Path, *options: str) -> Terminal:
        opened.append(Terminal(folder, *options))
        return opened[-1]

    yield open_terminal
    for one in opened:
        one.close()


def test_a_day_is_played_on_in_a_terminal_to_its_end_and_ctrl_c_writes_the_results(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    with demo(folder, "--speed", "600", "--from", "17:05", "--until", "17:15") as found:
        out, _ = found.wait()
    assert found.process.returncode == 0
    assert "Stopped before the end" in out
    taken = events(folder, "TicketIssued")
    assert taken > 0
    screen = terminal(folder, "--speed", "1500")
    screen.until("The day is over")
    processes = children(screen.process.pid)
    assert len(processes) == 6
    screen.press_ctrl_c()
    screen.until("Written to")
    assert screen.process.wait(60) == 0
    assert gone(list(processes))
    assert "All invariants hold" in screen.shown
    with (folder / "tickets.csv").open(encoding="utf-8", newline="") as file:
        tickets = list(csv.DictReader(file))
    assert len(tickets) >= taken
    assert not {ticket["outcome"] for ticket in tickets} & {"waiting", "called", "serving", ""}
    assert json.loads((folder / "summary.json").read_text("utf-8"))["violations"] == []
    assert list((folder / "tickets").glob("*.png"))


def test_what_can_not_be_played_live_is_said(cli: Cli, tmp_path: Path) -> None:
    assert "The sample hall has no windows 12, 40." in cli("demo", "--leave-windows", "40,1,12", "--out", tmp_path).err
    assert "Nobody looks on" in cli("demo", "--leave-windows", "40", "--out", tmp_path).err
    for wrong in (["--leave-windows", "one"], ["--from", "25:00"], ["--until", "noon"]):
        with pytest.raises(SystemExit) as usage:
            cli("demo", *wrong, "--out", tmp_path)
        assert usage.value.code == 2


def test_simulated_devices_know_nothing_of_the_hub_but_the_wire() -> None:
    foreign = ("hallops.hub", "hallops.store", "hallops.services", "sqlalchemy", "simpy")
    looks = f"import sys, hallops.app.demo.live.child; print([n for n in sys.modules if n.startswith({foreign})])"
    said = subprocess.run([sys.executable, "-c", looks], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
