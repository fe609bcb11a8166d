"""What a hub shows over HTTPS to whoever connects."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Certificate:
    """PEM files of the hub's own certificate and key; without one the hub speaks plain HTTP."""

    chain: Path
    key: Path


class Renewable(Protocol):
    """A certificate that is made again whenever it is due, and the authority (PEM) that screens trust it by."""

    @property
    def authority(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def current(self) -> Certificate: ...

    def renew(self, names: frozenset[str], now: datetime) -> bool: ...


class AuthorityDamagedError(Exception):
    """A file of the authority can not be read as what it should be. It is told, never silently made anew."""

    def __init__(self, file: Path, said: str) -> None:
        super().__init__(f"{file}: {said}")
        self.file = file
        self.said = said
