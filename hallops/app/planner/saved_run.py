"""A comparison kept in a file: which scenarios, by the hash of their text, which days, and the figures they gave.

It can be made again: the same files, seed and program give the same figures, which are rounded to a ten-thousandth.
"""

import json
import os
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import msgspec

from hallops.app.failures import Stop
from hallops.app.planner.presets import PREFIX
from hallops.app.planner.scenarios import ScenarioFile, scenario_file
from hallops.app.voice import Voice


class SavedFile(msgspec.Struct, forbid_unknown_fields=True):
    """A scenario file: `place` is seen from the folder of the run."""

    place: str
    sha256: str


class SavedRun(msgspec.Struct, forbid_unknown_fields=True):
    """`result` is what --json gives."""

    schema: Literal["hallops-run/1"]
    version: str
    numpy: str
    days: int
    seed: int
    files: list[SavedFile]
    result: dict[str, object]


def write_run(file: Path, scenarios: Sequence[ScenarioFile], result: Mapping[str, object]) -> None:
    """Write a run; `result` has its days and seed."""
    files = [{"place": _seen_from(file.parent, each.place), "sha256": each.hash} for each in scenarios]
    versions = {"schema": "hallops-run/1", "version": version("hallops"), "numpy": version("numpy")}
    run = versions | {"days": result["days"], "seed": result["seed"], "files": files, "result": dict(result)}
    file.write_text(json.dumps(run, ensure_ascii=False, indent=2) + "\n", "utf-8")


def read_run(file: Path, voice: Voice) -> SavedRun:
    try:
        return msgspec.json.decode(file.read_bytes(), type=SavedRun)
    except msgspec.DecodeError as error:
        raise Stop(voice.phrase("compare_no_run", file=str(file), detail=str(error))) from error


def scenarios_of(run: SavedRun, folder: Path, voice: Voice) -> list[ScenarioFile]:
    """The files of a run, exactly as they were."""
    found = [scenario_file(each.place, voice, folder) for each in run.files]
    changed = [file.place for file, saved in zip(found, run.files, strict=True) if file.hash != saved.sha256]
    if changed:
        raise Stop(voice.phrase("compare_changed", files=", ".join(changed)))
    return found


def differing(saved: object, made: object, path: str = "") -> list[str]:
    """Where two results differ, as paths."""
    if isinstance(saved, dict) and isinstance(made, dict) and saved.keys() == made.keys():
        return [found for key in saved for found in differing(saved[key], made[key], f"{path}.{key}".strip("."))]
    if isinstance(saved, list) and isinstance(made, list) and len(saved) == len(made):
        pairs = enumerate(zip(saved, made, strict=True))
        return [found for place, (one, other) in pairs for found in differing(one, other, f"{path}[{place}]")]
    return [] if saved == made else [path]


def _seen_from(folder: Path, place: str) -> str:
    return place if place.startswith(PREFIX) else os.path.relpath(place, folder)
