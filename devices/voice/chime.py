"""The chime before a call, made of numbers, and silence."""

import math
from array import array

from devices.voice.pcm import RATE, WIDTH, Samples

LOUDEST = 32_767


def silence(ms: int) -> Samples:
    return array("h", bytes(WIDTH * (RATE * ms // 1000)))


def tone(hertz: float, ms: int, loudness: float) -> Samples:
    """A struck bell: loud at once, then dying away, with a little of its octave; the ends are at zero."""
    count = RATE * ms // 1000
    made = array("h", bytes(WIDTH * count))
    for at in range(count):
        seconds = at / RATE
        turn = 2 * math.pi * hertz * seconds
        wave_now = (math.sin(turn) + 0.25 * math.sin(2 * turn)) / 1.25
        attack, end = min(1.0, seconds / 0.005), min(1.0, (count - at) / (RATE * 0.02))
        made[at] = round(LOUDEST * loudness * attack * end * math.exp(-4.5 * seconds) * wave_now)
    return made


def chime() -> Samples:
    """Ding, dong."""
    return tone(659.26, 420, 0.6) + tone(523.25, 780, 0.6)
