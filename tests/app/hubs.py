"""A hub as its user starts it: a process of its own on the sample hall, which a test talks to and ends."""

import os
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from hallops.app.cli import main
from hallops.files.sample import HALL
from tests.app.displays import wait_until

EVERYWHERE = "0.0.0.0"  # noqa: S104 - HTTPS is for a hub that others reach


def always_open_file(file: Path, hall: str = "demo-street") -> None:
    """The sample hall's file, open around the clock, since the hub runs on this machine's time."""
    text = HALL.read_text("utf-8").replace("id: demo-street", f"id: {hall}")
    modes = text[text.index("modes:") : text.index("reasons:")]
    always = (
        "modes:\n  - {id: weekday, zh: 全天, en: All day, kind: weekday, days: [all], "
        'hours: [["00:00", "24:00"]], windows: all, services: all}\n\n'
    )
    file.write_text(text.replace(modes, always).replace("last_ticket_minutes: 15", "last_ticket_minutes: 0"), "utf-8")


def always_open_hall(folder: Path, hall: str = "demo-street") -> Path:
    """The data folder of that hall."""
    file, data = folder / "hall.yaml", folder / "data"
    always_open_file(file, hall)
    assert main(["hall", "import", str(file), "--data", str(data)]) == 0
    return data


class HubProcess:
    """`said` is what it told when it came up; `trust` the authority to know it by, over HTTPS."""

    def __init__(self, data: Path, *arguments: str) -> None:
        self.data = data
        command = [
            sys.executable,
            "-m",
            "hallops.app.cli",
            "serve",
            "--data",
            str(data),
            "--port",
            "0",
            "--no-forecast",
            *arguments,
        ]
        environment = {**os.environ, "HALLOPS_LANGUAGE": "en"}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        assert self.process.stderr is not None
        self.said = self.process.stderr.readline()
        self.address: str = re.findall(r"https?://[^ ]+\d", self.said)[0]
        self.port = int(self.address.rsplit(":", 1)[1])
        self.authority = data / "tls" / "ca.crt"
        self.wait()

    @property
    def is_secure(self) -> bool:
        return self.address.startswith("https")

    def trust(self) -> ssl.SSLContext | bool:
        return ssl.create_default_context(cafile=str(self.authority)) if self.is_secure else True

    def client(self, **more: str) -> httpx.Client:
        return httpx.Client(base_url=self.address, verify=self.trust(), trust_env=False, headers=more)

    def wait(self) -> None:
        wait_until(self.is_ready)

    def is_ready(self) -> bool:
        with self.client() as client:
            try:
                return client.get("/health/ready").status_code == httpx.codes.OK
            except httpx.HTTPError:
                return False

    def next_line(self) -> str:
        assert self.process.stderr is not None
        return self.process.stderr.readline()

    def streams(self) -> int:
        with self.client() as client:
            return int(client.get("/health/ready").json()["streams"])

    def end(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        code = self.process.wait(20)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


@contextmanager
def hub_process(data: Path, *arguments: str) -> Iterator[HubProcess]:
    hub = HubProcess(data, *arguments)
    try:
        yield hub
    finally:
        if hub.process.poll() is None:
            hub.end()
