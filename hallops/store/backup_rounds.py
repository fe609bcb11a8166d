"""Hourly backups without anybody thinking of them: when one is due, which ones stay, and a thread that does it."""

import logging
import threading
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from hallops.domain.rules import HOUR
from hallops.ports.clock import Clock
from hallops.store.backup import Backup, BackupDamagedError, back_up, backups
from hallops.store.halls import NoHallError
from hallops.store.place import Place

log = logging.getLogger(__name__)

HOURLY = 48  # the newest backups, all of them,
DAILY = 30  # and the last one of each of the newest dates (UTC)
LOOK = 60.0  # seconds between two looks at the clock

DAY = 24 * HOUR


def due(last: int | None, now: int) -> bool:
    """Whether an hour has passed since the last backup; a clock that jumped, either way, makes one due as well."""
    return last is None or abs(now - last) >= HOUR


def to_keep(found: Iterable[Backup], hourly: int = HOURLY, daily: int = DAILY) -> set[Backup]:
    """Which backups stay."""
    newest_first = sorted(found, key=lambda backup: backup.made_at, reverse=True)
    last_of: dict[int, Backup] = {}
    for backup in newest_first:
        last_of.setdefault(backup.made_at // DAY, backup)
    return {*newest_first[:hourly], *list(last_of.values())[:daily]}


def keep(folder: Path, hall: str, hourly: int = HOURLY, daily: int = DAILY) -> list[Backup]:
    """Delete a hall's backups that need not stay; return them."""
    found = backups(folder, hall)
    staying = to_keep(found, hourly, daily)
    gone = [backup for backup in found if backup not in staying]
    for backup in gone:
        backup.path.unlink()
    return gone


class BackupRounds:
    """Backs a hall up each hour into a folder. `failure` is what the last round met, None when it went well."""

    def __init__(self, place: Place, folder: Path, hall: str, clock: Clock) -> None:
        self._place = place
        self._folder = folder
        self._hall = hall
        self._clock = clock
        newest = backups(folder, hall)
        self._last = newest[0].made_at if newest else None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backup", daemon=True)
        self.failure: str | None = None

    @property
    def last(self) -> int | None:
        """When the newest backup was made."""
        return self._last

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """A backup under way is finished first."""
        self._stopped.set()
        self._thread.join()

    def look(self) -> Backup | None:
        """Make a backup if it is time; a failure is kept and told to the log, and tried again at the next look."""
        now = self._clock.now()
        if not due(self._last, now):
            return None
        try:
            made = back_up(self._place, self._folder, now, self._hall)
            keep(self._folder, self._hall)
        except (BackupDamagedError, NoHallError, OSError, SQLAlchemyError) as error:
            self.failure = str(error)
            log.warning("no backup was made: %s", error)
            return None
        self._last, self.failure = now, None
        return made

    def _run(self) -> None:
        while not self._stopped.is_set():
            self.look()
            self._stopped.wait(LOOK)
