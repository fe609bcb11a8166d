"""What can go wrong with a device: a code that says what happened, and facts that say with what.

Whoever speaks to people makes the sentence from both; nothing is ever left out or replaced silently.
"""


class DeviceError(Exception):
    """Any failure of this package that a caller may want to show."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name} {fact}" for name, fact in self.facts.items())
        return f"{self.code} ({told})" if told else self.code


class TransportLost(DeviceError):
    """The way to a device can not be opened, or ended. `port` is always among the facts."""


class NoAnswer(DeviceError):
    """A device was asked and said nothing that makes sense in time: codes `no_answer` and `garbage`."""


class AddressWrong(DeviceError):
    """The text of an address that names no device."""


class NotShowable(DeviceError):
    """A call that a board can not show whole. It is refused: a number is never cut."""


class TemplateWrong(DeviceError):
    """A board's template that can not be read."""


class PrintRefused(DeviceError):
    """A document that a printer cannot print as it stands."""


class UnprintableText(PrintRefused):
    """Characters that a printer does not have, or that would be commands to it."""

    def __init__(self, profile: str, characters: str) -> None:
        self.characters = characters
        super().__init__("unprintable", printer=profile, characters=", ".join(map(_named, characters)))


class TextTooWide(PrintRefused):
    """A word or number that fits on no line and must not be cut."""

    def __init__(self, word: str, columns: int) -> None:
        self.word = word
        super().__init__("too_wide", word=word, columns=columns)


class QrRefused(PrintRefused):
    """A QR payload that a printer cannot draw."""


class UnreadableJob(DeviceError):
    """Bytes that are no print job, with the place where they stop making sense."""

    def __init__(self, offset: int, reason: str) -> None:
        self.offset = offset
        super().__init__("unreadable_job", offset=offset, reason=reason)

    def __str__(self) -> str:
        return f"Byte {self.offset}: {self.facts['reason']}"


class FontMissing(DeviceError):
    """No Chinese font on this machine to draw with."""

    def __init__(self) -> None:
        super().__init__("font_missing", packages="fonts-noto-cjk fontconfig")


class ClipUnusable(DeviceError):
    """A recording that can not be used: codes `clip_*`."""


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"{character} ({code})" if character.isprintable() else code
