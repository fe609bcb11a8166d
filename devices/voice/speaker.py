"""The loudspeaker of a machine, by the sound program that it has. Without one the text alone is shown."""

import asyncio
import logging
import shutil
from collections.abc import Sequence
from contextlib import suppress

log = logging.getLogger(__name__)

PROGRAMS = (("pw-play", "-"), ("paplay",), ("aplay", "-q", "-"))  # as they read WAV from their input
LONGEST = 60.0  # seconds


def sound_program(programs: Sequence[tuple[str, ...]] = PROGRAMS) -> tuple[str, ...] | None:
    """The first of these that is installed."""
    for name, *options in programs:
        if path := shutil.which(name):
            return (path, *options)
    return None


class Speaker:
    """One loudspeaker. `play` never raises for what a sound card does."""

    def __init__(self, program: tuple[str, ...] | None) -> None:
        self._program = program
        self._told = False

    async def play(self, sound: bytes, longest: float = LONGEST) -> bool:
        """Whether it was heard to its end, as far as the program can tell."""
        if self._program is None:
            return self._mute("there is no program to play sound with")
        pipe = asyncio.subprocess.PIPE
        try:
            playing = await asyncio.create_subprocess_exec(*self._program, stdin=pipe, stderr=pipe)
        except OSError as error:
            return self._mute(str(error))
        try:
            async with asyncio.timeout(longest):
                _, said = await playing.communicate(sound)
        except TimeoutError:
            return self._mute("it does not come to an end")
        finally:
            if playing.returncode is None:
                with suppress(ProcessLookupError):
                    playing.kill()
                await playing.wait()
        if playing.returncode:
            return self._mute(said.decode(errors="replace").strip())
        self._told = False
        return True

    def _mute(self, why: str) -> bool:
        if not self._told:
            self._told = True
            log.warning("no sound, the text alone is shown: %s", why)
        return False
