"""A display that nobody looks at, and `hallops screen` on it as a process of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageGrab

SIZE = (1280, 720)
Black = (0, 0, 0)


@contextmanager
def virtual_display() -> Iterator[str]:
    """The name of a display of 1280x720, without a window manager as on a kiosk."""
    for program in ("Xvfb", "chromium"):
        if shutil.which(program) is None:
            pytest.skip(f"the program {program} is not installed")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as said:
        display = f":{said.readline().strip()}"
    try:
        yield display
    finally:
        process.terminate()
        process.wait(10)


def picture(display: str) -> Image.Image:
    return ImageGrab.grab(xdisplay=display)


def is_filled(display: str) -> bool:
    """Whether something is shown in every corner: an empty display is black."""
    seen, (width, height) = picture(display), SIZE
    corners = [(5, 5), (width - 6, 5), (5, height - 6), (width - 6, height - 6)]
    return all(seen.getpixel(corner) != Black for corner in corners)


class ScreenProcess:
    """A screen at work; its user's data is in `folder`."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "hallops.app.cli", "screen", *arguments]
        environment = {**os.environ, "HALLOPS_LANGUAGE": "en", "XDG_DATA_HOME": str(folder)}
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
        )

    def browser(self) -> int | None:
        """The process of its browser."""
        try:
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii").split()
        except FileNotFoundError:
            return None
        return int(children[0]) if children else None

    def next_line(self) -> str:
        assert self.process.stderr is not None
        return self.process.stderr.readline()

    def end(self) -> tuple[int, str]:
        """Its exit code, and what it said that was not read before."""
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


@contextmanager
def screen_process(folder: Path, *arguments: str) -> Iterator[ScreenProcess]:
    screen = ScreenProcess(folder, *arguments)
    try:
        yield screen
    finally:
        if screen.process.poll() is None:
            screen.end()


def has_ended(process: int) -> bool:
    """Whether a process is gone, or dead and only not buried yet."""
    try:
        return "State:\tZ" in Path(f"/proc/{process}/status").read_text("ascii")
    except FileNotFoundError:
        return True


def wait_until(happens: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.1)
