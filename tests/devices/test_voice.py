"""What a hall hears of a call: clips in a row, in their turn, and nothing where there is no sound."""

import io
import shutil
import sys
import wave
from array import array
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.board import Call
from devices.errors import ClipUnusable
from devices.voice.pcm import RATE, Samples, join, read_clip, write_wav
from devices.voice.phrase import LANGUAGES, clip_names, spoken, written
from devices.voice.placeholder import PROGRAM, make_placeholders
from devices.voice.queue import STALE, Announcement, AnnouncementQueue, QuietHours
from devices.voice.speaker import Speaker, sound_program
from tests.devices.loop import on_a_loop

CALL = Call("A012", 3)
TENTH = RATE // 10


def beep(level: int, samples: int = TENTH) -> Samples:
    return array("h", [level] * samples)


def recorded(samples: Samples, rate: int = RATE, channels: int = 1, width: int = 2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()


CLIPS = {name: beep(1000 + 10 * place) for place, name in enumerate(LANGUAGES["zh"].says)}


def test_a_number_is_spelled_digit_by_digit() -> None:
    assert clip_names(CALL, "zh") == ("please", "A", "0", "1", "2", "number_to", "3", "window")
    assert clip_names(Call("A012", 12), "en")[-2:] == ("1", "2")
    assert clip_names(Call("A012", 12), "zh", {"12"})[-2:] == ("12", "window")
    assert written(CALL, "zh") == "请A012号到3号窗口办理"
    assert "".join(LANGUAGES["zh"].says[name] for name in clip_names(CALL, "zh")) == "请A零一二号到三号窗口办理"


def test_a_call_is_its_clips_in_a_row_and_always_the_same_bytes() -> None:
    sound = spoken(CALL, "zh", CLIPS)
    assert sound == spoken(CALL, "zh", CLIPS)
    heard = read_clip(sound, "call")
    assert len(heard) == 8 * TENTH + 7 * (RATE * 40 // 1000)
    assert heard[0] == CLIPS["please"][0]
    assert heard[-1] == CLIPS["window"][0]


def test_a_call_with_a_missing_clip_is_refused_with_its_name() -> None:
    with pytest.raises(ClipUnusable) as refusal:
        spoken(Call("B45", 3), "zh", {name: clip for name, clip in CLIPS.items() if name not in {"B", "4"}})
    assert (refusal.value.code, refusal.value.facts) == ("clips_missing", {"names": "4, B"})


def test_a_recording_loses_the_silence_around_it() -> None:
    assert read_clip(recorded(beep(0) + beep(5000) + beep(0)), "a.wav") == beep(5000)


def test_a_recording_of_two_channels_at_another_rate_comes_into_our_form() -> None:
    stereo = array("h", [value for _ in range(4410) for value in (4000, 6000)])
    clip = read_clip(recorded(stereo, 44_100, 2), "a.wav")
    assert len(clip) == TENTH
    assert set(clip) == {5000}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "clip_format"),
        (b"RIFF no wave", "clip_format"),
        (recorded(array("h", [7000] * 10), width=1), "clip_format"),
        (recorded(beep(0)), "clip_silent"),
        (recorded(beep(5000, 6 * RATE)), "clip_long"),
    ],
)
def test_a_recording_that_can_not_be_used_is_named(data: bytes, code: str) -> None:
    with pytest.raises(ClipUnusable) as refusal:
        read_clip(data, "请.wav")
    assert (refusal.value.code, refusal.value.facts["file"]) == (code, "请.wav")


SOUND = recorded(beep(5000, 50))


@given(st.sampled_from([0, 12, 24, 36, 44, len(SOUND)]), st.binary(max_size=60))
def test_whatever_is_in_a_file_it_is_read_or_refused(kept: int, noise: bytes) -> None:
    with suppress(ClipUnusable):
        assert read_clip(SOUND[:kept] + noise, "a.wav")


def test_joined_clips_have_a_pause_between_them_only() -> None:
    assert len(join([beep(1), beep(2), beep(3)], 100)) == 5 * TENTH
    assert join([], 100) == array("h")
    assert write_wav(beep(9))[:4] == b"RIFF"


def say(id_: str, priority: int = 0, times: int = 1) -> Announcement:
    return Announcement(id_, id_, b"", priority, times)


