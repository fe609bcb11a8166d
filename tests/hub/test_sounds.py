"""The sound of a call over HTTP: for every call of the day and nothing else, with the hall's clips once it has them."""

import io
import wave
from pathlib import Path

from devices.voice.chime import tone
from devices.voice.pcm import write_wav
from hallops.domain.commands import CallNext
from tests.hub.running import Caller, Hall


def called(small: Hall, caller: Caller) -> None:
    caller.issue()
    small.do(CallNext("S1", 1))


def seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as file:
        return float(file.getnframes() / file.getframerate())


def record(folder: Path, names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names.split():
        (folder / f"{name}.wav").write_bytes(write_wav(tone(300, 200, 0.5)))


def test_whoever_sees_the_board_may_hear_the_call(small: Hall, caller: Caller) -> None:
    called(small, caller)
    answer = caller.get("/v1/sounds/1.wav", None, language="zh")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert 1 < seconds(answer.content) < 2


def test_new_clips_are_heard_at_once_and_a_broken_one_leaves_the_chime(
    small: Hall, caller: Caller, tmp_path: Path
) -> None:
    called(small, caller)
    chime = caller.get("/v1/sounds/1.wav", None).content
    folder = tmp_path / "clips" / "zh"
    record(folder, "please number_to window A 0 1")
    spoken = caller.get("/v1/sounds/1.wav", None).content
    assert seconds(spoken) > seconds(chime) + 1
    assert caller.get("/v1/sounds/1.wav", None, language="en").content == chime
    (folder / "please.wav").write_bytes(b"no sound at all")
    assert caller.get("/v1/sounds/1.wav", None).content == chime


def test_what_was_never_called_has_no_sound(caller: Caller) -> None:
    assert caller.get("/v1/sounds/7.wav", None).json()["code"] == "unknown_call"
    assert caller.get("/v1/sounds/1.wav", None, language="fr").json()["code"] == "unknown_language"
    for bad in ("x", "-1", "9" * 30, "..%2f..%2fetc"):
        assert caller.get(f"/v1/sounds/{bad}.wav", None).status_code in {404, 422}
    assert caller.get("/v1/sounds/1.wav", "stranger").status_code == 401
