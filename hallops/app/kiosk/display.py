"""The display that a screen is shown on, and the environment that brings a browser to it."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from PIL import ImageGrab


class NoDisplayError(Exception):
    """There is no such display; "" where none was named."""


def on_display(asked: str | None, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of a browser on the display that was asked for, else on the session's own."""
    found = dict(environment)
    if asked is not None:
        found["DISPLAY"] = asked
        found.pop("WAYLAND_DISPLAY", None)
    return found


def size_of(environment: Mapping[str, str]) -> tuple[int, int] | None:
    """How large the display is; None where its own window manager will know.

    Raises:
        NoDisplayError: nobody can be shown anything there.
    """
    if sys.platform in {"win32", "darwin"} or environment.get("WAYLAND_DISPLAY"):
        return None
    display = environment.get("DISPLAY", "")
    if not display:
        raise NoDisplayError(display)
    try:
        return ImageGrab.grab(xdisplay=display).size
    except OSError as error:
        raise NoDisplayError(display) from error


def user_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where this user's programs keep their data."""
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA", str(Path.home()))) / "HallOps"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "hallops"
