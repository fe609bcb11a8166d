"""How far a long piece of work is, told once a second."""

import time
from collections.abc import Callable

from hallops.app.voice import Voice

PATIENCE = 1.0  # s without a sign of life


def watching(voice: Voice) -> Callable[[int, int], None]:
    """A function to be told how much is done of how much."""
    begun = told = time.monotonic()

    def watch(done: int, whole: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= PATIENCE and done < whole:
            told = now
            voice.tell("fit_progress", done=done, all=whole, left=f"{(now - begun) / done * (whole - done):.0f}")

    return watch
