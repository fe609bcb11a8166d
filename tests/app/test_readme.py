"""The README's way to a new hall, typed as it stands there, from the import to the first real ticket.

Only the port is another one: 8420 may belong to a demo or a hall of this machine.
"""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.app.displays import wait_until
from tests.app.hubs import always_open_file
from tests.ports import free_port
from tests.rules.tree import ROOT

PORT = 8420


def blocks(port: int) -> list[str]:
    """The commands of the section, block by block."""
    text = (ROOT / "README.md").read_text("utf-8")
    section = text[text.index("## A new hall in ten minutes") : text.index("## How many windows?")]
    section = section.replace("hallops serve", f"hallops serve --port {port}").replace(f":{PORT}", f":{port}")
    return re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)


@pytest.mark.slow
def test_a_new_hall_gives_its_first_ticket_with_the_readme_alone(tmp_path: Path) -> None:
    port = free_port()
    always_open_file(tmp_path / "my-hall.yaml")
    setting_up, signing_in, taking = blocks(port)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(tmp_path), "HALLOPS_LANGUAGE": "en"}
    hub = subprocess.Popen(
        ["sh", "-ec", setting_up],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert hub.stdout is not None
    try:
        said = ""
        while "with the password" not in said:
            line = hub.stdout.readline()
            assert line, f"it ended with {hub.wait(20)} after saying: {said}"
            said += line
        assert "No problem found" in said
        wait_until(lambda: is_alive(port))
        password = re.findall(r"with the password (\S+)", said)[0]
        token = typed(signing_in, environment | {"PASSWORD": password, "MY_OWN": "green tea at nine"})["token"]
        ticket = typed(taking, environment | {"TOKEN": str(token)})
        assert ticket["events"][0]["ticket"] == "A001"
    finally:
        os.killpg(hub.pid, signal.SIGTERM)
        hub.wait(20)
        hub.stdout.close()


def typed(block: str, environment: dict[str, str]) -> dict[str, Any]:
    """What the hub answers to a command of the README."""
    done = subprocess.run(["sh", "-ec", block], env=environment, capture_output=True, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def is_alive(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health/live", trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
