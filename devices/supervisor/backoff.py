"""How long to wait before an absent device is tried again: longer each time, up to a few seconds, never all at once.

In a hall's own network a try costs nothing, and nobody should wait for a printer that is switched on again.
"""

import random

FIRST = 0.5  # seconds
MOST = 3.5  # so that a device that is back is in use within 5 s, connecting and two answers included
JITTER = 0.2  # of the wait, either way


def wait(tries: int, rng: random.Random) -> float:
    """Seconds after the `tries`th try in vain, from 0."""
    plain: float = min(MOST, FIRST * 2 ** min(tries, 16))
    return plain * (1 + JITTER * rng.uniform(-1, 1))
