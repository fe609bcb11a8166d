"""The folder of a demo: its settings, its data, and what it writes at the end.

An interrupted demo goes on; a finished one starts anew in its place, since the same seed gives the same day.
"""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

SETTINGS = "demo.json"
DATA = "data"
LIVE = "live"  # logs of the processes of a live demo
OWN = {SETTINGS, DATA, LIVE, "tickets.csv", "windows.csv", "summary.json", "tickets"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What makes two demos the same."""

    seed: int
    days: int
    first: str
    hall: str  # hash of its file


class OtherDemoError(Exception):
    """The folder holds an unfinished demo of other settings."""


class ForeignFolderError(Exception):
    """The folder holds something else."""


@dataclass(frozen=True, slots=True)
class DemoFolder:
    root: Path

    @property
    def data(self) -> Path:
        return self.root / DATA

    def begin(self, settings: Settings) -> bool:
        """Make the folder ready; True when an interrupted demo goes on.

        Raises:
            OtherDemoError, ForeignFolderError: nothing was changed.
        """
        kept = self._settings()
        if kept is None and self.root.exists() and any(self.root.iterdir()):
            raise ForeignFolderError(str(self.root))
        if kept is not None and kept["finished"]:
            self._clear()
        elif kept is not None:
            if kept["settings"] != asdict(settings):
                raise OtherDemoError(str(self.root))
            return True
        self.root.mkdir(parents=True, exist_ok=True)
        self._write(settings, finished=False)
        return False

    def finish(self, settings: Settings) -> None:
        self._write(settings, finished=True)

    def _settings(self) -> dict[str, object] | None:
        file = self.root / SETTINGS
        if not file.exists():
            return None
        kept: dict[str, object] = json.loads(file.read_text("utf-8"))
        return kept

    def _write(self, settings: Settings, *, finished: bool) -> None:
        text = json.dumps({"settings": asdict(settings), "finished": finished}, indent=2)
        (self.root / SETTINGS).write_text(text, "utf-8")

    def _clear(self) -> None:
        for name in OWN:
            thing = self.root / name
            if thing.is_dir():
                shutil.rmtree(thing)
            else:
                thing.unlink(missing_ok=True)
