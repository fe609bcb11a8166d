"""Five keys for a rating: which bytes are which grade, and the lines that a pad is sent, all as data.

No public protocol for pads is known; the defaults are digits and plain lines; every maker's own are written over
them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.errors import TemplateWrong

WORST, BEST = 1, 5
FIVE_KEYS: Mapping[bytes, int] = {b"%d" % level: level for level in range(WORST, BEST + 1)}


@dataclass(frozen=True, slots=True)
class PadWords:
    """Bytes by grade, and the lines to the pad; `{card}` is the staff card's text. An empty line is not sent."""

    keys: Mapping[bytes, int] = field(default_factory=lambda: FIVE_KEYS)
    staff: str = "STAFF {card}"
    ask: str = "ASK"
    thanks: str = "THANKS"
    end: bytes = b"\r\n"
    encoding: str = "gb18030"

    def __post_init__(self) -> None:
        wrong = [level for level in self.keys.values() if not WORST <= level <= BEST]
        if wrong or set(self.keys.values()) != set(range(WORST, BEST + 1)):
            raise TemplateWrong("pad_keys", keys=", ".join(map(str, self.keys.values())))

    def line(self, text: str) -> bytes:
        """A line to the pad; line ends and other commands in it become spaces."""
        plain = "".join(character if character.isprintable() else " " for character in text)
        return plain.encode(self.encoding, "replace") + self.end if text else b""
