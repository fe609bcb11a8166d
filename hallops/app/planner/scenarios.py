"""A scenario as the command line names it: a file, or preset:NAME."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hallops.app.planner.presets import PREFIX, preset
from hallops.app.voice import Voice


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """`name` is how it is called in tables, `place` where it was found."""

    name: str
    place: str
    data: bytes

    @property
    def hash(self) -> str:
        return sha256(self.data).hexdigest()


def scenario_file(place: str, voice: Voice, folder: Path = Path()) -> ScenarioFile:
    """Read it; a path is looked up from `folder`."""
    if place.startswith(PREFIX):
        return ScenarioFile(place.removeprefix(PREFIX), place, preset(place, voice))
    path = folder / place
    return ScenarioFile(path.name, place, path.read_bytes())
