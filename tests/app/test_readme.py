"""The README's way to a new hall, typed as it stands there, from the import to the first real ticket."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.app.hubs import always_open_file
from tests.rules.tree import ROOT

PORT = 8420


def blocks() -> list[str]:
    """The commands of the section, block by block."""
    text = (ROOT / "README.md").read_text("utf-8")
    section = text[text.index("## A new hall in ten minutes") : text.index("## Read on")]
    return re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)


@pytest.mark.slow
def test_a_new_hall_gives_its_first_ticket_with_the_readme_alone(tmp_path: Path) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", PORT)) == 0:
            pytest.skip(f"another program has port {PORT}, which the README's commands use")
    always_open_file(tmp_path / "my-hall.yaml")
    setting_up, signing_in, taking = blocks()
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
        while "password" not in said:
            line = hub.stdout.readline()
            if "Choose another one with --port" in line:
                pytest.skip(f"another program took port {PORT}, which the README's commands use")
            assert line, f"it ended with {hub.wait(20)} after saying: {said}"
            said += line
        assert "No problem found" in said
        password = re.findall(r"\b\w{4}(?:-\w{4}){3}\b", said)[0]
        wait_for_hub()
        answer = typed(signing_in, {**environment, "PASSWORD": password, "MY_OWN": "green tea at nine"})
        taken = typed(taking, {**environment, "TOKEN": answer["token"]})
        assert taken["events"][0]["ticket"] == "A001"
    finally:
        os.killpg(hub.pid, signal.SIGTERM)
        hub.wait(20)
        hub.stdout.close()


def typed(commands: str, environment: dict[str, str]) -> Any:
    done = subprocess.run(["sh", "-ec", commands], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def wait_for_hub() -> None:
    for _ in range(300):
        try:
            httpx.get(f"http://127.0.0.1:{PORT}/health/live", trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the hub did not come up")
