"""What a hub shows over HTTPS to whoever connects."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Certificate:
    """PEM files of the hub's own certificate and key; without one the hub speaks plain HTTP."""

    chain: Path
    key: Path