def heard(queue: AnnouncementQueue, now: float, minute: int = 600) -> str | None:
    found = queue.next(now, minute)
    return found.id if found else None


def test_announcements_come_in_order_with_a_pause_between_them() -> None:
    queue = AnnouncementQueue(gap=1.0)
    assert heard(queue, 0) is None
    queue.add(say("A012"), 0)
    queue.add(say("B003"), 0)
    assert heard(queue, 0) == "A012"
    assert heard(queue, 5) is None  # the first still plays
    queue.played(5)
    assert (heard(queue, 5.9), queue.due) == (None, 6)
    assert heard(queue, 6) == "B003"
    queue.played(9)
    assert (heard(queue, 20), queue.due) == (None, None)


def played(queue: AnnouncementQueue, times: int) -> list[str | None]:
    found = []
    for now in range(times):
        found.append(heard(queue, now * 10))
        queue.played(now * 10)
    return found


def test_an_urgent_one_goes_first_and_a_repeat_goes_behind_what_was_not_heard() -> None:
    queue = AnnouncementQueue()
    for announcement in (say("A012", times=2), say("B003"), say("help", priority=1)):
        queue.add(announcement, 0)
    assert played(queue, 5) == ["help", "A012", "B003", "A012", None]


def test_a_visitor_who_came_is_not_called_again_and_a_recall_takes_the_place_of_the_call() -> None:
    queue = AnnouncementQueue()
    queue.add(say("A012", times=2), 0)
    queue.add(say("A012", times=2), 0)
    assert played(queue, 1) == ["A012"]
    queue.drop("A012")
    assert played(queue, 1) == [None]


def test_a_call_that_waited_too_long_is_left_out() -> None:
    queue = AnnouncementQueue()
    queue.add(say("A012"), 0)
    assert heard(queue, STALE) is None


def test_in_quiet_hours_nothing_is_heard_and_nothing_is_made_up_for_later() -> None:
    night = QuietHours(((22 * 60, 7 * 60), (12 * 60, 13 * 60)))
    assert [minute for minute in (0, 419, 420, 719, 720, 780, 1319, 1320) if night.hold(minute)] == [0, 419, 720, 1320]
    queue = AnnouncementQueue(quiet=night)
    queue.add(say("A012"), 0)
    assert heard(queue, 0, minute=0) is None
    assert heard(queue, 1, minute=420) is None


@on_a_loop
async def test_a_sound_is_handed_to_the_program_whole(tmp_path: Path) -> None:
    file = tmp_path / "heard"
    script = f"import sys; open({str(file)!r}, 'wb').write(sys.stdin.buffer.read())"
    assert await Speaker((sys.executable, "-c", script)).play(b"RIFF" * 1000)
    assert file.read_bytes() == b"RIFF" * 1000


@pytest.mark.parametrize(
    "program",
    [None, ("/nowhere/aplay",), (sys.executable, "-c", "import sys; sys.stdin.read(); sys.exit('no sound card')")],
)
@on_a_loop
async def test_without_sound_it_is_said_once(program: tuple[str, ...] | None, caplog: pytest.LogCaptureFixture) -> None:
    speaker = Speaker(program)
    assert not await speaker.play(b"RIFF")
    assert not await speaker.play(b"RIFF")
    assert len(caplog.records) == 1


@on_a_loop
async def test_a_program_that_hangs_is_ended() -> None:
    speaker = Speaker((sys.executable, "-c", "import time; time.sleep(600)"))
    assert not await speaker.play(b"RIFF", longest=0.2)


def test_the_first_sound_program_that_is_there_is_used() -> None:
    assert sound_program((("no-such-program",), ("sh", "-c", ":"))) == (shutil.which("sh"), "-c", ":")
    assert sound_program((("no-such-program",),)) is None


@pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_made_and_own_recordings_stay(language: str, tmp_path: Path) -> None:
    own = tmp_path / "0.wav"
    own.write_bytes(recorded(beep(5000)))
    made = make_placeholders(tmp_path, language)
    assert made is not None
    assert own not in made
    clips = {file.stem: read_clip(file.read_bytes(), file.name) for file in tmp_path.glob("*.wav")}
    assert spoken(CALL, language, clips)


def test_without_espeak_no_placeholder_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert make_placeholders(tmp_path / "zh", "zh") is None
