"""The browser of a screen: which program, with which arguments, and its end. It touches no browser but its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)
WINDOWS_PROGRAMS = (
    r"Microsoft\Edge\Application\msedge.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
)
QUIET = (  # a screen in a hall asks nobody anything, and speaks to its hub only
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-features=MediaRouter,GlobalMediaControls",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-session-crashed-bubble",
    "--hide-crash-restore-bubble",
    "--noerrdialogs",
    "--disable-infobars",
    "--test-type",  # no bar about unusual flags above the page
    "--password-store=basic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--check-for-update-interval=31536000",
    "--ozone-platform-hint=auto",
)
GRACE = 5.0  # seconds that a browser has to end by itself


PREFERENCES = {  # what no argument can say
    "translate": {"enabled": False},
    "credentials_enable_service": False,
    "autofill": {"profile_enabled": False, "credit_card_enabled": False},
}


@dataclass(frozen=True, slots=True)
class Window:
    """How the browser shows itself. `size` fills a screen where no window manager does; `scale` enlarges everything."""

    windowed: bool = False
    position: str = "0,0"
    size: tuple[int, int] | None = None
    scale: float | None = None


def find_program(asked: str | None = None) -> str | None:
    """The browser to use: the one asked for, else the first that is installed."""
    if asked is not None:
        return shutil.which(asked)
    folders = [os.environ[name] for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if name in os.environ]
    installed = [str(Path(folder, program)) for program in WINDOWS_PROGRAMS for folder in folders]
    return next((found for name in (*PROGRAMS, *installed) if (found := shutil.which(name))), None)


def arguments(
    url: str, profile: Path, window: Window, trusted: bytes | None = None, *, as_root: bool = False
) -> list[str]:
    """All that follows the program's name. `trusted` is the hash of the hub's key, which the caller has verified."""
    found = [f"--user-data-dir={profile}", *QUIET]
    if trusted is not None:
        found.append(f"--ignore-certificate-errors-spki-list={b64encode(trusted).decode()}")
    if not window.windowed:
        found.append(f"--window-position={window.position}")
    if not window.windowed and window.size is not None:
        found.append(f"--window-size={window.size[0]},{window.size[1]}")
    if window.scale is not None:
        found.append(f"--force-device-scale-factor={window.scale}")
    if as_root:
        found.append("--no-sandbox")
    return [*found, f"--app={url}"] if window.windowed else [*found, "--kiosk", url]


def prepare(profile: Path) -> None:
    """Settle a new profile. Later the browser keeps its preferences itself."""
    file = profile / "Default" / "Preferences"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(PREFERENCES), "utf-8")


class Browser:
    """A running browser in a session of its own. What it says goes into the file `log`."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._log = log
        with log.open("wb") as said:
            self._process = subprocess.Popen(  # noqa: S603 - the program is an installed browser or the one asked for
                command, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
            )

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def last_words(self) -> str:
        """The last line that it said: the reason, where it could not start."""
        lines = self._log.read_text("utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else "-"

    def end(self) -> None:
        """Ask it to end, and make it; with its helpers."""
        self._tell(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        if sys.platform != "win32":
            self._tell(signal.SIGKILL)
        self._process.wait()

    def _tell(self, what: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.terminate()
            else:
                os.killpg(self._process.pid, what)


def end_leftover(profile: Path) -> None:
    """End the browser that an earlier, killed screen left behind: it would take over the new one's page and keep it.

    Chromium's lock names the process; it is ended only if it works in this very profile.
    """
    with suppress(OSError, ValueError):
        left = int((profile / "SingletonLock").readlink().name.rpartition("-")[2])
        command = Path(f"/proc/{left}/cmdline").read_bytes().split(b"\0")
        if f"--user-data-dir={profile}".encode() in command:
            os.kill(left, signal.SIGKILL)
