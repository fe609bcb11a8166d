"""Sound as numbers: reading clips, joining them, writing them as WAV. One channel, 16 bits, 22,050 samples a second.

Standard library only: a call is a second of chime and a few clips, made in some milliseconds and kept.
"""

import io
import math
import sys
import wave
from array import array
from collections.abc import Iterable
from typing import TypeAlias

RATE = 22_050  # samples a second
WIDTH = 2  # bytes of a sample
LOUDEST = 32_767
QUIET = 300  # of LOUDEST: a clip begins and ends where it is louder
LONGEST_CLIP = 5  # seconds

Samples: TypeAlias = "array[int]"  # of signed 16 bits: array("h")


class ClipError(Exception):
    """A recording that can not be used; says why."""


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


def join(parts: Iterable[Samples], gap: int) -> Samples:
    """One after the other with `gap` ms in between."""
    joined: Samples = array("h")
    for part in parts:
        if joined:
            joined += silence(gap)
        joined += part
    return joined


def write_wav(samples: Samples) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(WIDTH)
        file.setframerate(RATE)
        file.writeframes(_little(samples).tobytes())
    return out.getvalue()


def read_clip(data: bytes) -> Samples:
    """A recording as samples: its channels mixed, its rate ours, the silence around it cut off.

    Raises:
        ClipError: it is no WAV file of 16 bits, or too long.
    """
    try:
        with wave.open(io.BytesIO(data), "rb") as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            frames = file.readframes(LONGEST_CLIP * rate + 1)
    except (wave.Error, EOFError, RuntimeError) as error:
        raise ClipError(str(error) or "no WAV file") from error
    if width != WIDTH:
        raise ClipError(f"{8 * width} bits; 16 expected")
    samples = _little(array("h", frames[: len(frames) // WIDTH * WIDTH]))
    mixed = array("h", (sum(samples[at : at + channels]) // channels for at in range(0, len(samples), channels)))
    if len(mixed) > LONGEST_CLIP * rate:
        raise ClipError(f"longer than {LONGEST_CLIP} seconds")
    return _trimmed(mixed if rate == RATE else _at_our_rate(mixed, rate))


def _trimmed(samples: Samples) -> Samples:
    loud = [at for at, sample in enumerate(samples) if abs(sample) > QUIET]
    if not loud:
        raise ClipError("silent")
    return samples[loud[0] : loud[-1] + 1]


def _at_our_rate(samples: Samples, rate: int) -> Samples:
    """By the straight line between two samples: good enough for a voice in a hall."""
    made: Samples = array("h")
    for at in range(len(samples) * RATE // rate):
        before, rest = divmod(at * rate, RATE)
        after = min(before + 1, len(samples) - 1)
        made.append(samples[before] + (samples[after] - samples[before]) * rest // RATE)
    return made


def _little(samples: Samples) -> Samples:
    """WAV is little-endian, whatever this machine is."""
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples
