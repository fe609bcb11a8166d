"""The sound of a call: a chime, and the hall's clips where it has them all."""

import io
import math
import struct
import wave
from array import array

import pytest

from devices.errors import ClipUnusable
from devices.voice.chime import chime, silence, tone
from devices.voice.pcm import RATE, Samples, read_clip, write_wav
from hallops.hub.announcement import Summons, announce, clips_for

CALL = Summons("A047", 3, "zh")
ALL = {"please", "number_to", "window", *"ABC0123456789"}


def clip(name: str) -> Samples:
    return tone(300, 100, 0.5)


def samples_of(wav: bytes) -> Samples:
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


def recorded(samples: Samples, rate: int = RATE, channels: int = 1, width: int = 2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def test_the_number_is_spelled_and_the_window_named() -> None:
    assert clips_for(CALL, ALL) == ("please", "A", "0", "4", "7", "number_to", "3", "window")
    assert clips_for(Summons("A047", 11, "zh"), ALL)[-3:] == ("1", "1", "window")
    assert clips_for(Summons("A047", 11, "zh"), {*ALL, "11"})[-2:] == ("11", "window")
    assert clips_for(Summons("K008", 2, "en"), ()) == ("ticket", "K", "0", "0", "8", "go_to_window", "2")


def test_a_call_is_chime_and_clips_and_its_length_is_right() -> None:
    wav = announce(CALL, ALL, clip)
    assert struct.unpack("<I", wav[4:8])[0] == len(wav) - 8
    assert struct.unpack("<I", wav[40:44])[0] == len(wav) - 44
    assert len(samples_of(wav)) > len(chime()) + 8 * len(clip(""))


def test_one_missing_clip_leaves_the_chime_alone() -> None:
    assert samples_of(announce(CALL, ALL - {"7"}, clip)) == chime()
    assert samples_of(announce(CALL, (), clip)) == chime()


def test_the_chime_is_heard_and_neither_clicks_nor_distorts() -> None:
    heard = chime()
    assert math.sqrt(sum(sample * sample for sample in heard) / len(heard)) > 2000
    assert max(map(abs, heard)) < 32_000
    assert abs(heard[0]) < 300
    assert abs(heard[-1]) < 300


def test_a_recording_becomes_ours_and_loses_the_silence_around_it() -> None:
    spoken = tone(300, 400, 0.5)
    around = silence(700) + spoken + silence(900)
    stereo = array("h", (sample for each in around for sample in (each, each)))
    mono = read_clip(recorded(around), "a.wav")
    assert len(mono) <= len(spoken)
    assert read_clip(recorded(stereo, channels=2), "a.wav") == mono
    assert abs(len(read_clip(recorded(around, rate=44_100), "a.wav")) - len(mono) // 2) < 20


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF",
        b"ID3 an MP3 file",
        recorded(silence(300)),
        recorded(tone(300, 6000, 0.5)),
        recorded(tone(300, 100, 0.5), width=1),
    ],
)
def test_what_is_no_recording_of_a_word_is_refused(data: bytes) -> None:
    with pytest.raises(ClipUnusable):
        read_clip(data, "a.wav")


def test_writing_and_reading_gives_the_same() -> None:
    sound = tone(440, 50, 0.8)
    assert samples_of(write_wav(sound)) == sound
