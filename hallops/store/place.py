"""Where a hall's data is: a folder for files, and a database in it or in PostgreSQL."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from hallops.store.engine import sqlite_url


@dataclass(frozen=True, slots=True)
class Place:
    """`folder` holds the watermark and the backups; `url` names the database."""

    folder: Path
    url: str

    @classmethod
    def in_folder(cls, folder: Path) -> "Place":
        """The embedded default: SQLite inside the folder."""
        return cls(folder, sqlite_url(folder / "hall.db"))

    @property
    def is_sqlite(self) -> bool:
        return make_url(self.url).get_backend_name() == "sqlite"

    @property
    def database(self) -> Path | None:
        """The database file; None for a server."""
        name = make_url(self.url).database
        return Path(name) if self.is_sqlite and name else None

    @property
    def name(self) -> str:
        """The database for a person to read: its file, or its URL without a password."""
        return str(self.database or make_url(self.url).render_as_string())

    @property
    def watermark(self) -> Path:
        return self.folder / "watermark.json"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"
