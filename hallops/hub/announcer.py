"""Makes the sound of calls from the clips in the hall's data folder, and keeps the newest for all boards that ask."""

import logging
import threading
from collections import OrderedDict
from pathlib import Path

from devices.errors import ClipUnusable
from devices.voice.pcm import Samples, read_clip
from hallops.hub.announcement import Summons, announce

log = logging.getLogger(__name__)

CLIPS = "clips"  # folder of the hall's data, one folder a language in it
LARGEST = 2_000_000  # bytes of a clip
KEPT = 64  # announcements in memory, some 200 kB each


class Announcer:
    """Makes announcements from the clips of a folder; used by several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / CLIPS
        self._made: OrderedDict[tuple[Summons, tuple[tuple[str, int], ...]], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def wav(self, summons: Summons) -> bytes:
        """New clips count from the next call on."""
        files = self._files(summons.language)
        key = (summons, tuple((name, file.stat().st_mtime_ns) for name, file in files.items()))
        with self._lock:
            if key not in self._made:
                self._made[key] = self._make(summons, files)
            self._made.move_to_end(key)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
            return self._made[key]

    def _files(self, language: str) -> dict[str, Path]:
        folder = self._folder / language
        found = sorted(folder.glob("*.wav")) if folder.is_dir() else []
        return {file.stem: file for file in found if file.is_file() and file.stat().st_size <= LARGEST}

    def _make(self, summons: Summons, files: dict[str, Path]) -> bytes:
        def clip(name: str) -> Samples:
            try:
                return read_clip(files[name].read_bytes(), files[name].name)
            except OSError as error:
                raise ClipUnusable("clip_format", file=files[name].name, said=str(error)) from error

        try:
            return announce(summons, files.keys(), clip)
        except ClipUnusable as error:
            log.warning("a clip can not be used, only the chime is heard: %s", error)
            return announce(summons, (), clip)
