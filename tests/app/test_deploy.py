"""The recipes really start what they say: the hub under its unit's rules, the screen in its session."""

import json
import os
import select
import shlex
import shutil
import signal
import socket
import subprocess
import threading
from configparser import ConfigParser
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from hallops.app.notify import watched
from hallops.app.recipes import desktop_line, unit_line, unit_word
from tests.app.displays import is_filled, virtual_display, wait_until
from tests.app.hubs import always_open_hall, hub_process
from tests.app.running import Cli
from tests.app.service import Service
from tests.ports import free_port


def unit_file(cli: Cli, data: Path, out: Path, *more: object) -> Path:
    said = cli("deploy", "unit", "--data", data, "--host", "127.0.0.1", "--out", out, *more)
    assert said.code == 0
    return out / "hallops-hub.service"


def is_alive(port: int) -> bool:
    return httpx.get(f"http://127.0.0.1:{port}/health/live", trust_env=False).status_code == 200


@pytest.mark.slow
def test_a_hub_under_its_unit_is_ready_when_it_answers_and_comes_back_from_everything(cli: Cli, tmp_path: Path) -> None:
    port = free_port()
    service = Service(
        unit_file(cli, always_open_hall(tmp_path), tmp_path / "units", "--port", port), tmp_path, patience=3.0
    )
    try:
        assert service.settings["Type"] == "notify"
        service.until("READY=1")
        assert is_alive(port), "ready is not said before it is true"
        for _ in range(2):
            service.until("WATCHDOG=1")
        service.process.kill()
        service.until("ended")
        service.until("READY=1")
        assert is_alive(port)
        service.process.send_signal(signal.SIGSTOP)
        service.until("hung")
        service.until("READY=1")
        assert is_alive(port)
        assert service.stop() == (0, "STOPPING=1")
    finally:
        service.close()


def test_a_hub_whose_keeper_is_silent_is_neither_ready_nor_well(tmp_path: Path) -> None:
    well = threading.Event()
    asked = threading.Semaphore(0)

    def is_well() -> bool:
        asked.release()
        return well.is_set()

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(tmp_path / "notify"))
        told.settimeout(10)
        environment = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "100000"}
        with watched(is_well, environment):
            asked.acquire()
            asked.acquire()
            assert not select.select([told], [], [], 0)[0]
            well.set()
            assert told.recv(99) == b"READY=1\nWATCHDOG=1"
            assert told.recv(99) == b"WATCHDOG=1"
        assert told.recv(99) in {b"WATCHDOG=1", b"STOPPING=1"}


def test_systemd_finds_nothing_wrong_in_the_units(cli: Cli, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("the program systemd-analyze is not installed")
    files = [unit_file(cli, tmp_path, tmp_path, "--port", 443)]
    assert cli("deploy", "kiosk", "pad --window 3", "--out", tmp_path).code == 0
    files.append(tmp_path / "hallops-screen.service")
    for file, which in zip(files, ("--system", "--user"), strict=True):
        command = ["systemd-analyze", "verify", "--man=no", which, str(file)]
        environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert file.name not in done.stdout + done.stderr
    assert "CAP_NET_BIND_SERVICE" in files[0].read_text("utf-8")


def test_a_command_is_quoted_as_each_file_wants_it() -> None:
    words = ["/usr/my hall/python", "a%b", 'say "x"', "c$d", "plain", ""]
    line = unit_line(words)
    assert [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(line)] == words
    assert unit_word("plain-1.2/x=y") == "plain-1.2/x=y"
    assert desktop_line(["a b", "c%d", "e$f"]) == '"a b" c%%d "e\\\\$f"'


def test_recipes_are_shown_or_written_and_a_screen_must_be_known(cli: Cli, tmp_path: Path) -> None:
    shown = cli("deploy", "kiosk", "door --zone Z1")
    assert "screen door --zone Z1" in shown.out
    assert "hallops-session" in json.loads(cli("deploy", "kiosk", "board", "--json").out)["files"]
    assert "no screen oven" in cli("deploy", "kiosk", "oven").err
    assert "User=clerk" in cli("deploy", "unit", "--user", "clerk").out
    cli("deploy", "kiosk", "board", "--out", tmp_path)
    assert os.access(tmp_path / "hallops-session", os.X_OK)


@pytest.mark.slow
@pytest.mark.parametrize("recipe", ["hallops-session", "hallops-screen.desktop"])
def test_a_kiosk_recipe_opens_the_page_and_ends_it_with_the_session(cli: Cli, tmp_path: Path, recipe: str) -> None:
    name = f"hall-{uuid4().hex[:8]}"
    with virtual_display() as display, hub_process(always_open_hall(tmp_path, name)) as hub:
        assert cli("deploy", "kiosk", f"board --hub {hub.address}", "--out", tmp_path / "kiosk").code == 0
        environment = {**os.environ, "DISPLAY": display, "XDG_DATA_HOME": str(tmp_path)}
        environment.pop("WAYLAND_DISPLAY", None)
        session = subprocess.Popen(
            command_of(tmp_path / "kiosk" / recipe), env=environment, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            wait_until(lambda: hub.streams() == 1)
            wait_until(lambda: is_filled(display))
        finally:
            session.terminate()
            code = session.wait(20)
        assert code == 0
        wait_until(lambda: hub.streams() == 0)


def command_of(recipe: Path) -> list[str]:
    if recipe.suffix != ".desktop":
        return [str(recipe)]
    parser = ConfigParser(interpolation=None)
    parser.read_string(recipe.read_text("utf-8"))
    return shlex.split(parser["Desktop Entry"]["Exec"].replace("%%", "%"))
