"""Sound as numbers: one channel, 16 bits, 22,050 samples a second. Reading recordings, joining them, writing WAV."""

import io
import sys
import wave
from array import array
from collections.abc import Iterable
from typing import TypeAlias

from devices.errors import ClipUnusable

RATE = 22_050  # samples a second
WIDTH = 2  # bytes of a sample
LONGEST = 5  # seconds of a clip
_QUIET = 300  # of 32767: a clip begins and ends where it is louder, else joined clips drag

Samples: TypeAlias = "array[int]"  # of signed 16 bits: array("h")


def read_clip(data: bytes, file: str) -> Samples:
    """A recording in our form, the silence around it cut off; raises ClipUnusable, which names the file."""
    try:
        with wave.open(io.BytesIO(data), "rb") as recording:
            channels, width, rate = recording.getnchannels(), recording.getsampwidth(), recording.getframerate()
            frames = recording.readframes(LONGEST * rate + 1)  # not all: some programs write a false length
    except (wave.Error, EOFError, RuntimeError, OverflowError) as error:
        raise ClipUnusable("clip_format", file=file, said=str(error) or type(error).__name__) from error
    if width != WIDTH or not channels or not rate:
        raise ClipUnusable("clip_format", file=file, said=f"{8 * width} bits")
    samples = _native(array("h", frames[: len(frames) // (WIDTH * channels) * WIDTH * channels]))
    if len(samples) > LONGEST * rate * channels:
        raise ClipUnusable("clip_long", file=file, most=LONGEST)
    mixed = array("h", (sum(samples[at : at + channels]) // channels for at in range(0, len(samples), channels)))
    loud = [at for at, sample in enumerate(mixed) if abs(sample) > _QUIET]
    if not loud:
        raise ClipUnusable("clip_silent", file=file)
    return _at_our_rate(mixed[loud[0] : loud[-1] + 1], rate)


def join(parts: Iterable[Samples], gap: int) -> Samples:
    """One after the other, with `gap` ms in between."""
    joined: Samples = array("h")
    for part in parts:
        if joined:
            joined += array("h", bytes(WIDTH * (RATE * gap // 1000)))
        joined += part
    return joined


def write_wav(samples: Samples) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(WIDTH)
        file.setframerate(RATE)
        file.writeframes(_native(samples).tobytes())
    return out.getvalue()


def _at_our_rate(samples: Samples, rate: int) -> Samples:
    """By the straight line between two samples: good enough for a voice in a hall."""
    if rate == RATE:
        return samples
    made: Samples = array("h")
    for at in range(len(samples) * RATE // rate):
        before, rest = divmod(at * rate, RATE)
        after = min(before + 1, len(samples) - 1)
        made.append(samples[before] + (samples[after] - samples[before]) * rest // RATE)
    return made


def _native(samples: Samples) -> Samples:
    """WAV is little-endian, whatever this machine is; the same step leads there and back."""
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples
