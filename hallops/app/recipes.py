"""Fills in the recipes of `hallops/deploy`: each file quotes a command its own way, and a wrong quote is found late."""

import shlex
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from string import Template

HALLOPS = (sys.executable, "-m", "hallops.app.cli")  # works for whoever may read it, whatever their PATH
LOWEST_FREE_PORT = 1024
HOMES = (Path("/", "home"), Path("/", "root"))  # which systemd hides from a service (ProtectHome)


def hub_unit(data: Path, host: str, port: int, user: str) -> dict[str, str]:
    """The systemd unit of a hub, by file name."""
    command = [*HALLOPS, "serve", "--data", str(data), "--host", host, "--port", str(port)]
    at_home = any(part.is_relative_to(home) for part in (Path(sys.prefix), data) for home in HOMES)
    filled = {
        "command": unit_line(command),
        "user": user,
        "data": unit_word(str(data)),
        "capabilities": "CAP_NET_BIND_SERVICE" if port < LOWEST_FREE_PORT else "",
        "home": "no" if at_home else "yes",
    }
    return {"hallops-hub.service": _filled("hallops-hub.service", filled)}


def kiosk_files(screen: Sequence[str]) -> dict[str, str]:
    """Three ways to start a screen with the machine: a user's unit, an autostart entry, a session of its own."""
    command = [*HALLOPS, "screen", *screen]
    return {
        "hallops-screen.service": _filled("hallops-screen.service", {"command": unit_line(command)}),
        "hallops-screen.desktop": _filled("hallops-screen.desktop", {"command": desktop_line(command)}),
        "hallops-session": _filled("hallops-session", {"command": shlex.join(command)}),
    }


def unit_line(words: Sequence[str]) -> str:
    return " ".join(unit_word(word) for word in words)


def unit_word(word: str) -> str:
    """As systemd reads it: % and $ are its own (systemd.service(5), "Command lines")."""
    plain = word.replace("%", "%%").replace("$", "$$")
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return plain if escaped == plain and plain and not set(plain) & set(" \t';") else f'"{escaped}"'


def desktop_line(words: Sequence[str]) -> str:
    """As the Desktop Entry Specification wants `Exec`: quoted, and once more escaped as a string."""
    quoted = []
    for word in words:
        plain = word.replace("%", "%%")
        escaped = "".join(f"\\{char}" if char in '"`$\\' else char for char in plain)
        needs = not plain or set(plain) & set(" \t\n\"'\\><~|&;$*?#()`")
        quoted.append(f'"{escaped}"' if needs else plain)
    return " ".join(quoted).replace("\\", "\\\\")


def _filled(name: str, values: dict[str, str]) -> str:
    return Template((files("hallops.deploy") / name).read_text("utf-8")).substitute(values)
