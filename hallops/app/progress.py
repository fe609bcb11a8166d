"""How far a long piece of work is, told once a second with the time that is left."""

import time
from collections.abc import Callable

from hallops.app.voice import Voice

PATIENCE = 1.0  # s without a sign of life


def progress(voice: Voice, saying: str, total: int) -> Callable[[int], None]:
    """To be told how much is done of `total`; says `done`, `total` and `left`, in seconds."""
    watch = watching(voice, saying)
    return lambda done: watch(done, total)


def watching(voice: Voice, saying: str) -> Callable[[int, int], None]:
    """The same where the work finds out how much there is: to be told how much is done of how much."""
    begun = told = time.monotonic()

    def watch(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= PATIENCE and done < total:
            told = now
            voice.tell(saying, done=done, total=total, left=f"{(now - begun) / done * (total - done):.0f}")

    return watch
