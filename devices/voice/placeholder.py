"""Clips made by espeak-ng, so that a hall is heard before it has recorded its own voice. Existing files stay."""

import shutil
import subprocess
from pathlib import Path

from devices.voice.phrase import LANGUAGES

PROGRAM = "espeak-ng"
VOICES = {"zh": "cmn-latn-pinyin", "en": "en"}  # the voice cmn reads hanzi as English (Debian 12)


def make_placeholders(folder: Path, language: str) -> list[Path] | None:
    """Make the clips that are missing in `folder`; None where espeak-ng is not installed."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, text in LANGUAGES[language].says.items():
        file = folder / f"{name}.wav"
        if not file.exists():
            command = [program, "-v", VOICES[language], "-w", str(file), text]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed words
            made.append(file)
    return made
