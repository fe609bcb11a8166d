"""Runs a unit file as systemd would, as far as the hub relies on it: ExecStart, readiness, watchdog, Restart=always."""

import os
import select
import shlex
import signal
import socket
import subprocess
import time
from collections import deque
from configparser import ConfigParser
from pathlib import Path


class UnitParser(ConfigParser):
    """Keys of a unit are written in capitals and small letters."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


class Service:
    """The unit at work. It moves on when it is asked for the next thing that happened."""

    def __init__(self, unit: Path, folder: Path, patience: float) -> None:
        parser = UnitParser(interpolation=None, strict=False)
        parser.read_string(unit.read_text("utf-8"))
        self.settings = dict(parser["Service"])
        self.command = [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(self.settings["ExecStart"])]
        self._patience = patience
        self._heard: deque[str] = deque()
        self._notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._notify.bind(str(folder / "notify"))
        self._environment = {
            **os.environ,
            "HALLOPS_LANGUAGE": "en",
            "NOTIFY_SOCKET": str(folder / "notify"),
            "WATCHDOG_USEC": str(int(patience * 1_000_000)),
        }
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(self.command, env=self._environment, stderr=subprocess.DEVNULL)
        self._is_ready = False
        self._heard_at = 0.0

    def until(self, wanted: str, seconds: float = 60.0) -> None:
        """Watch over the service until it says or meets something: READY=1, WATCHDOG=1, ended, hung."""
        end = time.monotonic() + seconds
        while (met := self._next()) != wanted:
            assert time.monotonic() < end, f"{wanted} did not come; the last was {met}"

    def _next(self) -> str:
        if self._heard:
            return self._heard.popleft()
        if self.process.poll() is not None:
            assert self.settings["Restart"] == "always"
            self._start()
            return "ended"
        if select.select([self._notify], [], [], 0.1)[0]:
            self._heard.extend(self._notify.recv(1024).decode().splitlines())
            self._is_ready = self._is_ready or "READY=1" in self._heard
            self._heard_at = time.monotonic()
            return "heard"
        if self._is_ready and time.monotonic() - self._heard_at > self._patience:
            self.process.kill()
            self.process.wait()
            self._start()
            return "hung"
        return "nothing"

    def stop(self) -> tuple[int, str]:
        """As `systemctl stop`: the exit code, and the last thing that was told."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(int(self.settings["TimeoutStopSec"]))
        last = ""
        while select.select([self._notify], [], [], 0)[0]:
            last = self._notify.recv(1024).decode()
        return code, last

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._notify.close()
