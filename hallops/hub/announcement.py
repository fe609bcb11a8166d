"""What is heard of a call: a chime, then the hall's own clips, if it has all that the call needs.

Half an announcement is worse than none: where one clip is missing, the chime stands alone and the board says the rest.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from devices.voice.chime import chime, silence
from devices.voice.pcm import Samples, join, write_wav

GAP = 40  # ms between two clips
AFTER_CHIME = 250  # ms
NUMBER, WINDOW = "<number>", "<window>"
SENTENCES: Mapping[str, tuple[str, ...]] = {  # names of clips by language
    "zh": ("please", NUMBER, "number_to", WINDOW, "window"),  # 请 A 0 4 7 号到 3 号窗口办理
    "en": ("ticket", NUMBER, "go_to_window", WINDOW),
}


@dataclass(frozen=True, slots=True)
class Summons:
    """A call as it is spoken."""

    number: str
    window: int
    language: str


def clips_for(summons: Summons, known: Collection[str]) -> tuple[str, ...]:
    """The names of the clips, in order; a window's number as one clip where there is one, else digit by digit."""
    window = str(summons.window)
    spoken = {NUMBER: tuple(summons.number), WINDOW: (window,) if window in known else tuple(window)}
    return tuple(clip for part in SENTENCES[summons.language] for clip in spoken.get(part, (part,)))


def announce(summons: Summons, known: Collection[str], clip: Callable[[str], Samples]) -> bytes:
    """The WAV of a call. `known` are the clips that the hall has, `clip` reads one."""
    names = clips_for(summons, known)
    if not set(names) <= set(known):
        return write_wav(chime())
    spoken = join([clip(name) for name in names], GAP)
    return write_wav(chime() + silence(AFTER_CHIME) + spoken)
