"""The processes of the live demo: started, listened to, started again when one dies, and all gone at the end."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from hallops.app.demo.live.child import PARTS
from hallops.app.demo.live.orders import Orders

HUB = "hub"
MODULES = {HUB: "hallops.app.demo.live.hub"}
DEVICES = "hallops.app.demo.live.child"
AGAIN = 1.0  # seconds between two starts of one process
ENDING = 8.0  # seconds that all have to end, then they are killed


class Child:
    """One process, and what it told of itself."""

    def __init__(self, orders: Orders, log: Path) -> None:
        self.orders = orders
        self.said: dict[str, Any] = {}
        self.starts = 0
        self._log = log
        self._started = 0.0
        self.process = self._start()

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    @property
    def is_online(self) -> bool:
        return self.is_alive and bool(self.said.get("online"))

    def mend(self, begun: float | None) -> bool:
        """Start it again if it is gone; True when that was needed."""
        if self.is_alive or time.monotonic() - self._started < AGAIN:
            return False
        self.let_go()
        self.said = {}
        self.orders = replace(self.orders, timing=replace(self.orders.timing, begun=begun))
        self.process = self._start()
        return True

    def begin(self, at: float) -> None:
        self._write(str(at))

    def let_go(self) -> None:
        """End the line: the process ends by itself."""
        if self.process.stdin is not None:
            try:
                self.process.stdin.close()
            except OSError:
                return

    def end(self, seconds: float) -> None:
        try:
            self.process.wait(max(0.1, seconds))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start(self) -> "subprocess.Popen[str]":
        """In a session of its own: Ctrl+C in the terminal is for the demo, which ends its processes in order."""
        self._started = time.monotonic()
        self.starts += 1
        module = MODULES.get(self.orders.part, DEVICES)
        with self._log.open("a", encoding="utf-8") as log:
            process = subprocess.Popen(  # noqa: S603 - modules of our own
                [sys.executable, "-m", module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )
        self.process = process
        self._write(msgspec.json.encode(self.orders).decode())
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()
        return process

    def _write(self, line: str) -> None:
        if self.process.stdin is None:
            return
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except OSError:
            return  # it is gone; the next look starts it again

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        if process.stdout is None:
            return
        with process.stdout as told:
            for line in told:
                if process is self.process:
                    self.said = {**self.said, **msgspec.json.decode(line)}


class Troupe:
    """The hub and one process a kind of device. `again` hears which one was started again."""

    def __init__(self, orders: Callable[[str], Orders], logs: Path, again: Callable[[str], None]) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self._again = again
        self._begun: float | None = None
        self.children = {part: Child(orders(part), logs / f"{part}.log") for part in (HUB, *PARTS)}

    @property
    def devices(self) -> dict[str, Child]:
        return {part: child for part, child in self.children.items() if part != HUB}

    def begin(self) -> None:
        """Let the hall's time run."""
        self._begun = time.monotonic()
        for child in self.children.values():
            child.begin(self._begun)

    def mend(self) -> None:
        for part, child in self.children.items():
            if child.mend(self._begun):
                self._again(part)

    def figure(self, part: str, name: str) -> Any:
        return self.children[part].said.get("figures", {}).get(name)

    def end(self) -> None:
        """The devices first, so that they can say goodbye."""
        until = time.monotonic() + ENDING
        for child in self.devices.values():
            child.let_go()
        for child in self.devices.values():
            child.end(until - time.monotonic())
        hub = self.children[HUB]
        hub.let_go()
        hub.end(ENDING)
