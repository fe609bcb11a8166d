"""How a call is spoken: the clips of its sentence, in order, with the number digit by digit; and what each clip says.

Half an announcement is worse than none: where a clip is missing, nothing is played, and its name is said.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from devices.drivers.board import Call
from devices.errors import ClipUnusable
from devices.voice.pcm import Samples, join, write_wav

GAP = 40  # ms between two clips
_NUMBER, _WINDOW = "<number>", "<window>"


@dataclass(frozen=True, slots=True)
class Language:
    """A sentence as names of clips, and the text of each clip for whoever records it."""

    sentence: tuple[str, ...]
    says: Mapping[str, str]
    written: str  # the whole, where it is shown instead


_LETTERS = {chr(code): chr(code) for code in range(ord("A"), ord("Z") + 1)}
LANGUAGES: Mapping[str, Language] = {
    "zh": Language(
        ("please", _NUMBER, "number_to", _WINDOW, "window"),
        {
            "please": "请",
            "number_to": "号到",
            "window": "号窗口办理",
            **dict(zip("0123456789", "零一二三四五六七八九", strict=True)),
            **_LETTERS,
        },
        "请{number}号到{window}号窗口办理",
    ),
    "en": Language(
        ("ticket", _NUMBER, "go_to_window", _WINDOW),
        {
            "ticket": "Ticket",
            "go_to_window": "please go to window",
            **dict(
                zip(
                    "0123456789",
                    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
                    strict=True,
                )
            ),
            **_LETTERS,
        },
        "Ticket {number}, please go to window {window}",
    ),
}


def clip_names(call: Call, language: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The clips of a call; a window's number is one clip where the hall has recorded it, else digit by digit."""
    window = str(call.window)
    spoken = {_NUMBER: tuple(call.number), _WINDOW: (window,) if window in known else tuple(window)}
    return tuple(name for part in LANGUAGES[language].sentence for name in spoken.get(part, (part,)))


def spoken(call: Call, language: str, clips: Mapping[str, Samples]) -> bytes:
    """The WAV of a call; raises ClipUnusable with the names of missing clips."""
    names = clip_names(call, language, clips.keys())
    if missing := sorted(set(names) - clips.keys()):
        raise ClipUnusable("clips_missing", names=", ".join(missing))
    return write_wav(join([clips[name] for name in names], GAP))


def written(call: Call, language: str) -> str:
    """What a board shows while it is spoken, or instead."""
    return LANGUAGES[language].written.format(number=call.number, window=call.window)
